import { unguardCell } from '../export/excel-guards.ts'
import { cleanText, firstSeen } from '../text/clean-text.ts'

/**
 * The value of a list's cell: cleaned, and without what systems put around it to make a spreadsheet keep it as
 * text: our own guards (shared/export/excel-guards.ts) and `="…"`.
 */
export function cellValue(cell: string): string {
  const text = cleanText(cell)
  if (!mayBeGuarded(text, 0)) return text
  const formula = /^="((?:[^"]|"")*)"$/.exec(text)
  return cleanText(formula ? (formula[1] ?? '').replaceAll('""', '"') : unguardCell(text))
}

function mayBeGuarded(text: string, at: number): boolean {
  const first = text.charCodeAt(at)
  return first === 0x3d || first === 0x27
}

/** Whether nothing is left without guards and invisible characters. `0` is a value. */
export function isBlankCell(cell: string): boolean {
  const first = firstSeen(cell)
  return first === -1 || (mayBeGuarded(cell, first) && cellValue(cell) === '')
}
