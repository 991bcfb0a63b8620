import { byteOrderMark, type Cell, csvLine } from '../../../shared/export/csv-line.ts'
import { plainCsvLine } from '../../../shared/export/plain-csv-line.ts'
import { type AtomicFileSystem, openAtomically } from './atomic-file.ts'
import type { RowWriter } from './row-writer.ts'

/**
 * Writes a table as CSV: UTF-8 with BOM (without it Excel on Chinese Windows, and some lists here too, would be taken for
 * GBK), CRLF. For Excel its cells are guarded (shared/export/excel-guards.ts).
 */
export async function openCsv(
  path: string,
  header: readonly string[],
  { forExcel }: { readonly forExcel: boolean },
  files?: AtomicFileSystem,
): Promise<RowWriter> {
  const lineOf = forExcel ? csvLine : plainCsvLine
  const file = await openAtomically(path, files)
  let rows = 0
  const write = async (cells: readonly (readonly Cell[])[], before = ''): Promise<void> => {
    await file.write(before + cells.map(lineOf).join(''))
  }
  await write([header], byteOrderMark).catch(async error => {
    await file.abort()
    throw error
  })
  return {
    async add(added) {
      rows += added.length
      await write(added)
    },
    async finish() {
      await file.commit()
      return { rows, cut: 0 }
    },
    abort: () => file.abort(),
  }
}
