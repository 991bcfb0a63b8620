import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import {
  dateText,
  isDateFormat,
  isDateFormatNumber,
  isDateSerial,
  numberText,
  sheetText,
} from './cell-text.ts'
import { createTablePacker, type TablePacker, widthLimit } from './table-packer.ts'
import { WorkbookProblem } from './workbook-messages.ts'
import { createXmlReader, decodeXml, type XmlReader } from './xml-reader.ts'
import type { ZipArchive } from './zip-archive.ts'

const damaged = (detail: string): WorkbookProblem => new WorkbookProblem('workbook-damaged', detail)

/**
 * Reads one sheet of an .xlsx by the way that Excel, WPS and LibreOffice lay it out; null where the parts are laid out
 * otherwise, and a library has to look for them. What it reads it reads whole: a sheet with anything in it that is not
 * understood is damaged, so that no cell is lost without a word. `wanted` 0 is the first sheet that holds anything.
 */
export function readXlsx(zip: ZipArchive, wanted: number): WorkbookTable | null {
  const book = openBook(zip)
  if (book === null) return null
  const names = book.sheets.map(sheet => sheet.name)
  for (let place = wanted; place < names.length; place++) {
    const packer = createTablePacker()
    const part = book.sheets[place]?.part ?? null
    const merged = part === null ? 0 : readSheet(xmlOf(zip, part), book, packer)
    if (packer.rows > 0 || wanted > 0) return packer.finish(names, place, merged)
  }
  // Nothing in any sheet: the first one, empty.
  return createTablePacker().finish(names, 0)
}

type Book = {
  readonly sheets: readonly { readonly name: string; readonly part: string | null }[]
  readonly date1904: boolean
  readonly sharedStrings: readonly string[]
  /** By style number: whether its cells show a date. */
  readonly dateStyles: readonly boolean[]
}

function xmlOf(zip: ZipArchive, part: string): string {
  const bytes = zip.read(part)
  if (bytes === null) throw damaged(`${part} is missing`)
  return decodeXml(bytes)
}

function openBook(zip: ZipArchive): Book | null {
  const bookPart = [...relations(zip, '')].find(([, to]) => to.type === 'officeDocument')?.[1].part
  if (!bookPart?.endsWith('.xml') || !zip.has(bookPart)) return null
  const parts = relations(zip, bookPart)
  const reader = createXmlReader(xmlOf(zip, bookPart))
  const sheets: { name: string; part: string | null }[] = []
  let date1904 = false
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event !== 'open') continue
    if (reader.name === 'workbookPr') date1904 = isTrue(reader.attribute('date1904'))
    else if (reader.name === 'sheet' && reader.depth === 3) {
      const target = parts.get(reader.attribute('id') ?? '')
      if (target === undefined || !zip.has(target.part)) return null
      // A sheet that is a chart or a dialog keeps its place and holds no rows.
      sheets.push({
        name: reader.attribute('name') ?? '',
        part: target.type === 'worksheet' ? target.part : null,
      })
    }
  }
  if (sheets.length === 0) return null
  const partOf = (type: string): string | undefined =>
    [...parts.values()].find(target => target.type === type)?.part
  const strings = partOf('sharedStrings')
  const styles = partOf('styles')
  return {
    sheets,
    date1904,
    sharedStrings: strings === undefined ? [] : readSharedStrings(xmlOf(zip, strings)),
    dateStyles: styles === undefined ? [] : readDateStyles(xmlOf(zip, styles)),
  }
}

type Relation = { readonly type: string; readonly part: string }

/** What a part refers to, by relation id; of the package as a whole for ''. */
function relations(zip: ZipArchive, part: string): ReadonlyMap<string, Relation> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const bytes = zip.read(`${folder}_rels/${part.slice(folder.length)}.rels`)
  const found = new Map<string, Relation>()
  if (bytes === null) return found
  const reader = createXmlReader(decodeXml(bytes))
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event !== 'open' || reader.name !== 'Relationship') continue
    if (reader.attribute('TargetMode') === 'External') continue
    const target = reader.attribute('Target') ?? ''
    found.set(reader.attribute('Id') ?? '', {
      type: reader.attribute('Type')?.split('/').at(-1) ?? '',
      part: new URL(target, `zip:///${folder}`).pathname.slice(1),
    })
  }
  return found
}

const isTrue = (value: string | null): boolean => value === '1' || value === 'true'

function readSharedStrings(xml: string): readonly string[] {
  const reader = createXmlReader(xml)
  const strings: string[] = []
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event !== 'open' || reader.depth === 1) continue
    if (reader.name === 'si') strings.push(readRichText(reader))
    else if (reader.name === 'extLst') skip(reader)
    else throw damaged(`<${reader.name}> among the shared strings`)
  }
  return strings
}

/** Parts of a text that say how it looks or is pronounced. */
const besideText = new Set(['rPr', 'rPh', 'phoneticPr', 'extLst'])

/** The text of the `si` or `is` just opened, read up to its end. */
function readRichText(reader: XmlReader): string {
  const end = reader.depth - 1
  let text = ''
  let inText = false
  for (;;) {
    const event = reader.next()
    if (event === 'text') {
      if (inText) text += reader.text()
      else expectBlank(reader)
    } else if (event === 'open') {
      inText = reader.name === 't'
      if (besideText.has(reader.name)) skip(reader)
      else if (!inText && reader.name !== 'r') throw damaged(`<${reader.name}> in a text`)
    } else {
      inText = false
      if (reader.depth === end) return sheetText(text)
    }
  }
}

/** Text where none belongs may be a value whose tags were damaged. */
function expectBlank(reader: XmlReader): void {
  if (reader.text().trim() !== '') throw damaged('text between the cells')
}

