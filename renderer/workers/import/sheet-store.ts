import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import type { RowStore } from './row-store.ts'

/** The rows of a workbook's sheet, kept packed as the reading process sent them. */
export function createSheetStore(table: WorkbookTable): RowStore {
  const { width, text, ends, rowNumbers, isNumber, plain } = table
  let plainColumns: readonly number[] = []

  /** The stored value of a cell, if it differs from what it shows. */
  function stored(cell: number): string | null {
    if (plain === undefined) return null
    let low = 0
    let high = plain.cells.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = plain.cells[middle] ?? 0
      if (found === cell)
        return plain.text.slice(middle === 0 ? 0 : plain.ends[middle - 1], plain.ends[middle])
      if (found < cell) low = middle + 1
      else high = middle - 1
    }
    return null
  }

  const cells = (row: number): readonly string[] => {
    const first = row * width
    let start = first === 0 ? 0 : (ends[first - 1] ?? 0)
    // In a wide sheet most rows use only a few columns.
    const rowEnd = ends[first + width - 1] ?? start
    let length = width
    while (length > 1 && ends[first + length - 2] === rowEnd) length--
    const texts = new Array<string>(length)
    for (let column = 0; column < length; column++) {
      const end = ends[first + column] ?? start
      texts[column] = text.slice(start, end)
      start = end
    }
    for (const column of plainColumns) {
      const plainText = stored(first + column)
      if (plainText === null) continue
      while (texts.length < column) texts.push('')
      texts[column] = plainText
    }
    return texts
  }
  return {
    rows: rowNumbers.length,
    cells,
    numberOf: row => rowNumbers[row] ?? 0,
    isNumber: (row, column) => column < width && isNumber[row * width + column] === 1,
    formattedColumns: columnsOf(plain?.cells ?? new Uint32Array(0), width),
    setPlain(columns) {
      plainColumns = [...columns].filter(column => column < width)
    },
    each(run) {
      for (let row = 0; row < rowNumbers.length; row++) run(cells(row), row)
    },
  }
}

function columnsOf(cells: Uint32Array, width: number): readonly number[] {
  const columns = new Set<number>()
  for (const cell of cells) columns.add(cell % width)
  return [...columns].sort((a, b) => a - b)
}
