import { cellValue } from '../../../shared/import/cell-value.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { isNoValue, mayBeNoValue } from '../../../shared/text/no-value.ts'
import type { ValueFlaw } from '../../../shared/text/value-flaws.ts'
import { textFlawOf } from '../../lib/value-flaw.ts'

/**
 * The flaw of a cell's value, if it is not blank. Unreadable text is looked for in the raw cell, because cleaning
 * removes some of its characters.
 */
export function cellFlaw(cell: string): ValueFlaw | null {
  if (isPlainNumber(cell)) return null
  const flaw = textFlawOf(cell)
  if (flaw !== null) return flaw
  return mayBeNoValue(cell) && isNoValue(cleanValue(cellValue(cell))) ? 'no-value' : null
}

/** A phone or an amount. Most cells of a list are, and need no further checks. Eight zeros are a date. */
function isPlainNumber(cell: string): boolean {
  let points = 0
  for (let place = 0; place < cell.length; place++) {
    const unit = cell.charCodeAt(place)
    if (unit >= 0x30 && unit <= 0x39) continue
    if (unit !== 0x2e || ++points > 1) return false
  }
  return cell.length > points && (cell.length < 8 || cell.charCodeAt(0) !== 0x30)
}
