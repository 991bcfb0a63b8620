import { expect, test } from 'vitest'
import { reviewOf } from '../../../../renderer/features/review/review-settings.ts'

const reviewed = (text: string, rulesOff: readonly string[] = []) =>
  reviewOf(
    { signature: { name: '小美服饰', code: '' }, template: { text, code: '' } },
    { warnWords: [], rulesOff: [...rulesOff], optOutWording: '' },
  )
const rulesIn = (text: string, rulesOff?: readonly string[]) =>
  reviewed(text, rulesOff).findings.map(({ rule, severity }) => [rule, severity])

test('a hidden word is one finding, by what it says and as heavy as anything hidden', () => {
  expect(rulesIn('会员您好，毛衣八折，进qun领样品，拒收请回复R')).toEqual([['contact-group', 'likely']])
  expect(rulesIn('会员您好，毛衣八折，进群领样品，拒收请回复R')).toEqual([['contact-group', 'mind']])
  expect(rulesIn('会员您好，毛衣八折，进qun领样品，拒收请回复R', ['contact-group'])).toEqual([
    ['disguise', 'likely'],
  ])
})

test('in a value too', () => {
  const { valueFindings } = reviewed('${姓名}会员您好，${商品}到货，拒收请回复R')
  expect(valueFindings(['王芳', '贷kuan']).map(({ rule, topic }) => [rule, topic])).toEqual([
    ['value-word', 'topic-finance'],
  ])
})
