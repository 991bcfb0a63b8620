/**
 * Undoes what systems put around a value so that a spreadsheet keeps it as text: `="13800138000"`, a tab before or after,
 * an apostrophe in front of digits or of a formula's first sign. Anything else stays as it is.
 */
export function unguardCell(cell: string): string {
  if (!mayBeGuarded(cell)) return cell
  const text = cell.replace(/^\t+|\t+$/g, '')
  const formula = /^="((?:[^"]|"")*)"$/.exec(text)
  if (formula) return (formula[1] ?? '').replaceAll('""', '"')
  return /^'[\d=+\-@]/.test(text) ? text.slice(1) : text
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
  return unguardCell(cell).trim() === ''
}
