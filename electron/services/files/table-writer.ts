import { assertNever } from '../../../shared/assert-never.ts'
import type { ExportFormat } from '../../../shared/domain/export.ts'
import { type Cell, csvLines } from '../../../shared/export/csv-line.ts'
import { plainCsvLine } from '../../../shared/export/plain-csv-line.ts'
import type { AtomicFileSystem } from './atomic-file.ts'
import { carriedForExcel, carriedText } from './carried-cell.ts'
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

/** Opens the file that a table is written to, in the chosen format. Importing the file gives every text back. */
export function openTable(table: Table, files?: AtomicFileSystem): Promise<RowWriter> {
  const { path, format, header } = table
  switch (format) {
    case 'csv-excel':
      // Called only for texts that are not plain, because a report has millions of texts.
      return openCsv(path, header, csvLines(carriedForExcel), files)
    case 'csv':
      return carrying(table, carried => openCsv(path, carried, plainCsvLine, files))
    case 'xlsx':
      return carrying(table, carried => openXlsx(path, { ...table, header: carried }, files))
    default:
      return assertNever(format)
  }
}

async function carrying(
  { header }: Table,
  open: (header: readonly string[]) => Promise<RowWriter>,
): Promise<RowWriter> {
  const writer = await open(header.map(carriedText))
  const carried = (cell: Cell): Cell => (typeof cell === 'string' ? carriedText(cell) : cell)
  return { ...writer, add: rows => writer.add(rows.map(cells => cells.map(carried))) }
}

/** Rows handed over at a time: few, so that the garbage collector frees them before it has to move them. */
const rowsAtOnce = 50

/**
 * Writes a whole table row by row, so that a long one needs little memory. Errors are those of openAtomically;
 * after one, and after an error of `rows`, the older file is unchanged.
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
