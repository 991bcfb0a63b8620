import { holdsPhone } from './phone-cells.ts'

/**
 * Marks that payment services write around the values of a bill: 微信支付 a backtick before each, 支付宝 lines beginning
 * with # before and after the table. Both are recognised by the beginning of the file, so that a person's own
 * characters are kept.
 */

const afterSeparator = /([\n,\t])`/g

/** Whether nearly every cell of the lines with a backtick begins with one, and most lines are such lines. */
export function hasBackticks(sample: string): boolean {
  if (!sample.includes('`')) return false
  const lines = sample.split('\n', 200).filter(line => line.includes(','))
  const ticked = lines.filter(line => {
    const cells = line.split(',')
    return cells.filter(cell => cell.startsWith('`')).length >= cells.length * 0.8
  })
  return ticked.length > 0 && ticked.length >= lines.length * 0.5
}

/** Removes the backtick before each cell, in text that comes in pieces. */
export function createBacktickFilter(): (piece: string) => string {
  let last = '\n'
  return piece => {
    // The last character of the previous piece decides about the first of this one.
    const text = (last + piece).replace(afterSeparator, '$1')
    last = piece.at(-1) ?? last
    return text.slice(1)
  }
}

/**
 * Whether a text begins with a note of its own; if a header follows, the notes after the table are not rows either.
 */
export const hasNoteLines = (text: string): boolean => /^#[^,\t\n]*\n/.test(text)

/** A line with a phone is a person, whatever character it begins with. */
export const isNoteLine = (cells: readonly string[]): boolean =>
  (cells[0] ?? '').startsWith('#') &&
  cells.slice(1).every(cell => cell.trim() === '') &&
  !holdsPhone(cells[0] ?? '')
