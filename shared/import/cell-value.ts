import { unguardCell } from '../export/excel-guards.ts'

/**
 * What a cell of a list says, without what systems put around it so that a spreadsheet keeps it as text: our own guards
 * (shared/export/excel-guards.ts), `="…"`, a tab before or after. Anything else stays as it is.
 */
export function cellValue(cell: string): string {
  if (!mayBeGuarded(cell)) return cell
  const text = cell.replace(/^\t+|\t+$/g, '')
  const formula = /^="((?:[^"]|"")*)"$/.exec(text)
  return formula ? (formula[1] ?? '').replaceAll('""', '"') : unguardCell(text)
}

function mayBeGuarded(cell: string): boolean {
  const first = cell.charCodeAt(0)
  return first === 9 || first === 0x3d || first === 0x27 || cell.charCodeAt(cell.length - 1) === 9
}

/** Empty after trimming, guards undone. `0` is a value. */
export function isBlankCell(cell: string): boolean {
  if (cell.length === 0) return true
  const first = cell.charCodeAt(0)
  if (first > 0x20 && first < 0x80 && first !== 0x3d) return false
  if (first >= 0x4e00 && first < 0xa000) return false
  return cellValue(cell).trim() === ''
}
