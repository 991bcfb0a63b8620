import { expect, test } from 'vitest'
import { variableSlips, withoutSlip } from '../../../../../shared/sms/review/variable-slips.ts'

test.each([
  '{姓名}',
  '｛姓名｝',
  '{{姓名}}',
  '#姓名#',
  '$｛姓名｝',
  '＄{姓名}',
  '＄｛姓名｝',
  '$ {姓名}',
  '$(姓名)',
  '【姓名】',
  '[姓名]',
  '<姓名>',
  '%姓名%',
  '$＜姓名＞',
])('%s is a variable that nobody fills in', written => {
  const text = `尊敬的${written}您好`
  const [slip, ...more] = variableSlips(text, [])
  expect(more).toEqual([])
  expect(slip === undefined ? null : withoutSlip(text, slip)).toBe('尊敬的${姓名}您好')
})

test('a column of the list is a name too', () => {
  expect(variableSlips('您的【鞋码】到了', [])).toEqual([])
  expect(variableSlips('您的【鞋码】到了', ['鞋码 '])).toEqual([{ start: 2, end: 6, better: '${鞋码}' }])
})

test.each([
  '${姓名}您好',
  '$<姓名>您好',
  '【王记茶铺】',
  '[特价]',
  '1#楼2#楼',
  '打8折，立省20%，满100减10%',
  '价格<100元',
])('%s has none', text => {
  expect(variableSlips(text, [])).toEqual([])
})
