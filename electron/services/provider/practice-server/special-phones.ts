/** Phones that provoke a code in practice mode, even if everything else is right. Source: docs/practice.md. */

/** The phone whose connection breaks before an answer, so that its outcome is unknown. */
export const breakingPhone = '19900090000'

const prefix = '199000'
const pattern = /^199000(\d{5})$/

/** The phone that provokes a code of five digits: 30028 → 19900030028. */
export function specialPhoneOf(code: number): string {
  return `${prefix}${String(code).padStart(5, '0')}`
}

/** The code that a phone provokes, or null for every ordinary phone. It may be a code that does not exist. */
export function codeOfSpecialPhone(phone: string): number | null {
  const digits = pattern.exec(phone)?.[1]
  return digits === undefined ? null : Number(digits)
}
