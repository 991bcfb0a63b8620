import { once } from 'node:events'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import type { AtomicFile } from './atomic-file.ts'

/** One entry of a zip, written piece by piece. */
export type ZipEntryWriter = { write(text: string): Promise<void>; finish(): Promise<void> }

export type ZipWriter = {
  add(name: string, text: string): Promise<void>
  /** Only one entry is open at a time. */
  open(name: string): Promise<ZipEntryWriter>
  /** Writes the directory; the file is not committed. */
  finish(): Promise<void>
}

type Entry = {
  readonly name: Buffer
  readonly offset: number
  readonly crc: number
  readonly compressed: number
  readonly size: number
}

/** Beyond this size a zip needs its 64-bit form; a list that long does not fit into a workbook anyway. */
const mostBytes = 0xffff_ffff

/**
 * Writes a zip as its contents come, in constant memory. A long entry is compressed on Node's thread pool, and its
 * sizes are filled into its header afterwards, where every reader looks first.
 */
export function createZipWriter(file: AtomicFile): ZipWriter {
  const entries: Entry[] = []
  let position = 0

  async function write(bytes: Uint8Array): Promise<void> {
    await file.write(bytes)
    position += bytes.length
    if (position > mostBytes) throw new Error('the workbook is larger than 4 GB')
  }

  return {
    async add(name, text) {
      const bytes = Buffer.from(text)
      const packed = deflateRawSync(bytes)
      const entry: Entry = {
        name: Buffer.from(name),
        offset: position,
        crc: crc32(bytes),
        compressed: packed.length,
        size: bytes.length,
      }
      await write(localHeader(entry))
      await write(packed)
      entries.push(entry)
    },
    async open(name) {
      const begun: Entry = { name: Buffer.from(name), offset: position, crc: 0, compressed: 0, size: 0 }
      await write(localHeader(begun))
      const deflate = createDeflateRaw({ level: 5 })
      let crc = 0
      let size = 0
      const start = position
      const written = (async () => {
        for await (const chunk of deflate) await write(chunk as Uint8Array)
      })()
      // The next write or finish throws it.
      written.catch(() => undefined)
      return {
        async write(text) {
          const bytes = Buffer.from(text)
          crc = crc32(bytes, crc)
          size += bytes.length
          if (size > mostBytes) throw new Error('the sheet is larger than 4 GB')
          if (!deflate.write(bytes)) await Promise.race([once(deflate, 'drain'), written])
        },
        async finish() {
          deflate.end()
          await written
          const entry: Entry = { ...begun, crc, size, compressed: position - start }
          await file.overwrite(localHeader(entry), entry.offset)
          entries.push(entry)
        },
      }
    },
    async finish() {
      const start = position
      for (const entry of entries) await write(directoryEntry(entry))
      const end = Buffer.alloc(22)
      end.writeUInt32LE(0x06054b50, 0)
      end.writeUInt16LE(entries.length, 8)
      end.writeUInt16LE(entries.length, 10)
      end.writeUInt32LE(position - start, 12)
      end.writeUInt32LE(start, 16)
      await write(end)
    },
  }
}

/** Version 2.0, names in UTF-8, deflated; the date is the first that zip can express. */
function fields(header: Buffer, at: number, { crc, compressed, size, name }: Entry): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(0x0800, at + 2)
  header.writeUInt16LE(8, at + 4)
  header.writeUInt16LE(0x21, at + 8)
  header.writeUInt32LE(crc, at + 10)
  header.writeUInt32LE(compressed, at + 14)
  header.writeUInt32LE(size, at + 18)
  header.writeUInt16LE(name.length, at + 22)
}

function localHeader(entry: Entry): Uint8Array {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  fields(header, 4, entry)
  return Buffer.concat([header, entry.name])
}

function directoryEntry(entry: Entry): Uint8Array {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(20, 4)
  fields(header, 6, entry)
  header.writeUInt32LE(entry.offset, 42)
  return Buffer.concat([header, entry.name])
}
