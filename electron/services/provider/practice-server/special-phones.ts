/** Phones that provoke a code in practice mode whatever else is right. Source: docs/practice.md. */

/** The phone whose connection breaks before an answer: what came of it nobody knows. */
export const breakingPhone = '19900090000'

const prefix = '199000'
const pattern = /^199000(\d{5})$/

/** The phone that provokes a code: 30028 → 19900030028. The code has five digits. */
export function specialPhoneOf(code: number): string {
  return `${prefix}${String(code).padStart(5, '0')}`
}

/** The code that a phone asks for, or null for every ordinary phone. It may be a code that does not exist. */
export function codeOfSpecialPhone(phone: string): number | null {
  const digits = pattern.exec(phone)?.[1]
  return digits === undefined ? null : Number(digits)
}
