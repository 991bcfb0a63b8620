import type { Settings } from './settings.ts'

type Budget = Pick<Settings, 'dayBudgetParts' | 'dayBudgetYuan' | 'pricePerPart'>

/**
 * How many parts of real messages may leave per day (China time); null: no limit. Of two limits the lower one. An
 * amount of money without a price allows nothing: what can't be counted must not be spent.
 */
export function dayPartsOf({ dayBudgetParts, dayBudgetYuan, pricePerPart }: Budget): number | null {
  const byMoney =
    dayBudgetYuan === null ? null : pricePerPart === null ? 0 : partsFor(dayBudgetYuan, pricePerPart)
  if (byMoney === null || byMoney === Number.POSITIVE_INFINITY) return dayBudgetParts
  return dayBudgetParts === null ? byMoney : Math.min(dayBudgetParts, byMoney)
}

/** How many parts the amount buys. Both are counted in whole millionths of a yuan, so that 0.3 / 0.1 is 3. */
const partsFor = (yuan: number, price: number): number =>
  Math.floor(Math.round(yuan * 1_000_000) / Math.round(price * 1_000_000))
