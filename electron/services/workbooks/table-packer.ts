import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import { WorkbookProblem } from './workbook-messages.ts'

/** Cells further right are not taken: no list has them, and one in the far corner would make a table of billions. */
export const widthLimit = 256
/** Rows × columns of one sheet: a million rows of 40 columns. */
const cellLimit = 40_000_000
/** Characters of one sheet. A long text that a million cells share would otherwise be written out a million times. */
const textLimit = 200_000_000

/** `beyond`: how many of its cells hold something and were not taken because they stand too far right. */
export type RowNotes = { readonly hidden: boolean; readonly beyond: number }
const plainRow: RowNotes = { hidden: false, beyond: 0 }

export type TablePacker = {
  /** Takes the cells of a row; `number` is the row in the sheet, first = 1. Rows without any text are passed over. */
  add(number: number, texts: readonly string[], numeric: readonly boolean[], notes?: RowNotes): void
  readonly rows: number
  /** `merged`: how many blocks of cells are merged in the sheet. */
  finish(sheets: readonly string[], sheet: number, merged?: number): WorkbookTable
}

/** Packs rows of any length into the blocks of memory that cross processes. */
export function createTablePacker(): TablePacker {
  const texts: string[] = []
  const numeric: boolean[] = []
  const numbers: number[] = []
  /** Cells of each row. */
  const widths: number[] = []
  let width = 0
  let characters = 0
  let hiddenRows = 0
  let cellsBeyond = 0

  return {
    get rows() {
      return numbers.length
    },
    add(number, rowTexts, rowNumeric, { hidden, beyond } = plainRow) {
      cellsBeyond += beyond
      let length = Math.min(rowTexts.length, widthLimit)
      while (length > 0 && (rowTexts[length - 1] ?? '') === '') length--
      if (length === 0) return
      for (let column = 0; column < length; column++) {
        const text = rowTexts[column] ?? ''
        characters += text.length
        texts.push(text)
        numeric.push(rowNumeric[column] ?? false)
      }
      numbers.push(number)
      widths.push(length)
      if (length > width) width = length
      if (hidden) hiddenRows++
      if (numbers.length * width > cellLimit || characters > textLimit)
        throw new WorkbookProblem('workbook-too-large', 'too many cells')
    },
    finish(sheets, sheet, mergedCells = 0) {
      const rows = numbers.length
      const ends = new Uint32Array(rows * width)
      const isNumber = new Uint8Array(rows * width)
      let from = 0
      let end = 0
      for (let row = 0; row < rows; row++) {
        const length = widths[row] ?? 0
        for (let column = 0; column < width; column++) {
          if (column < length) {
            end += (texts[from] ?? '').length
            if (numeric[from]) isNumber[row * width + column] = 1
            from++
          }
          ends[row * width + column] = end
        }
      }
      return {
        sheets: [...sheets],
        sheet,
        width,
        text: texts.join(''),
        ends,
        rowNumbers: Uint32Array.from(numbers),
        isNumber,
        hiddenRows,
        mergedCells,
        cellsBeyond,
      }
    },
  }
}
