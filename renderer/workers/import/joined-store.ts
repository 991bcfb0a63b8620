import type { RowStore } from './row-store.ts'

/** Rows of a further file, from its first person on. */
export type FilePart = {
  readonly fileName: string
  readonly store: RowStore
  readonly firstRow: number
  /** Its column for each column of the list; -1 where it has none. */
  readonly columns: readonly number[]
  /** Names of the columns that only this file has, in their order; they are appended to the list's columns. */
  readonly added: readonly { readonly name: string; readonly column: number }[]
}

export type JoinedFile = { readonly name: string; readonly rows: number }

export type JoinedStore = RowStore & {
  /** The column that tells which file a row comes from; -1 while there is one file. */
  readonly sourceColumn: number
  /** Every file of the list; one until another is joined. */
  readonly files: readonly JoinedFile[]
  /** Index in `files` of the file that a row comes from. */
  fileOf(row: number): number
  /**
   * Joins a file. From the first join on, an additional column tells where each row comes from; its name is in the
   * header's record.
   */
  append(
    part: FilePart,
    list: { readonly width: number; readonly headerRow: number; readonly sourceName: string },
  ): void
}

type Joined = {
  readonly firstRow: number
  readonly firstNumber: number
  readonly rows: number
  readonly part: FilePart
  /** By column of the joined list. */
  readonly columns: readonly number[]
}

/** The rows of one file, followed by those of further files, with their cells in the columns of the first. */
export function createJoinedStore(base: RowStore, fileName: string): JoinedStore {
  const joined: Joined[] = []
  let sourceColumn = -1
  let headerRow = -1
  let sourceName = ''
  const addedNames: string[] = []
  let rows = base.rows

  const partOf = (row: number): Joined | undefined => joined.findLast(one => one.firstRow <= row)

  function laidOut(part: Joined, cells: readonly string[]): readonly string[] {
    const texts = part.columns.map(column => (column < 0 ? '' : (cells[column] ?? '')))
    texts[sourceColumn] = part.part.fileName
    return texts
  }

  /** Appends the new columns to the rows of the first file. */
  function widened(cells: readonly string[], row: number): readonly string[] {
    if (joined.length === 0 || row < headerRow) return cells
    const texts = cells.slice(0, sourceColumn)
    while (texts.length < sourceColumn) texts.push('')
    return row === headerRow ? [...texts, sourceName, ...addedNames] : [...texts, fileName]
  }

  return {
    get rows() {
      return rows
    },
    get sourceColumn() {
      return sourceColumn
    },
    get files() {
      return [
        { name: fileName, rows: base.rows - headerRow - 1 },
        ...joined.map(({ part, rows: count }) => ({ name: part.fileName, rows: count })),
      ]
    },
    fileOf: row => joined.findLastIndex(one => one.firstRow <= row) + 1,
    cells(row) {
      const part = partOf(row)
      return part === undefined
        ? widened(base.cells(row), row)
        : laidOut(part, part.part.store.cells(row - part.firstRow + part.part.firstRow))
    },
    numberOf(row) {
      const part = partOf(row)
      return part === undefined ? base.numberOf(row) : part.firstNumber + row - part.firstRow
    },
    isNumber(row, column) {
      const part = partOf(row)
      if (part === undefined) return base.isNumber(row, column)
      const own = part.columns[column] ?? -1
      return own >= 0 && part.part.store.isNumber(row - part.firstRow + part.part.firstRow, own)
    },
    each(run) {
      base.each(joined.length === 0 ? run : (cells, row) => run(widened(cells, row), row))
      for (const part of joined) {
        const { store, firstRow } = part.part
        store.each((cells, row) => {
          if (row >= firstRow) run(laidOut(part, cells), part.firstRow + row - firstRow)
        })
      }
    },
    release() {
      for (const { store } of [{ store: base }, ...joined.map(({ part }) => part)]) store.release?.()
    },
    append(part, list) {
      if (joined.length === 0) {
        sourceColumn = list.width
        headerRow = list.headerRow
        sourceName = list.sourceName
      }
      const count = part.store.rows - part.firstRow
      const columns = Array.from({ length: list.width }, (_, column) => part.columns[column] ?? -1)
      if (columns.length <= sourceColumn) columns.push(-1)
      for (const { name, column } of part.added) {
        addedNames.push(name)
        columns.push(column)
      }
      const firstNumber = rows === 0 ? 1 : this.numberOf(rows - 1) + 1
      joined.push({ firstRow: rows, firstNumber, rows: count, part, columns })
      rows += count
    },
  }
}
