import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noPace, type Pace, paceAfter, roundedLeft } from '../../../../renderer/features/sending/pace.ts'

/** Every quarter of a second for so long, with the time left that main would tell. */
function run(seconds: number, remainingAt: (ms: number) => number | null, from: Pace = noPace, startMs = 0) {
  const shown: { readonly at: number; readonly leftMs: number | null }[] = []
  let pace = from
  for (let at = startMs; at <= startMs + seconds * 1000; at += 250) {
    pace = paceAfter(pace, { at, perSecond: 20, remainingMs: remainingAt(at) })
    shown.push({ at, leftMs: pace.shown?.leftMs ?? null })
  }
  return { pace, shown }
}

const changes = (shown: readonly { readonly at: number; readonly leftMs: number | null }[]) =>
  shown.filter(({ leftMs }, place) => place > 0 && leftMs !== shown[place - 1]?.leftMs)

test('while the speed is steady, the time left only goes down, a step at a time', () => {
  const { shown } = run(60, at => 100_000 - at)
  const steps = changes(shown)
  expect(steps.length).toBeGreaterThan(4)
  let last = Number.POSITIVE_INFINITY
  for (const { leftMs } of shown) {
    expect(leftMs).toBeLessThanOrEqual(last)
    last = leftMs ?? 0
  }
})

test('whatever is told, what is shown stands for three seconds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4_000_000 }), { minLength: 240, maxLength: 240 }),
      noise => {
        const steps = changes(run(59, at => noise[at / 250] ?? 0).shown)
        steps.forEach(({ at }, place) => {
          if (place > 0) expect(at - (steps[place - 1]?.at ?? 0)).toBeGreaterThanOrEqual(3000)
        })
      },
    ),
  )
})

test('an estimate that swings between half and double is shown without swinging', () => {
  const { shown } = run(60, at => (300_000 - at) * (Math.floor(at / 500) % 2 === 0 ? 0.7 : 1.3))
  for (const { at, leftMs } of shown.slice(40)) {
    expect(Math.abs((leftMs ?? 0) - (300_000 - at))).toBeLessThan(45_000)
  }
})

test('after a pause the old estimate is forgotten, and nothing is shown while nobody knows', () => {
  const { pace } = run(10, at => 30_000 - at)
  expect(paceAfter(pace, { at: 100_000, perSecond: 20, remainingMs: 600_000 }).shown?.leftMs).toBe(600_000)
  expect(paceAfter(pace, { at: 10_250, perSecond: 0, remainingMs: null }).shown).toBeNull()
})

test('the speed over a whole day stays a handful of points, the first and the last stretch among them', () => {
  let pace = noPace
  for (let at = 0; at < 24 * 3_600_000; at += 1000)
    pace = paceAfter(pace, { at, perSecond: 20, remainingMs: 1000 })
  expect(pace.samples.length).toBeLessThanOrEqual(120)
  expect(pace.samples[0]?.at).toBe(0)
  expect(pace.samples.at(-1)?.at).toBeGreaterThan(23 * 3_600_000)
})

test('a time left is rounded upwards to what can be read', () => {
  expect([0, 1, 4999, 58_001, 61_000, 599_000, 601_000].map(roundedLeft)).toEqual([
    0, 5000, 5000, 60_000, 70_000, 600_000, 660_000,
  ])
})
