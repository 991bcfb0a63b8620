import { byteOrderMark, type Cell, csvLine } from '../../../shared/export/csv-line.ts'
import { type AtomicFileSystem, writeTextAtomically } from './atomic-file.ts'

export type CsvTable = {
  readonly header: readonly string[]
  /** Read once, row by row, so that a list of any length needs little memory. */
  readonly rows: AsyncIterable<readonly Cell[]>
}

/**
 * Writes a table that opens right in Excel and WPS: UTF-8 with BOM, CRLF, RFC 4180, cells guarded. Resolves to the
 * number of rows without the header. Errors are those of writeTextAtomically.
 */
export async function writeCsv(path: string, table: CsvTable, files?: AtomicFileSystem): Promise<number> {
  let rows = 0
  async function* lines(): AsyncIterable<string> {
    yield byteOrderMark + csvLine(table.header)
    for await (const row of table.rows) {
      rows += 1
      yield csvLine(row)
    }
  }
  await writeTextAtomically(path, lines(), files)
  return rows
}
