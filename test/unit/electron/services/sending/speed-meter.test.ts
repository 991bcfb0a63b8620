import { expect, test } from 'vitest'
import { createSpeedMeter } from '../../../../../electron/services/sending/speed-meter.ts'

/** Completes at an even rate between two times. */
const completeEvenly = (
  meter: ReturnType<typeof createSpeedMeter>,
  perSecond: number,
  fromMs: number,
  toMs: number,
) => {
  for (let atMs = fromMs; atMs < toMs; atMs += 1000 / perSecond) meter.completed(atMs)
}

test.each([2, 10, 100, 5000])('an even %i a second is shown as such', perSecond => {
  const meter = createSpeedMeter()
  completeEvenly(meter, perSecond, 1_000, 21_000)
  expect(meter.perSecond(21_000) / perSecond).toBeGreaterThan(0.95)
  expect(meter.perSecond(21_000) / perSecond).toBeLessThan(1.05)
})

test('before the first completion, and long after the last, it is nothing', () => {
  const meter = createSpeedMeter()
  expect(meter.perSecond(5_000)).toBe(0)
  completeEvenly(meter, 100, 5_000, 6_000)
  expect(meter.perSecond(6_000)).toBeGreaterThan(50)
  expect(meter.perSecond(60_000)).toBe(0)
})

test('another speed is shown within seconds, and the first moments are not exaggerated', () => {
  const meter = createSpeedMeter()
  meter.completed(1_000)
  expect(meter.perSecond(1_001)).toBeLessThanOrEqual(1)
  completeEvenly(meter, 100, 1_000, 11_000)
  completeEvenly(meter, 10, 11_000, 18_000)
  expect(meter.perSecond(18_000)).toBeLessThan(12)
})

test('a million completions leave no trace of their number behind', () => {
  const meter = createSpeedMeter()
  completeEvenly(meter, 10_000, 0, 100_000)
  expect(meter.perSecond(100_000)).toBeGreaterThan(9_000)
})
