import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPacer } from '../../../../../electron/services/sending/pacer.ts'
import { createSeededRandom } from '../../../../fakes/seeded-random.ts'

/** A true rate: no bursts, no catching up. docs/sending.md, "Rate". */

/** When requests begin, if each is begun as soon as the pacer and the timer's lateness allow, from `fromMs` to `toMs`. */
function beginnings(
  pacer: ReturnType<typeof createPacer>,
  fromMs: number,
  toMs: number,
  latenessMs: () => number = () => 0,
): number[] {
  const times: number[] = []
  for (let nowMs = fromMs; nowMs < toMs; ) {
    const waitMs = pacer.waitMs(nowMs)
    if (waitMs > 0) {
      nowMs += waitMs + latenessMs()
      continue
    }
    pacer.began(nowMs)
    times.push(nowMs)
  }
  return times
}

/** The most of these times in any stretch of this length, its end not included. */
function mostWithin(times: readonly number[], lengthMs: number): number {
  let most = 0
  let first = 0
  times.forEach((time, index) => {
    while (time - (times[first] ?? 0) >= lengthMs) first += 1
    most = Math.max(most, index - first + 1)
  })
  return most
}

const rates = fc.double({ min: 0.1, max: 1000, noNaN: true })

test.each([
  [5, 1],
  [20, 3],
  [100, 15],
])(
  'at %i a second, with timers up to 4 ms late: the set rate over 20 s, at most %i in any 100 ms',
  (rate, most) => {
    const random = createSeededRandom(rate)
    const times = beginnings(createPacer(rate), 0, 20_000, () => random() * 4)
    const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0)
    const achieved = ((times.length - 1) / spanMs) * 1000
    expect(achieved / rate).toBeGreaterThan(0.995)
    expect(achieved / rate).toBeLessThan(1.005)
    expect(mostWithin(times, 100)).toBeLessThanOrEqual(most)
  },
)

test('whatever the rate and however late the timers: at most 1.5 times the share in any 100 ms, and never above the rate', () => {
  fc.assert(
    fc.property(rates, fc.integer(), fc.integer({ min: 0, max: 200 }), (rate, seed, latestMs) => {
      const random = createSeededRandom(seed)
      const times = beginnings(createPacer(rate), 0, 5_000, () => random() * latestMs)
      expect(mostWithin(times, 100)).toBeLessThanOrEqual(Math.max(1, Math.ceil(0.15 * rate)))
      // The first begins at once, and lateness is made up for by at most 25 ms.
      expect(times.length).toBeLessThanOrEqual(1 + rate * 5.025 + 1e-6)
    }),
  )
})

test('a late timer is made up for, so that the rate is the set one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer(), (rate, seed) => {
      const random = createSeededRandom(seed)
      const withinMs = Math.min(25, 500 / rate)
      const times = beginnings(createPacer(rate), 0, 20_000, () => random() * withinMs)
      expect(times.length / (rate * 20)).toBeGreaterThan(0.98)
    }),
    { numRuns: 50 },
  )
})

describe('after a sleep', () => {
  test.each([
    ['a second', 1_000],
    ['a minute', 60_000],
    ['a night', 36_000_000],
  ])('of %s: no burst and nothing caught up', (_name, sleptMs) => {
    for (const rate of [0.5, 5, 20, 100, 1000]) {
      const pacer = createPacer(rate)
      const before = beginnings(pacer, 0, 2_000).length
      const after = beginnings(pacer, 2_000 + sleptMs, 4_000 + sleptMs)
      expect(before).toBeLessThanOrEqual(1 + 2.025 * rate + 1e-6)
      // What the sleep is worth: as much as a late timer, 25 ms.
      expect(after.length).toBeLessThanOrEqual(1 + 2.025 * rate + 1e-6)
      expect(mostWithin(after, 100)).toBeLessThanOrEqual(Math.max(1, Math.ceil(0.15 * rate)))
    }
  })
})

describe('another rate', () => {
  test('a lower one holds from the next request on', () => {
    const pacer = createPacer(100)
    beginnings(pacer, 0, 1_000)
    pacer.setRate(5)
    const times = beginnings(pacer, 1_000, 3_000)
    expect(times.length).toBeLessThanOrEqual(11)
    expect(mostWithin(times, 190)).toBe(1)
  })

  test('a higher one is not kept waiting for what the lower one had planned', () => {
    const pacer = createPacer(0.1)
    pacer.began(0)
    expect(pacer.waitMs(1_000)).toBeGreaterThan(8_900)
    pacer.setRate(10)
    expect(pacer.waitMs(1_000)).toBe(0)
    expect(mostWithin(beginnings(pacer, 1_000, 3_000), 100)).toBeLessThanOrEqual(2)
  })

  test('however often it changes: no burst beyond the highest', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(rates, fc.integer({ min: 1, max: 500 })), { maxLength: 30 }), changes => {
        const pacer = createPacer(10)
        let nowMs = 0
        let highest = 10
        const times: number[] = []
        for (const [rate, lastsMs] of changes) {
          pacer.setRate(rate)
          highest = Math.max(highest, rate)
          times.push(...beginnings(pacer, nowMs, nowMs + lastsMs))
          nowMs += lastsMs
        }
        expect(mostWithin(times, 100)).toBeLessThanOrEqual(Math.max(1, Math.ceil(0.15 * highest)) + 1)
      }),
    )
  })

  test('before the first request nothing is waited for', () => {
    const pacer = createPacer(0.1)
    pacer.setRate(1)
    expect(pacer.waitMs(0)).toBe(0)
  })
})
