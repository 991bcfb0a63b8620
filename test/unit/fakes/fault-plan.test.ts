import { expect, test } from 'vitest'
import { accepted, type FaultKind } from '../../fakes/fault.ts'
import { type FaultPlan, faultOf, scriptOf } from '../../fakes/fault-plan.ts'
import { createSeededRandom } from '../../fakes/seeded-random.ts'

const phone = '13800138000'
const other = '13900139000'

test('a plan decides by phone, then by rule, then by lot', () => {
  const plan: FaultPlan = {
    byPhone: { [phone]: [{ kind: 'reset-after' }, { kind: 'empty' }], [other]: { kind: 'html' } },
    rules: [
      { every: 10, fault: { kind: 'hang-headers' } },
      { seen: 'again', from: 5, to: 8, fault: { kind: 'huge' } },
    ],
    otherwise: { kind: 'status', status: 503 },
  }
  const kinds = (asked: string, n: number, seenBefore: number): FaultKind =>
    faultOf(plan, { phone: asked, n, seenBefore }).kind
  expect([kinds(phone, 10, 0), kinds(phone, 10, 1), kinds(phone, 10, 9)]).toEqual([
    'reset-after',
    'empty',
    'empty',
  ])
  expect([kinds(other, 10, 0), kinds(other, 10, 5)]).toEqual(['html', 'html'])
  expect([kinds('x', 10, 0), kinds('x', 11, 0), kinds('x', 20, 0)]).toEqual([
    'hang-headers',
    'status',
    'hang-headers',
  ])
  expect([kinds('x', 6, 0), kinds('x', 6, 1), kinds('x', 9, 1)]).toEqual(['status', 'huge', 'status'])
  expect(kinds('__proto__', 1, 0)).toBe('status')
  expect(scriptOf({})({ phone, n: 1, seenBefore: 0 })).toEqual(accepted)
})

test('a lot falls by seed and phone, not by order, and in the given proportion', () => {
  const plan: FaultPlan = {
    lot: {
      seed: 42,
      faults: [
        { weight: 90, fault: accepted },
        { weight: 10, fault: { kind: 'reset-after' } },
      ],
    },
  }
  const draw = (seed: number): readonly FaultKind[] =>
    Array.from({ length: 5000 }, (_, n) => {
      const asked = { phone: String(13800000000 + n), n: 5000 - n, seenBefore: 0 }
      return faultOf({ lot: { seed, faults: plan.lot?.faults ?? [] } }, asked).kind
    })
  expect(draw(42)).toEqual(draw(42))
  expect(draw(42)).not.toEqual(draw(43))
  const resets = draw(42).filter(kind => kind === 'reset-after').length
  expect(resets).toBeGreaterThan(400)
  expect(resets).toBeLessThan(600)
})

test('seeded random numbers repeat and are spread evenly', () => {
  const random = createSeededRandom(1)
  const numbers = Array.from({ length: 10_000 }, random)
  const again = createSeededRandom(1)
  expect(numbers.every(number => number === again() && number >= 0 && number < 1)).toBe(true)
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02)
  // A generator that changes would change every scripted run.
  expect(numbers.slice(0, 2)).toEqual([0.6270739405881613, 0.002735721180215478])
})
