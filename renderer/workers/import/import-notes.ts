/** What the owner should know about the reading of a file, beside its rows. */
export type ImportNotes = {
  /** Characters that the encoding could not read. */
  readonly unreadable: number
  /** Rows (first = 1) whose opening quote is never closed; their line was taken as it stands. */
  readonly strayQuotes: readonly number[]
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
  hiddenRows: 0,
  mergedCells: 0,
  cellsBeyond: 0,
}
