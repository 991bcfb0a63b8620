/** What a number may be, in the unit in which it is typed. */
export type NumberRule = {
  readonly min: number
  readonly max: number
  readonly whole?: boolean
  /** Digits behind the point, at most. */
  readonly decimals?: number
  /** Whether an empty field is a value of its own (null). */
  readonly optional?: boolean
}

export type NumberProblem = 'missing' | 'not-a-number' | 'not-whole' | 'too-fine' | 'out-of-range'

export type TypedNumber =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly problem: NumberProblem }

const plainNumber = /^(\d+\.?\d*|\.\d+)$/

/** Reads a number as an owner types it, wide digits included. What is no such number is named, never guessed or cut. */
export function typedNumber(text: string, rule: NumberRule): TypedNumber {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return rule.optional ? { ok: true, value: null } : { ok: false, problem: 'missing' }
  // A minus is readable, but no setting is below nothing.
  if (/^-\d/.test(plain)) return { ok: false, problem: 'out-of-range' }
  if (!plainNumber.test(plain)) return { ok: false, problem: 'not-a-number' }
  const value = Number(plain)
  if (value < rule.min || value > rule.max) return { ok: false, problem: 'out-of-range' }
  if (rule.whole && !Number.isInteger(value)) return { ok: false, problem: 'not-whole' }
  if (rule.decimals !== undefined && Number(value.toFixed(rule.decimals)) !== value)
    return { ok: false, problem: 'too-fine' }
  return { ok: true, value }
}
