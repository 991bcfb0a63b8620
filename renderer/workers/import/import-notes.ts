/** What the owner should know about the reading of a file, beside its rows. */
export type ImportNotes = {
  /** Characters that the encoding could not read. */
  readonly unreadable: number
  /** The first rows (first = 1) whose quotes are broken, so that their cells were found by the shape of the others. */
  readonly strayQuotes: readonly number[]
  /** How many such rows there are. */
  readonly strayCount: number
  /** Rows that the workbook hides; they are read like any other. */
  readonly hiddenRows: number
  /** Blocks of merged cells in the workbook. */
  readonly mergedCells: number
  /** Cells too far to the right to be read. */
  readonly cellsBeyond: number
}

export const noNotes: ImportNotes = {
  unreadable: 0,
  strayQuotes: [],
  strayCount: 0,
  hiddenRows: 0,
  mergedCells: 0,
  cellsBeyond: 0,
}
