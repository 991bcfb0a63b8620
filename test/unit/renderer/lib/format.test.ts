import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaignName } from '../../../../renderer/app/campaign-name.ts'
import { createFormat } from '../../../../renderer/lib/format.ts'
import { shanghaiStamp } from '../../../../shared/time/shanghai.ts'

// A computer whose clock is set to another zone, as one that was brought from elsewhere.
const zone = process.env['TZ']
beforeAll(() => {
  process.env['TZ'] = 'America/New_York'
})
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const tenPastMidnightInChina = Date.UTC(2026, 10, 26, 16, 10, 5)

test.each(['zh-CN', 'en'])(
  'every time is China’s, with its day, and midnight is 0 o’clock (%s)',
  language => {
    expect(new Date(tenPastMidnightInChina).getDate()).toBe(26)
    const format = createFormat(language)
    expect(format.dateTime(tenPastMidnightInChina)).toBe('2026-11-27 00:10')
    expect(format.moment(tenPastMidnightInChina)).toBe('2026-11-27 00:10:05')
    expect(format.shanghai(tenPastMidnightInChina)).toMatch(/27.*00:10/)
    expect(format.beijing(tenPastMidnightInChina)).toMatch(/27.*00:10/)
  },
)

test('names of campaigns and files carry the same day', () => {
  expect(campaignName('会员名单.xlsx', tenPastMidnightInChina)).toBe('会员名单 2026-11-27 00:10')
  expect(shanghaiStamp(tenPastMidnightInChina)).toBe('20261127-001005')
})
