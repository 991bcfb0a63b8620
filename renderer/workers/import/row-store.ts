/**
 * The source rows of a list: texts of cells, by record. Rows count from 0 here; `numberOf` gives the number that
 * the owner sees.
 */
export type RowStore = {
  readonly rows: number
  /** Cells of one row, as long as the row is. */
  cells(row: number): readonly string[]
  /** The row's number in the file, as in a spreadsheet, first = 1. */
  numberOf(row: number): number
  isNumber(row: number, column: number): boolean
  /** Columns with cells that show something else than they store. */
  readonly formattedColumns?: readonly number[]
  /** Sets the columns whose cells give their stored values; the others give what they show. */
  setPlain?(columns: ReadonlySet<number>): void
  /** Visits all rows in order: the fast way to go through a list. */
  each(run: (cells: readonly string[], row: number) => void): void
  /** Frees its memory at once. Must not be used afterwards. */
  release?(): void
}
