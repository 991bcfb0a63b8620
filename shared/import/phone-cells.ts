import { checkPhone } from '../sms/phone.ts'

/** The fewest characters of a phone. */
const shortest = 11

/** The phone if it is the cell's whole text, apart from an extension; null otherwise. */
export function purePhone(cell: string): string | null {
  if (cell.length < shortest) return null
  const check = checkPhone(cell, false)
  if (check.kind === 'blocked') return null
  return check.warnings.includes('extension') || !/\p{L}/u.test(cell) ? check.phone : null
}

/** Whether the cell contains a phone, alone or among words. */
export const holdsPhone = (cell: string): boolean =>
  cell.length >= shortest && checkPhone(cell, false).kind === 'ok'
