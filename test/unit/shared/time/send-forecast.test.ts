import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersPerSecond, secondsToSend, sendForecast } from '../../../../shared/time/send-forecast.ts'
import { closedUntil } from '../../../../shared/time/sending-window.ts'
import { atShanghai, shanghaiDay } from '../../../../shared/time/shanghai.ts'

const today = shanghaiDay(Date.UTC(2026, 10, 27))
const hours = { enabled: true, fromMinute: 480, toMinute: 1260 }
const always = { ...hours, enabled: false }
const minuteMs = 60_000

test('the rate sets the pace, or the requests in flight where answers are slow', () => {
  expect(answersPerSecond({ ratePerSecond: 10, concurrency: 8 }, 300)).toBe(10)
  expect(answersPerSecond({ ratePerSecond: 100, concurrency: 8 }, 400)).toBe(20)
  expect(secondsToSend(1000, { ratePerSecond: 10, concurrency: 8 }, 300)).toBeCloseTo(100.3)
  expect(secondsToSend(0, { ratePerSecond: 10, concurrency: 8 }, 300)).toBe(0)
})

test('what ends within today’s hours fits, what does not goes on the next day', () => {
  const ten = atShanghai(today, 600)
  expect(sendForecast(30 * minuteMs, hours, ten)).toEqual({
    beginsAt: ten,
    endsAt: atShanghai(today, 630),
    fitsToday: true,
  })
  const late = atShanghai(today, 1250)
  expect(sendForecast(30 * minuteMs, hours, late)).toEqual({
    beginsAt: late,
    endsAt: atShanghai(today + 1, 500),
    fitsToday: false,
  })
  expect(sendForecast(10 * minuteMs, hours, late).fitsToday).toBe(true)
  expect(sendForecast(30 * minuteMs, hours, atShanghai(today, 1300))).toEqual({
    beginsAt: atShanghai(today + 1, 480),
    endsAt: atShanghai(today + 1, 510),
    fitsToday: false,
  })
  expect(sendForecast(30 * minuteMs, always, late).endsAt).toBe(atShanghai(today, 1280))
})

test('a forecast sends for exactly as long as it takes, and ends at a time that is open', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 0, max: 1380 }),
      fc.integer({ min: 1, max: 60 }),
      (minute, durationMinutes, fromMinute, length) => {
        const window = { enabled: true, fromMinute, toMinute: fromMinute + length }
        const now = atShanghai(today, minute)
        const { beginsAt, endsAt } = sendForecast(durationMinutes * minuteMs, window, now)
        let open = 0
        for (let at = now; at < endsAt; at += minuteMs) if (closedUntil(window, at) === null) open++
        expect(open).toBe(durationMinutes)
        expect(closedUntil(window, endsAt - 1)).toBeNull()
        expect(closedUntil(window, beginsAt)).toBeNull()
      },
    ),
    { numRuns: 30 },
  )
})
