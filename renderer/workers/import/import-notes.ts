/** What the owner should know about how a file was read, besides its rows. */
export type ImportNotes = {
  /** Characters that the encoding could not read. */
  readonly unreadable: number
  /** The first rows (first = 1) with broken quotes; their cells were found by comparison with other rows. */
  readonly strayQuotes: readonly number[]
  /** The number of such rows. */
  readonly strayCount: number
  /** Blocks of merged cells in the workbook. */
  readonly mergedCells: number
  /** Cells too far to the right to be read. */
  readonly cellsBeyond: number
  /** Formulas whose results are not in the workbook. */
  readonly unsolvedFormulas: number
  /** A page whose table has no end. */
  readonly isUnended: boolean
}

/** The notes of a list with those of a file that was joined to it; `numberOf` gives the list's number of the file's record. */
export const joinedNotes = (
  list: ImportNotes,
  file: ImportNotes,
  numberOf: (record: number) => number,
): ImportNotes => ({
  unreadable: list.unreadable + file.unreadable,
  strayQuotes: [...list.strayQuotes, ...file.strayQuotes.map(numberOf)],
  strayCount: list.strayCount + file.strayCount,
  mergedCells: list.mergedCells + file.mergedCells,
  cellsBeyond: list.cellsBeyond + file.cellsBeyond,
  unsolvedFormulas: list.unsolvedFormulas + file.unsolvedFormulas,
  isUnended: list.isUnended || file.isUnended,
})

export const noNotes: ImportNotes = {
  unreadable: 0,
  strayQuotes: [],
  strayCount: 0,
  mergedCells: 0,
  cellsBeyond: 0,
  unsolvedFormulas: 0,
  isUnended: false,
}
