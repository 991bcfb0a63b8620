import { expect, test } from 'vitest'
import { monthOf, searchOf, viewOf } from '../../../../renderer/features/history/history-filter.ts'

const campaign = {
  name: '周年庆 老客',
  signature: { name: '掌柜小店', code: 'S1' },
  template: { code: 'T1', text: '${姓名}您好，满100减20。拒收请回复R' },
  source: { fileName: '会员VIP.xlsx', rows: 1, usable: 1, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
}

test.each([
  ['', true],
  ['  ', true],
  ['老客', true],
  ['满１００减', true],
  ['vip', true],
  ['小店 周年', true],
  ['小店 春节', false],
  ['S1', false],
])('“%s” finds it: %s', (search, found) => {
  expect(searchOf(search)(campaign)).toBe(found)
})

test('single messages and tests stand apart, resends with the campaigns', () => {
  const views = (['bulk', 'retry', 'quick', 'test'] as const).map(kind => viewOf({ kind }))
  expect(views).toEqual(['campaigns', 'campaigns', 'single', 'tests'])
})

test('a month begins when it does in China', () => {
  const createdAt = 0
  expect(monthOf({ createdAt, startedAt: Date.UTC(2026, 9, 31, 16, 0, 0) })).toBe('2026-11')
  expect(monthOf({ createdAt, startedAt: Date.UTC(2026, 9, 31, 15, 59, 59) })).toBe('2026-10')
  expect(monthOf({ createdAt: Date.UTC(2026, 0, 5), startedAt: null })).toBe('2026-01')
})
