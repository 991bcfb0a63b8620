import { checkPhone } from '../sms/phone.ts'

/** The fewest characters of a phone. */
const shortest = 11

/** The phone that is all of the cell's text, an extension aside; null where there is none, or other words with it. */
export function purePhone(cell: string): string | null {
  if (cell.length < shortest) return null
  const check = checkPhone(cell, false)
  if (check.kind === 'blocked') return null
  return check.warnings.includes('extension') || !/\p{L}/u.test(cell) ? check.phone : null
}

/** Whether a phone stands in the cell, alone or among words. */
export const holdsPhone = (cell: string): boolean =>
  cell.length >= shortest && checkPhone(cell, false).kind === 'ok'
