/** The source rows of a list: texts of cells, by record. Rows count from 0 here; the number that the owner sees is `numberOf`. */
export type RowStore = {
  readonly rows: number
  /** Cells of one row, as long as the row is. */
  cells(row: number): readonly string[]
  /** Row in the file as a spreadsheet would number it, first = 1. */
  numberOf(row: number): number
  isNumber(row: number, column: number): boolean
  /** Columns with cells that show something else than they store. */
  readonly formattedColumns?: readonly number[]
  /** From now on the cells of these columns say what they store, and the others what they show. */
  setPlain?(columns: ReadonlySet<number>): void
  /** All rows from the first on, in order: the fast way to go through a list. */
  each(run: (cells: readonly string[], row: number) => void): void
  /** Gives its memory back at once. Nobody asks it for rows afterwards. */
  release?(): void
}
