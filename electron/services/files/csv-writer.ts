import { byteOrderMark, type Cell } from '../../../shared/export/csv-line.ts'
import { type AtomicFileSystem, openAtomically } from './atomic-file.ts'
import type { RowWriter } from './row-writer.ts'

/**
 * Writes a table as CSV: UTF-8 with BOM, without which Excel on Chinese Windows, and for some files this app too,
 * would assume GBK. `lineOf`: one record, including its CRLF.
 */
export async function openCsv(
  path: string,
  header: readonly string[],
  lineOf: (cells: readonly Cell[]) => string,
  files?: AtomicFileSystem,
): Promise<RowWriter> {
  const file = await openAtomically(path, files)
  let rows = 0
  const write = async (cells: readonly (readonly Cell[])[], before = ''): Promise<void> => {
    await file.write(before + cells.map(each => lineOf(each)).join(''))
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
