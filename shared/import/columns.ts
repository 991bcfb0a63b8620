import { findHeaderRow } from './header-row.ts'
import { holdsPhone } from './phone-cells.ts'
import { findPhoneColumn } from './phone-columns.ts'

type Record = readonly string[]

export type ColumnGuess = {
  /** Index of the header's record in the file, -1 where there is none. Records before it are no data. */
  readonly headerRow: number
  readonly phoneColumn: number
  /** False where no column holds a phone: `phoneColumn` then rests on the header alone, or is the first column. */
  readonly phoneFound: boolean
  /** Columns among which the owner is asked, the likeliest first; none where nothing is in doubt. */
  readonly inDoubt: readonly number[]
}

/** Columns that are looked at, shown and offered; further cells stay in the list unseen. */
export const columnLimit = 1000

/** Finds the header by what it says and where it stands, and the phone column by its header and what its cells hold. */
export function guessColumns(records: readonly Record[]): ColumnGuess {
  const sample = records.map(record => (record.length > columnLimit ? record.slice(0, columnLimit) : record))
  const headerRow = findHeaderRow(sample)
  const { column, found, inDoubt } = findPhoneColumn(sample, headerRow)
  return { headerRow, phoneColumn: column, phoneFound: found, inDoubt }
}

/** Indexes of the records above the header that hold a phone: the shop's own, as it is taken to be. */
export const phonesAboveHeader = (sample: readonly Record[], headerRow: number): readonly number[] =>
  sample.slice(0, Math.max(0, headerRow)).flatMap((record, row) => (record.some(holdsPhone) ? [row] : []))
