import { findHeaderRow } from './header-row.ts'
import { holdsPhone } from './phone-cells.ts'
import { findPhoneColumn } from './phone-columns.ts'

type Record = readonly string[]

export type ColumnGuess = {
  /** Index of the header's record in the file, -1 where there is none. Records before it are no data. */
  readonly headerRow: number
  readonly phoneColumn: number
  /** False if no column holds a phone: `phoneColumn` is then based on the header alone, or is the first column. */
  readonly phoneFound: boolean
  /** Columns between which the owner has to choose, the likeliest first; empty if nothing is in doubt. */
  readonly inDoubt: readonly number[]
}

/** Columns that are checked, shown and offered; further cells are kept but not shown. */
export const columnLimit = 1000

/** Finds the header by its text and position, and the phone column by its header and contents. */
export function guessColumns(records: readonly Record[]): ColumnGuess {
  const sample = records.map(record => (record.length > columnLimit ? record.slice(0, columnLimit) : record))
  const headerRow = findHeaderRow(sample)
  const { column, found, inDoubt } = findPhoneColumn(sample, headerRow)
  return { headerRow, phoneColumn: column, phoneFound: found, inDoubt }
}

/** Indexes of the records above the header with a phone, which is assumed to be the shop's own. */
export const phonesAboveHeader = (sample: readonly Record[], headerRow: number): readonly number[] =>
  sample.slice(0, Math.max(0, headerRow)).flatMap((record, row) => (record.some(holdsPhone) ? [row] : []))
