import { expect, test } from 'vitest'
import {
  contentFields,
  contentProblems,
  fieldOf,
  isSameContent,
  refusedField,
  withField,
} from '../../../../renderer/features/sending/mended-content.ts'
import type { Content } from '../../../../shared/domain/campaign.ts'
import { contentCodes } from '../../../../shared/provider/due-again.ts'

const content: Content = {
  signature: { name: '小店', code: 'S1' },
  template: { code: 'T1', text: '${姓名}您好' },
}

test.each(contentFields)('%s is changed alone, and is missing when nothing shows in it', field => {
  const changed = withField(content, field, '别的')
  expect(fieldOf(changed, field)).toBe('别的')
  expect(contentFields.filter(other => fieldOf(changed, other) !== fieldOf(content, other))).toEqual([field])
  expect(isSameContent(changed, content)).toBe(false)
  expect(contentProblems(changed, ['姓名'])).toEqual([])
  expect(contentProblems(withField(content, field, ' '), ['姓名'])).toEqual([{ kind: 'missing', field }])
})

test('a variable that the list has not, or one that is not closed, is said', () => {
  const problemsOf = (text: string) => contentProblems(withField(content, 'templateText', text), ['姓名'])
  expect(problemsOf('${姓名}，${门店}')).toEqual([{ kind: 'unknown-variables', names: ['门店'] }])
  expect(problemsOf('您好${姓名')).toEqual([{ kind: 'unclosed', position: 2 }])
  expect(problemsOf('您好')).toEqual([])
})

test('every code that a content may mend speaks of one field, and no other code does', () => {
  expect(contentCodes.filter(code => refusedField(code) === null)).toEqual([])
  for (const code of [10001, 30009, 30011, 30018, 30019, 30028]) expect(refusedField(code)).toBeNull()
  expect(refusedField(30005)).toBe('signatureCode')
  expect(refusedField(30006)).toBe('templateCode')
  expect(refusedField(30014)).toBe('templateText')
  expect(refusedField(undefined)).toBeNull()
})
