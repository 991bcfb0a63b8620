import { longestWord, mostWords } from '../../../shared/domain/settings.ts'

/** What a number may be, in the unit in which it is typed. */
export type NumberRule = {
  readonly min: number
  readonly max: number
  readonly whole?: boolean
  /** Whether an empty field is a value of its own (null). */
  readonly optional?: boolean
}

export type NumberProblem = 'missing' | 'not-a-number' | 'not-whole' | 'out-of-range'

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
  return rule.whole && !Number.isInteger(value) ? { ok: false, problem: 'not-whole' } : { ok: true, value }
}

export type TypedWords =
  | { readonly ok: true; readonly words: string[] }
  | { readonly ok: false; readonly problem: 'word-too-long'; readonly word: string }
  | { readonly ok: false; readonly problem: 'too-many'; readonly count: number }

/** Words between blanks and commas, each once. */
export function typedWords(text: string): TypedWords {
  const words = [...new Set(text.split(/[\s,，、;；]+/))].filter(word => word !== '')
  const long = words.find(word => word.length > longestWord)
  if (long !== undefined) return { ok: false, problem: 'word-too-long', word: long }
  if (words.length > mostWords) return { ok: false, problem: 'too-many', count: words.length }
  return { ok: true, words }
}
