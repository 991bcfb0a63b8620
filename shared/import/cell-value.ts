import { unguardCell } from '../export/excel-guards.ts'
import { cleanText } from '../text/clean-text.ts'

/**
 * What a cell of a list says: cleaned, and without what systems put around it so that a spreadsheet keeps it as text: our
 * own guards (shared/export/excel-guards.ts) and `="…"`.
 */
export function cellValue(cell: string): string {
  const text = cleanText(cell)
  if (!mayBeGuarded(text)) return text
  const formula = /^="((?:[^"]|"")*)"$/.exec(text)
  return cleanText(formula ? (formula[1] ?? '').replaceAll('""', '"') : unguardCell(text))
}

function mayBeGuarded(text: string): boolean {
  const first = text.charCodeAt(0)
  return first === 0x3d || first === 0x27
}

/** Nothing is left of it once guards and all that nobody sees are gone. `0` is a value. */
export function isBlankCell(cell: string): boolean {
  if (cell.length === 0) return true
  const first = cell.charCodeAt(0)
  if (first > 0x20 && first < 0x7f && first !== 0x3d && first !== 0x27) return false
  if (first >= 0x4e00 && first < 0xa000) return false
  return cellValue(cell) === ''
}
