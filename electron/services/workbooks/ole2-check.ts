import { WorkbookProblem } from './workbook-messages.ts'

const damaged = (detail: string): WorkbookProblem => new WorkbookProblem('workbook-damaged', detail)

const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
export const isOle2 = (bytes: Uint8Array): boolean => magic.every((byte, place) => bytes[place] === byte)

/** Values in an allocation table from here on are not sectors. [MS-CFB] 2.1 */
const lastSector = 0xfffffffa
const entryBytes = 128

type Stream = { readonly start: number; readonly size: number }

/**
 * Makes sure that the workbook in an OLE2 file is complete: its chain of sectors stays inside the file, and its
 * records reach the end mark of every sheet. Throws a WorkbookProblem. Files without a workbook pass. Returns the
 * file for the library: unneeded formulas are removed, their values are kept.
 *
 * The library reads as much as it finds of a truncated file and does not report the rest.
 * SECURITY: it can read endlessly if the parts of a formula don't match its length.
 */
export function checkOle2(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 512) throw damaged('OLE2 file cut off')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(0x1e, true)
  if (shift !== 9 && shift !== 12) throw damaged(`OLE2 sectors of 2^${shift} bytes`)
  const sectorBytes = 2 ** shift
  const fat = readFat(bytes, view, sectorBytes)
  const sectorAt = (sector: number): number => (sector + 1) * sectorBytes

  /** The bytes of a chain of sectors: of the whole chain, or the first `size` of them. */
  function bytesOf(start: number, size: number, chain: number[] = []): Uint8Array {
    const content = new Uint8Array(Math.min(size, bytes.length))
    let filled = 0
    let sectors = 0
    for (let sector = start; filled < size; sector = fat[sector] ?? lastSector) {
      if (sector >= lastSector && size > bytes.length) break
      if (sector >= lastSector || sectors++ > fat.length) throw damaged('OLE2 chain broken')
      const from = sectorAt(sector)
      const piece = bytes.subarray(from, from + Math.min(sectorBytes, size - filled))
      if (piece.length === 0 || (piece.length < sectorBytes && filled + piece.length < size))
        throw damaged('OLE2 file cut off')
      content.set(piece, filled)
      chain.push(from)
      filled += piece.length
    }
    return content.subarray(0, filled)
  }

  const wholeChain = bytes.length + 1
  const directory = bytesOf(view.getUint32(0x30, true), wholeChain)
  const entries = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const streamAt = (at: number): Stream => ({
    start: entries.getUint32(at + 0x74, true),
    size: entries.getUint32(at + 0x78, true),
  })
  let root: Stream = { start: lastSector, size: 0 }
  let book: Stream | null = null
  for (let at = 0; at + entryBytes <= directory.length; at += entryBytes) {
    const type = directory[at + 0x42]
    if (type === 5) root = streamAt(at)
    const name = nameOf(directory, entries, at)
    if (type === 2 && (name === 'workbook' || (name === 'book' && book === null))) book = streamAt(at)
  }
  if (book === null) return bytes
  if (book.size > bytes.length) throw damaged('OLE2 stream larger than its file')
  if (book.size >= view.getUint32(0x38, true)) {
    const chain: number[] = []
    const edits = checkRecords(bytesOf(book.start, book.size, chain), 0)
    if (edits.length === 0) return bytes
    const edited = Uint8Array.from(bytes)
    for (const { at, value } of edits)
      for (const place of [0, 1])
        edited[(chain[(at + place) >>> shift] ?? 0) + ((at + place) & (sectorBytes - 1))] =
          (value >> (8 * place)) & 0xff
    return edited
  }
  const miniFat = asNumbers(bytesOf(view.getUint32(0x3c, true), wholeChain))
  checkRecords(miniStream(bytesOf(root.start, root.size), miniFat, book), 0)
  return bytes
}

function nameOf(directory: Uint8Array, view: DataView, at: number): string {
  const length = Math.min(64, view.getUint16(at + 0x40, true))
  return new TextDecoder('utf-16le')
    .decode(directory.subarray(at, at + Math.max(0, length - 2)))
    .toLowerCase()
}

/** Which sector follows which. */
function readFat(bytes: Uint8Array, view: DataView, sectorBytes: number): Uint32Array {
  const perSector = sectorBytes / 4
  const found: number[] = []
  const take = (sector: number): void => {
    const from = (sector + 1) * sectorBytes
    for (let at = from; at < from + sectorBytes; at += 4)
      found.push(at + 4 <= bytes.length ? view.getUint32(at, true) : lastSector)
  }
  const mostSectors = Math.ceil(bytes.length / sectorBytes)
  for (let place = 0; place < 109; place++) {
    const sector = view.getUint32(0x4c + place * 4, true)
    if (sector < lastSector) takeIfThere(sector)
  }
  let next = view.getUint32(0x44, true)
  for (let count = 0; next < lastSector; count++) {
    const from = (next + 1) * sectorBytes
    if (count > mostSectors || from + sectorBytes > bytes.length) throw damaged('OLE2 table cut off')
    for (let place = 0; place < perSector - 1; place++) {
      const sector = view.getUint32(from + place * 4, true)
      if (sector < lastSector) takeIfThere(sector)
    }
    next = view.getUint32(from + sectorBytes - 4, true)
  }
  return Uint32Array.from(found)

  function takeIfThere(sector: number): void {
    if (sector >= mostSectors) throw damaged('OLE2 table cut off')
    if (found.length > (mostSectors + perSector) * 2) throw damaged('OLE2 table larger than its file')
    take(sector)
  }
}

