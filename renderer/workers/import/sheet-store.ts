import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import type { RowStore } from './row-store.ts'

/** The rows of a workbook's sheet, left packed as they came from the process that read it. */
export function createSheetStore(table: WorkbookTable): RowStore {
  const { width, text, ends, rowNumbers, isNumber } = table
  const cells = (row: number): readonly string[] => {
    const first = row * width
    const texts = new Array<string>(width)
    let start = first === 0 ? 0 : (ends[first - 1] ?? 0)
    for (let column = 0; column < width; column++) {
      const end = ends[first + column] ?? start
      texts[column] = text.slice(start, end)
      start = end
    }
    return texts
  }
  return {
    rows: rowNumbers.length,
    cells,
    numberOf: row => rowNumbers[row] ?? 0,
    isNumber: (row, column) => column < width && isNumber[row * width + column] === 1,
    each(run) {
      for (let row = 0; row < rowNumbers.length; row++) run(cells(row), row)
    },
  }
}
