import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayPartsOf } from '../../../../shared/domain/day-budget.ts'

const budget = (dayBudgetParts: number | null, dayBudgetYuan: number | null, pricePerPart: number | null) =>
  dayPartsOf({ dayBudgetParts, dayBudgetYuan, pricePerPart })

test('no limit, a limit of parts, a limit of money, and of two the lower one', () => {
  expect(budget(null, null, null)).toBeNull()
  expect(budget(500, null, null)).toBe(500)
  expect(budget(null, 50, 0.05)).toBe(1000)
  expect(budget(500, 50, 0.05)).toBe(500)
  expect(budget(5000, 50, 0.05)).toBe(1000)
  expect(budget(null, 0.3, 0.1)).toBe(3)
})

test('money that nobody can count is not spent; what costs nothing is not limited by money', () => {
  expect(budget(null, 50, null)).toBe(0)
  expect(budget(500, 50, null)).toBe(0)
  expect(budget(500, 50, 0)).toBe(500)
  expect(budget(null, 50, 0)).toBeNull()
})

test('so many parts cost no more than the amount, and one more would', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 100_000 }),
      (cents, mills) => {
        const parts = budget(null, cents / 100, mills / 10_000) ?? Number.NaN
        expect(parts * mills).toBeLessThanOrEqual(cents * 100)
        expect((parts + 1) * mills).toBeGreaterThan(cents * 100)
      },
    ),
  )
})
