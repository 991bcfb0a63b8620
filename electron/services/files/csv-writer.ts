import { byteOrderMark, type Cell } from '../../../shared/export/csv-line.ts'
import { type AtomicFileSystem, openAtomically } from './atomic-file.ts'
import type { RowWriter } from './row-writer.ts'

/** Bytes that are written at a time. */
const blockLength = 256 * 1024
/** The most that a UTF-16 unit takes in UTF-8. */
const mostBytesOfUnit = 3

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
  // Two blocks in turn: one is filled while the other is being written.
  let block = Buffer.allocUnsafe(blockLength)
  let other = Buffer.allocUnsafe(blockLength)
  let filled = 0
  const flush = async (): Promise<void> => {
    await file.write(block.subarray(0, filled))
    ;[block, other] = [other, block]
    filled = 0
  }
  const write = async (text: string): Promise<void> => {
    const mostBytes = text.length * mostBytesOfUnit
    if (filled + mostBytes > blockLength) await flush()
    if (mostBytes > blockLength) await file.write(text)
    else filled += block.write(text, filled)
  }
  await write(byteOrderMark + lineOf(header))
  return {
    async add(added) {
      rows += added.length
      let text = ''
      for (const cells of added) text += lineOf(cells)
      await write(text)
    },
    async finish() {
      await flush()
      await file.commit()
      return { rows, cut: 0 }
    },
    abort: () => file.abort(),
  }
}
