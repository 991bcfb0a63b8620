import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atShanghai, shanghaiDay, shanghaiMinute, shanghaiTime } from '../../../../shared/time/shanghai.ts'

test('ten in the morning in Beijing is two in UTC, on the same day', () => {
  const day = shanghaiDay(Date.UTC(2026, 10, 23, 15, 59))
  expect(atShanghai(day, 600)).toBe(Date.UTC(2026, 10, 23, 2, 0))
})

test('the day of China begins eight hours before that of UTC', () => {
  expect(shanghaiDay(Date.UTC(2026, 10, 23, 16, 0))).toBe(shanghaiDay(Date.UTC(2026, 10, 23, 15, 59)) + 1)
  expect(shanghaiMinute(Date.UTC(2026, 10, 23, 16, 0))).toBe(0)
})

test('day and minute of a moment lead back to it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), minutes => {
      const ms = minutes * 60_000
      expect(atShanghai(shanghaiDay(ms), shanghaiMinute(ms))).toBe(ms)
    }),
  )
})

test('a clock of China shows the next day from four in the afternoon of UTC on', () => {
  expect(shanghaiTime(Date.UTC(2026, 10, 23, 16, 5, 9))).toBe('2026-11-24 00:05:09')
})

test('every moment is written as a calendar has it, whatever was written before', () => {
  const offsetMs = 8 * 60 * 60_000
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e13 }), ms => {
      expect(shanghaiTime(ms)).toBe(new Date(ms + offsetMs).toISOString().slice(0, 19).replace('T', ' '))
    }),
  )
})
