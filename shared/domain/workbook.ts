import { z } from 'zod'

/**
 * One sheet of a workbook, packed so that it crosses processes as three blocks of memory.
 * Cell (r, c) is number r × width + c; its text is `text.slice(ends[i - 1] ?? 0, ends[i])`.
 */
export const workbookTableSchema = z.object({
  sheets: z.array(z.string()),
  /** Index into `sheets` of the sheet that was read. */
  sheet: z.int().min(0),
  width: z.int().min(0),
  /** All cells' texts one after another, row by row. A number cell's text is its stored value. */
  text: z.string(),
  /** End of each cell in `text`, UTF-16 units; length = rows × width. */
  ends: z.instanceof(Uint32Array),
  /** Row in the sheet as the spreadsheet counts it (first = 1); length = rows. */
  rowNumbers: z.instanceof(Uint32Array),
  /** 1 where the stored cell is a number, by cell. */
  isNumber: z.instanceof(Uint8Array),
  /** Rows of the table that the sheet hides; they are read like any other. */
  hiddenRows: z.int().min(0).optional(),
  /** Blocks of merged cells in the sheet; the value of each stands in its first cell alone. */
  mergedCells: z.int().min(0).optional(),
  /** Cells that hold something and are not in the table because they stand beyond its last possible column. */
  cellsBeyond: z.int().min(0).optional(),
})
export type WorkbookTable = z.infer<typeof workbookTableSchema>
