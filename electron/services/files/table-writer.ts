import { assertNever } from '../../../shared/assert-never.ts'
import type { ExportFormat } from '../../../shared/domain/export.ts'
import type { Cell } from '../../../shared/export/csv-line.ts'
import type { AtomicFileSystem } from './atomic-file.ts'
import { carriedCell } from './carried-cell.ts'
import { openCsv } from './csv-writer.ts'
import type { RowWriter } from './row-writer.ts'
import { openXlsx } from './xlsx-writer.ts'

export type Table = {
  /** Absolute; an older file of that name is replaced by `finish`. */
  readonly path: string
  readonly format: ExportFormat
  readonly header: readonly string[]
  readonly sheetName: string
}

export const endings: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'xlsx',
  'csv-excel': 'csv',
  csv: 'csv',
}

/** Opens the file that a table is written to, in the form that the owner chose; every text in it comes back by import. */
export async function openTable(table: Table, files?: AtomicFileSystem): Promise<RowWriter> {
  const { format } = table
  const carried = (text: string): Cell => carriedCell(text, format)
  const header = table.header.map(carried).map(cell => (isPhone(cell) ? cell.phone : String(cell)))
  const writer = await openForm({ ...table, header }, files)
  return {
    ...writer,
    add: rows =>
      writer.add(rows.map(cells => cells.map(cell => (typeof cell === 'string' ? carried(cell) : cell)))),
  }
}

const isPhone = (cell: Cell): cell is { readonly phone: string } => typeof cell === 'object' && cell !== null

function openForm(table: Table, files?: AtomicFileSystem): Promise<RowWriter> {
  const { path, format, header } = table
  switch (format) {
    case 'xlsx':
      return openXlsx(path, table, files)
    case 'csv-excel':
      return openCsv(path, header, { forExcel: true }, files)
    case 'csv':
      return openCsv(path, header, { forExcel: false }, files)
    default:
      return assertNever(format)
  }
}

/** Rows that are put together before the event loop has its turn. */
const rowsAtOnce = 200

/**
 * Writes a whole table, row by row, so that one of any length needs little memory. Errors are those of openAtomically;
 * after one, and after one of `rows`, the older file still stands.
 */
export async function writeTable(
  table: Table,
  rows: Iterable<readonly Cell[]>,
  files?: AtomicFileSystem,
): Promise<{ readonly rows: number; readonly cut: number }> {
  const writer = await openTable(table, files)
  try {
    let batch: (readonly Cell[])[] = []
    for (const row of rows) {
      if (batch.push(row) < rowsAtOnce) continue
      await writer.add(batch)
      batch = []
    }
    await writer.add(batch)
    return await writer.finish()
  } catch (error) {
    await writer.abort()
    throw error
  }
}
