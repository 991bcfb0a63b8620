import type { CellCut } from '../../../shared/import/delimiter.ts'
import { free } from '../../lib/freed.ts'
import { type RecordBatch, readRecords } from './record-parser.ts'
import type { RowStore } from './row-store.ts'

type Block = {
  /** The records' text in UTF-8. */
  readonly bytes: Uint8Array
  readonly quoted: boolean
  readonly firstRow: number
  readonly rows: number
}

export type TextStore = RowStore & { append(batch: RecordBatch): void }

/**
 * Memory is allocated in pieces of this size: freed small ones stay with Chromium for seconds, by the hundred
 * megabytes.
 */
const chunkBytes = 4 * 1024 * 1024
/** The most UTF-8 bytes per UTF-16 unit. */
const bytesOfUnit = 3

/** Number of parsed blocks that are kept: a page and its neighbours. */
const keptBlocks = 16

/**
 * Keeps a text list as text, in blocks of about 64 KB of UTF-8, and parses a block again when its cells are needed.
 * So a million rows cost only their bytes: no string or array object per cell.
 */
export function createTextStore(dialect: CellCut): TextStore {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const blocks: Block[] = []
  const chunks: Uint8Array<ArrayBuffer>[] = []
  /** The unused rest of the last chunk. */
  let left = new Uint8Array(0)
  const parsed = new Map<Block, readonly (readonly string[])[]>()
  let rows = 0
  /** The last block used: going through the rows one by one stays in it for long. */
  let last: { readonly block: Block; readonly records: readonly (readonly string[])[] } | null = null

  const read = (block: Block): readonly (readonly string[])[] =>
    readRecords(decoder.decode(block.bytes), dialect, block.quoted)

  function recordsOf(block: Block): readonly (readonly string[])[] {
    const records = parsed.get(block) ?? read(block)
    // The most recently used block is last; the first one is dropped.
    parsed.delete(block)
    parsed.set(block, records)
    const [oldest] = parsed.keys()
    if (parsed.size > keptBlocks && oldest) parsed.delete(oldest)
    return records
  }

  function stored(text: string): Uint8Array {
    const most = text.length * bytesOfUnit
    if (left.length < most) {
      left = new Uint8Array(Math.max(chunkBytes, most))
      chunks.push(left)
    }
    const { written } = encoder.encodeInto(text, left)
    const bytes = left.subarray(0, written)
    left = left.subarray(written)
    return bytes
  }

  function blockOf(row: number): Block | undefined {
    let low = 0
    let high = blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((blocks[middle]?.firstRow ?? 0) <= row) low = middle
      else high = middle - 1
    }
    return blocks[low]
  }

  return {
    append({ records, text, quoted }) {
      blocks.push({ bytes: stored(text), quoted, firstRow: rows, rows: records.length })
      rows += records.length
    },
    get rows() {
      return rows
    },
    cells(row) {
      const place = row - (last?.block.firstRow ?? 0)
      if (last !== null && place >= 0 && place < last.block.rows) return last.records[place] ?? []
      const block = blockOf(row)
      if (block === undefined) return []
      last = { block, records: recordsOf(block) }
      return last.records[row - block.firstRow] ?? []
    },
    numberOf: row => row + 1,
    isNumber: () => false,
    each(run) {
      for (const block of blocks) {
        let row = block.firstRow
        for (const cells of read(block)) run(cells, row++)
      }
    },
    release() {
      blocks.length = 0
      for (const chunk of chunks.splice(0)) free(chunk)
      parsed.clear()
    },
  }
}
