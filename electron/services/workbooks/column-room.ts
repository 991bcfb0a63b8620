/** Columns that a sheet can have. */
const sheetColumns = 16_384
/** This many are read however long the sheet is. */
const leastColumns = 256

/** Cells that a reader may hold as objects before they are packed. */
export const mostHeldCells = 10_000_000

export type ColumnRoom = {
  /** The number of columns read from here on. */
  readonly limit: number
  /** Reports the number of cells so far; true where the limit has fallen. */
  fill(cells: number): boolean
}

/**
 * How many columns of a sheet are read: all that it can have, or fewer where the sheet is long. Otherwise one cell
 * in the far corner would make a table of billions.
 */
export function createColumnRoom(mostCells: number): ColumnRoom {
  let limit = sheetColumns
  return {
    get limit() {
      return limit
    },
    fill(cells) {
      if (cells <= mostCells || limit <= leastColumns) return false
      limit /= 2
      return true
    },
  }
}
