import { holdsPhone } from './phone-cells.ts'

/**
 * What payment services write around the values of a bill: 微信支付 a backtick in front of each, 支付宝 lines beginning
 * with # in front of the table and behind it. Both are told by the file's beginning, so that a person's own sign stays.
 */

const afterSeparator = /([\n,\t])`/g

/** Whether nearly each cell of the lines that hold a backtick begins with one, and such lines are the rule. */
export function hasBackticks(sample: string): boolean {
  if (!sample.includes('`')) return false
  const lines = sample.split('\n', 200).filter(line => line.includes(','))
  const ticked = lines.filter(line => {
    const cells = line.split(',')
    return cells.filter(cell => cell.startsWith('`')).length >= cells.length * 0.8
  })
  return ticked.length > 0 && ticked.length >= lines.length * 0.5
}

/** Takes the backtick in front of each cell away, in text that comes in pieces. */
export function createBacktickFilter(): (piece: string) => string {
  let last = '\n'
  return piece => {
    // The character before the piece decides about the piece's first.
    const text = (last + piece).replace(afterSeparator, '$1')
    last = piece.at(-1) ?? last
    return text.slice(1)
  }
}

/** Whether a text begins with a note of its own; where a header stands below it, the notes behind the table are no rows either. */
export const hasNoteLines = (text: string): boolean => /^#[^,\t\n]*\n/.test(text)

/** A line with a phone is somebody's, whatever sign stands in front of it. */
export const isNoteLine = (cells: readonly string[]): boolean =>
  (cells[0] ?? '').startsWith('#') &&
  cells.slice(1).every(cell => cell.trim() === '') &&
  !holdsPhone(cells[0] ?? '')
