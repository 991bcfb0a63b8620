import { type BookType, utils, type WorkSheet, write as writeWorkbook } from '@e965/xlsx'
import type { WorkbookTable } from '../../shared/domain/workbook.ts'

/** A workbook of any kind with these sheets; `hidden` by sheet: 0 in view, 1 hidden, 2 hidden from the menu too. */
export function book(
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
  bookType: BookType = 'xlsx',
  edit?: (sheet: WorkSheet) => void,
  hidden: readonly (0 | 1 | 2)[] = [],
): Uint8Array<ArrayBuffer> {
  const made = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(rows as unknown[][])
    edit?.(sheet)
    utils.book_append_sheet(made, sheet, name)
  }
  if (hidden.length > 0) made.Workbook = { Sheets: hidden.map(state => ({ Hidden: state })) }
  const written: unknown = writeWorkbook(made, { type: 'buffer', bookType, compression: true })
  return Uint8Array.from(Buffer.isBuffer(written) ? written : Buffer.from(String(written)))
}

/** The texts of a table by row and column. */
export const cellsOf = (table: WorkbookTable): string[][] =>
  Array.from(table.rowNumbers, (_, row) =>
    Array.from({ length: table.width }, (_, column) => {
      const cell = row * table.width + column
      return table.text.slice(table.ends[cell - 1] ?? 0, table.ends[cell])
    }),
  )
