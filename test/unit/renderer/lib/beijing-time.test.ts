import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atBeijing, beijingDay, beijingMinute } from '../../../../renderer/lib/beijing-time.ts'

test('ten in the morning in Beijing is two in UTC, on the same day', () => {
  const day = beijingDay(Date.UTC(2026, 10, 23, 15, 59))
  expect(atBeijing(day, 600)).toBe(Date.UTC(2026, 10, 23, 2, 0))
})

test('the day of China begins eight hours before that of UTC', () => {
  expect(beijingDay(Date.UTC(2026, 10, 23, 16, 0))).toBe(beijingDay(Date.UTC(2026, 10, 23, 15, 59)) + 1)
  expect(beijingMinute(Date.UTC(2026, 10, 23, 16, 0))).toBe(0)
})

test('day and minute of a moment lead back to it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), minutes => {
      const ms = minutes * 60_000
      expect(atBeijing(beijingDay(ms), beijingMinute(ms))).toBe(ms)
    }),
  )
})
