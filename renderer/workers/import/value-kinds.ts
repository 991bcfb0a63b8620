import { cellValue } from '../../../shared/import/cell-value.ts'
import { kindOfValue, type ValueKind } from '../../../shared/sms/value-form.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import type { RowStore } from './row-store.ts'
import type { RowTable } from './row-table.ts'

/** A column whose values are numbers or days. */
export type KindOfColumn = { readonly column: number; readonly kind: ValueKind }

/** Number of values that are checked; later ones of another kind are counted when a form is chosen. */
const sample = 1000
/** A form is offered if this percentage of values is of one kind: a few may say 待定. */
const leastPercent = 90

/** The kind of values of usable rows in these columns; columns of words are left out. */
export function valueKinds(
  store: RowStore,
  table: RowTable,
  usableRows: Uint32Array,
  columns: readonly number[],
): readonly KindOfColumn[] {
  const tallies = columns.map(column => ({ column, values: 0, number: 0, date: 0 }))
  for (const row of usableRows.subarray(0, sample)) {
    const cells = store.cells(table.sourceOf(row))
    for (const tally of tallies) {
      const value = cleanValue(cellValue(cells[tally.column] ?? ''))
      if (value === '') continue
      tally.values++
      const kind = kindOfValue(value)
      if (kind !== null) tally[kind]++
    }
  }
  return tallies.flatMap(({ column, values, number, date }): readonly KindOfColumn[] => {
    const isMost = (count: number): boolean => count > 0 && count * 100 >= values * leastPercent
    if (isMost(date)) return [{ column, kind: 'date' }]
    return isMost(number) ? [{ column, kind: 'number' }] : []
  })
}
