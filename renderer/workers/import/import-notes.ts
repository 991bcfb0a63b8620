/** What the owner should know about the reading of a file, beside its rows. */
export type ImportNotes = {
  /** Characters that the encoding could not read. */
  readonly unreadable: number
  /** Rows (first = 1) whose opening quote is never closed; their line was taken as it stands. */
  readonly strayQuotes: readonly number[]
  /** Blocks of merged cells in the workbook. */
  readonly mergedCells: number
  /** Cells too far to the right to be read. */
  readonly cellsBeyond: number
  /** Formulas whose results are not in the workbook. */
  readonly unsolvedFormulas: number
  /** A page whose table has no end. */
  readonly isUnended: boolean
}

export const noNotes: ImportNotes = {
  unreadable: 0,
  strayQuotes: [],
  mergedCells: 0,
  cellsBeyond: 0,
  unsolvedFormulas: 0,
  isUnended: false,
}
