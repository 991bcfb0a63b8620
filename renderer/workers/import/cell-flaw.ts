import { cellValue } from '../../../shared/import/cell-value.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { isNoValue, mayBeNoValue } from '../../../shared/text/no-value.ts'
import { isUnreadable } from '../../../shared/text/unreadable.ts'
import type { ValueFlaw } from '../../../shared/text/value-flaw.ts'

/**
 * What is wrong with the value of a cell that is not blank. Text that can't be read is looked for in the cell as it stands:
 * cleaning takes some of its characters away.
 */
export function cellFlaw(cell: string): ValueFlaw | null {
  if (isUnreadable(cell)) return 'unreadable'
  return mayBeNoValue(cell) && isNoValue(cleanValue(cellValue(cell))) ? 'no-value' : null
}
