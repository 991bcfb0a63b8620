/** Columns that a sheet can have. */
const sheetColumns = 16_384
/** So many are taken however long the sheet is. */
const leastColumns = 256

/** Cells that a reader holds as objects before they are packed. */
export const mostHeldCells = 10_000_000

export type ColumnRoom = {
  /** How many columns are taken from here on. */
  readonly limit: number
  /** Told how many cells there are by now; true where the limit has fallen. */
  fill(cells: number): boolean
}

/**
 * How many columns of a sheet are taken: all that it can have, and fewer where the sheet is long. One cell in the far
 * corner would otherwise make a table of billions.
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
