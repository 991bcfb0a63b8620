import { crc32, inflateRawSync } from 'node:zlib'
import { WorkbookProblem } from './workbook-messages.ts'

type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  readonly compressed: number
  readonly size: number
  readonly offset: number
}

export type ZipArchive = {
  /** Paths with slashes as separators, whatever the zip uses. */
  readonly names: readonly string[]
  /** Ignores case, as spreadsheet programs do. */
  readonly has: (name: string) => boolean
  /** The checked contents of an entry; null if there is none of that name. */
  read(name: string): Uint8Array | null
  /** Checks all entries that were not read. Must run before a library gets the zip. */
  checkRest(): void
}

/** Unpacked bytes of all entries together: about three million rows. */
const unpackedLimit = 700 * 1024 * 1024
const entryLimit = 10_000

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50

const damaged = (detail: string): WorkbookProblem => new WorkbookProblem('workbook-damaged', detail)

/**
 * Opens an untrusted zip: the sizes declared in both places match the contents, the checksum too, and everything
 * fits the limits. Every entry is unpacked once. Throws a WorkbookProblem.
 *
 * SECURITY: the spreadsheet library allocates what a header claims (CVE-2026-38359), and two megabytes can unpack
 * to gigabytes. Here entries are unpacked one at a time into a buffer of the claimed size.
 */
export function openZip(bytes: Uint8Array): ZipArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readEntries(bytes, view)
  // The only entry of a locked .ods.
  if (entries.some(entry => entry.name === 'encrypted-package'))
    throw new WorkbookProblem('workbook-encrypted', 'encrypted package')
  if (!entries.some(entry => isWorkbookPart(entry.name)))
    throw new WorkbookProblem('workbook-not-a-workbook', 'no workbook part in the zip')
  if (entries.some(entry => entry.encrypted))
    throw new WorkbookProblem('workbook-encrypted', 'encrypted zip entry')
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (total > unpackedLimit) throw new WorkbookProblem('workbook-too-large', `unpacks to ${total} bytes`)
  const packed = entries.reduce((sum, entry) => sum + entry.compressed, 0)
  // Entries that share bytes would unpack to more than the zip really holds.
  if (packed > bytes.length) throw damaged('zip entries overlap')

  const unchecked = new Set(entries)
  const byName = new Map<string, ZipEntry>()
  for (const entry of entries) {
    const name = entry.name.toLowerCase()
    if (byName.has(name)) throw damaged(`zip entry ${entry.name} stands twice`)
    byName.set(name, entry)
  }
  return {
    names: entries.map(entry => entry.name),
    has: name => byName.has(name.toLowerCase()),
    read(name) {
      const entry = byName.get(name.toLowerCase())
      if (entry === undefined) return null
      unchecked.delete(entry)
      return unpack(bytes, view, entry)
    },
    checkRest() {
      for (const entry of unchecked) unpack(bytes, view, entry)
      unchecked.clear()
    },
  }
}

const isWorkbookPart = (name: string): boolean =>
  /(?:^|\/)workbook\d*\.(?:xml|bin)$|^content\.xml$|^index\//i.test(name)

function readEntries(bytes: Uint8Array, view: DataView): readonly ZipEntry[] {
  let end = bytes.length - 22
  const lowest = Math.max(0, end - 65_535)
  while (end >= lowest && view.getUint32(end, true) !== endMark) end--
  if (end < lowest) throw damaged('no end of central directory')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > entryLimit) throw new WorkbookProblem('workbook-too-large', `${count} zip entries`)
  const entries: ZipEntry[] = []
  const decoder = new TextDecoder()
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entryMark)
      throw damaged('central directory broken')
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
      encrypted: (view.getUint16(at + 8, true) & 0x2041) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function unpack(bytes: Uint8Array, view: DataView, entry: ZipEntry): Uint8Array {
  const { offset, size, compressed, method } = entry
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localMark)
    throw damaged('zip entry missing')
  // Sizes may be in a descriptor after the data; where they are in front, they must match.
  const sizesFollow = (view.getUint16(offset + 6, true) & 8) !== 0
  const localSize = view.getUint32(offset + 22, true)
  if (localSize !== size && !(sizesFollow && localSize === 0))
    throw damaged('zip sizes contradict each other')
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + compressed > bytes.length) throw damaged('zip entry cut off')
  const stored = bytes.subarray(start, start + compressed)
  if (method !== 0 && method !== 8) throw damaged(`zip method ${method}`)
  const content = method === 0 || size === 0 ? stored : inflated(stored, size)
  if (size > 0 && content.length !== size) throw damaged('zip entry of another size')
  // A flipped bit may still unpack, but to other digits.
  if (size > 0 && crc32(content) !== entry.crc) throw damaged('zip entry with a wrong checksum')
  return size === 0 ? new Uint8Array(0) : content
}

function inflated(packed: Uint8Array, size: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: size })
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : 'zip entry does not unpack')
  }
}
