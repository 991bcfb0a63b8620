import { z } from 'zod'

export const sheetVisibilities = ['visible', 'hidden', 'very-hidden'] as const
/** `very-hidden`: can't be shown again from a spreadsheet's menus. */
export type SheetVisibility = (typeof sheetVisibilities)[number]

/** What a sheet holds, to choose between several. `rows` and `phones` are null if it can't be read. */
const sheetInfoSchema = z.object({
  name: z.string(),
  visibility: z.enum(sheetVisibilities),
  /** Rows with any text. */
  rows: z.int().min(0).nullable(),
  /** Rows with a mobile number. */
  phones: z.int().min(0).nullable(),
})
export type SheetInfo = z.infer<typeof sheetInfoSchema>

/** Bytes of a workbook's file, at most. */
export const longestWorkbook = 200 * 1024 * 1024

const uint32 = z.instanceof(Uint32Array)

/**
 * One sheet of a workbook, packed so that it crosses processes as a few blocks of memory.
 * Cell (r, c) is number r × width + c; its text is `text.slice(ends[i - 1] ?? 0, ends[i])`.
 */
export const workbookTableSchema = z.object({
  sheets: z.array(sheetInfoSchema),
  /** Index into `sheets` of the sheet that was read. */
  sheet: z.int().min(0),
  width: z.int().min(0),
  /** All cells' texts one after another, row by row, as the sheet shows them; a phone is its digits. */
  text: z.string(),
  /** End of each cell in `text`, UTF-16 units; length = rows × width. */
  ends: uint32,
  /** Row in the sheet as the spreadsheet counts it (first = 1); length = rows. */
  rowNumbers: uint32,
  /** 1 where the stored cell is a number, by cell. */
  isNumber: z.instanceof(Uint8Array),
  /** The stored values of cells that show something else: their numbers, ascending, and their texts as above. */
  plain: z.object({ cells: uint32, text: z.string(), ends: uint32 }).optional(),
  /** Indexes of the rows that the sheet hides; they are read like any other. Ascending. */
  hiddenRows: uint32.optional(),
  /** Indexes of rows with a number that has more digits than a spreadsheet keeps. Ascending. */
  longNumberRows: uint32.optional(),
  /** Blocks of merged cells in the sheet; only the first cell of each has the value. */
  mergedCells: z.int().min(0).optional(),
  /** Non-empty cells that are not in the table because they are to the right of its last column. */
  cellsBeyond: z.int().min(0).optional(),
  /** Formulas whose results are not in the file. */
  unsolvedFormulas: z.int().min(0).optional(),
  /** A page whose last table has no end: it may have been cut off. */
  isUnended: z.boolean().optional(),
})
export type WorkbookTable = z.infer<typeof workbookTableSchema>