const asNumbers = (bytes: Uint8Array): Uint32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, place) => view.getUint32(place * 4, true))
}

/** A small stream lies in pieces of 64 bytes inside the root's. */
function miniStream(container: Uint8Array, miniFat: Uint32Array, { start, size }: Stream): Uint8Array {
  const content = new Uint8Array(size)
  let sector = start
  for (let filled = 0; filled < size; filled += 64) {
    const piece = container.subarray(sector * 64, sector * 64 + Math.min(64, size - filled))
    if (piece.length < Math.min(64, size - filled)) throw damaged('OLE2 file cut off')
    content.set(piece, filled)
    sector = miniFat[sector] ?? lastSector
  }
  return content
}

const bof = new Set([0x0009, 0x0209, 0x0409, 0x0809])
const endOfPart = 0x000a
const password = 0x002f
const boundSheet = 0x0085
const sharedStrings = 0x00fc
const sharedStringCell = 0x00fd
/**
 * Records with formulas that no value depends on: names, and formula records of older versions, which don't belong
 * into this one.
 */
const needless = new Set([0x0018, 0x0218, 0x0021, 0x0206, 0x0406])
/** No record of this type is defined. */
const unknownType = 0x0fff
/** Records with a formula → the position of its length. [MS-XLS] 2.4.127, 2.4.4, 2.4.277 */
const formula = 0x0006
const formulaLengths: ReadonlyMap<number, number> = new Map([
  [formula, 20],
  [0x0221, 12],
  [0x04bc, 8],
])

/** Two bytes of the stream to write, low one first. */
type Edit = { readonly at: number; readonly value: number }

/**
 * Makes sure that the records of a workbook stream reach the end mark of its first part and of every sheet. Returns
 * the edits that remove all formulas except those with the value 0, which may be the name of a link.
 */
export function checkRecords(stream: Uint8Array, at: number): readonly Edit[] {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  const places: number[] = []
  const edits: Edit[] = []
  let strings = Number.POSITIVE_INFINITY
  const isNewer = stream[at] === 0x09 && stream[at + 1] === 0x08
  const isLocked = walk(view, at, (type, from, length) => {
    if (isNewer && needless.has(type)) edits.push({ at: from - 4, value: unknownType })
    if (type === boundSheet && length >= 4) places.push(view.getUint32(from, true))
    if (type === sharedStrings && length >= 8) strings = view.getUint32(from + 4, true)
  })
  if (isLocked) throw new WorkbookProblem('workbook-encrypted', 'password record')
  for (const place of places)
    walk(view, place, (type, from, length) => {
      if (isNewer && needless.has(type)) edits.push({ at: from - 4, value: unknownType })
      const lengthAt = formulaLengths.get(type)
      if (lengthAt !== undefined) {
        const room = length - lengthAt - 2
        if (room < 0 || isTooLong(view.getUint16(from + lengthAt, true), room))
          throw damaged('a formula longer than its record')
        if (type !== formula || view.getFloat64(from + 6, true) !== 0)
          edits.push(
            type === formula ? { at: from + lengthAt, value: 0xffff } : { at: from - 4, value: unknownType },
          )
      }
      if (type === sharedStringCell && length >= 10 && view.getUint32(from + 6, true) >= strings)
        throw damaged('a cell refers to a text that is not there')
    })
  return edits
}

/** 0xffff stands for "none". */
const isTooLong = (formulaBytes: number, room: number): boolean =>
  formulaBytes !== 0xffff && formulaBytes > room

/** Reads the records of one part, including nested parts. True as soon as it is found locked. */
function walk(
  view: DataView,
  begin: number,
  meet: (type: number, from: number, length: number) => void,
): boolean {
  let depth = 0
  for (let at = begin; ; ) {
    if (at + 4 > view.byteLength) throw damaged('workbook records cut off')
    const type = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    if (at + 4 + length > view.byteLength) throw damaged('workbook records cut off')
    if (depth === 0 && !bof.has(type)) throw damaged('workbook record out of place')
    if (bof.has(type)) depth++
    else if (type === endOfPart && --depth === 0) return false
    else if (type === password) return true
    meet(type, at + 4, length)
    at += 4 + length
  }
}