/** Goes to the end of the element just opened. */
function skip(reader: XmlReader): void {
  const end = reader.depth - 1
  while (reader.next() !== 'close' || reader.depth > end);
}

function readDateStyles(xml: string): readonly boolean[] {
  const reader = createXmlReader(xml)
  const formats = new Map<string, string>()
  const dates: boolean[] = []
  let inCellFormats = false
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event === 'text') continue
    if (reader.name === 'cellXfs') inCellFormats = event === 'open'
    else if (event !== 'open') continue
    else if (reader.name === 'numFmt')
      formats.set(reader.attribute('numFmtId') ?? '', reader.attribute('formatCode') ?? '')
    else if (reader.name === 'xf' && inCellFormats) {
      const id = reader.attribute('numFmtId') ?? '0'
      const format = formats.get(id)
      dates.push(format === undefined ? isDateFormatNumber(Number(id)) : isDateFormat(format))
    }
  }
  return dates
}

const lastRow = 1_048_576

/** Packs the rows of a sheet; returns how many blocks of cells are merged. */
function readSheet(xml: string, book: Book, packer: TablePacker): number {
  const reader = createXmlReader(xml)
  let row = 0
  let merged = 0
  let hasData = false
  let inData = false
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event === 'text') {
      if (inData) expectBlank(reader)
      continue
    }
    if (reader.name === 'sheetData' && reader.depth <= 2) {
      inData = event === 'open'
      hasData = true
    } else if (event !== 'open') continue
    else if (reader.name === 'mergeCell') merged++
    else if (!inData) continue
    else if (reader.name === 'extLst') skip(reader)
    else if (reader.name !== 'row') throw damaged(`<${reader.name}> among the rows`)
    else {
      const number = reader.attribute('r')
      row = number === null ? row + 1 : Number(number)
      if (!(Number.isInteger(row) && row >= 1 && row <= lastRow)) throw damaged(`row number ${number}`)
      const hidden = isTrue(reader.attribute('hidden'))
      const cells = readRow(reader, book)
      packer.add(row, cells.texts, cells.numeric, { hidden, beyond: cells.beyond })
    }
  }
  if (!hasData) throw damaged('a sheet without its data')
  return merged
}

type Row = {
  readonly texts: string[]
  readonly numeric: boolean[]
  /** Cells further right than any that are taken. */
  readonly beyond: number
}

function readRow(reader: XmlReader, book: Book): Row {
  const end = reader.depth - 1
  const texts: string[] = []
  const numeric: boolean[] = []
  let column = -1
  let beyond = 0
  for (;;) {
    const event = reader.next()
    if (event === 'close' && reader.depth === end) return { texts, numeric, beyond }
    if (event === 'text') expectBlank(reader)
    if (event !== 'open') continue
    if (reader.name === 'extLst') {
      skip(reader)
      continue
    }
    if (reader.name !== 'c') throw damaged(`<${reader.name}> in a row`)
    const place = reader.attribute('r')
    column = place === null ? column + 1 : columnOf(place)
    const cell = readCell(reader, book)
    if (cell === '') continue
    if (column >= widthLimit) {
      beyond++
      continue
    }
    if ((texts[column] ?? '') !== '') throw damaged('two values for one cell')
    while (texts.length < column) {
      texts.push('')
      numeric.push(false)
    }
    texts[column] = cell
    numeric[column] = cellIsNumber
  }
}

/** Column of a cell's name, first = 0: "A1" is 0. */
function columnOf(place: string): number {
  let column = 0
  let at = 0
  for (; at < place.length; at++) {
    const letter = (place.charCodeAt(at) | 0x20) - 0x60
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  const digit = place.charCodeAt(at)
  if (at === 0 || at > 3 || !(digit >= 0x30 && digit <= 0x39))
    throw damaged(`a cell called ${place.slice(0, 20)}`)
  return column - 1
}

/** Beside the text that `readCell` returns, so that a million cells make no objects. */
let cellIsNumber = false

function readCell(reader: XmlReader, book: Book): string {
  const end = reader.depth - 1
  const type = reader.attribute('t') ?? 'n'
  const style = reader.attribute('s')
  let stored = ''
  let inline: string | null = null
  let inValue = false
  for (;;) {
    const event = reader.next()
    if (event === 'text') {
      if (inValue) stored += reader.text()
      else expectBlank(reader)
    } else if (event === 'close') {
      inValue = false
      if (reader.depth === end) return cellValueOf(type, style, inline ?? stored, book)
    } else if (reader.name === 'v') inValue = true
    else if (reader.name === 'is') inline = readRichText(reader)
    else if (reader.name === 'f' || reader.name === 'extLst') skip(reader)
    else throw damaged(`<${reader.name}> in a cell`)
  }
}

function cellValueOf(type: string, style: string | null, stored: string, book: Book): string {
  cellIsNumber = false
  switch (type) {
    case 's': {
      if (stored === '') return ''
      const text = /^\d+$/.test(stored) ? book.sharedStrings[Number(stored)] : undefined
      if (text === undefined) throw damaged(`shared string ${stored.slice(0, 20)}`)
      return text
    }
    case 'n': {
      const text = numberText(stored.trim())
      if (text === null) return stored
      const serial = Number(text)
      if (style !== null && isDateSerial(serial) && (book.dateStyles[Number(style)] ?? false))
        return dateText(serial, book.date1904)
      cellIsNumber = true
      return text
    }
    case 'str':
      return sheetText(stored)
    case 'inlineStr':
      return stored
    case 'b':
      return stored === '' ? '' : stored.trim() === '1' || stored.trim() === 'true' ? 'TRUE' : 'FALSE'
    case 'e':
      return stored
    case 'd':
      return stored.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' ')
    default:
      throw damaged(`a cell of type ${type.slice(0, 20)}`)
  }
}
