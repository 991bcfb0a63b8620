import type { SheetVisibility } from '../../../shared/domain/workbook.ts'
import { isLongNumber, numberText, sheetText } from './cell-text.ts'
import { createNumberFormats, type NumberFormat, shownNumber } from './number-format.ts'
import type { OpenBook } from './sheet-choice.ts'
import type { SheetNotes, SheetRow, TablePacker } from './table-packer.ts'
import { WorkbookProblem } from './workbook-messages.ts'
import { createXmlReader, decodeXml, type XmlReader } from './xml-reader.ts'
import type { ZipArchive } from './zip-archive.ts'

const damaged = (detail: string): WorkbookProblem => new WorkbookProblem('workbook-damaged', detail)

/**
 * Opens an .xlsx with the layout of Excel, WPS and LibreOffice; null for other layouts, which the library has to
 * read. Sheets are read completely: one with anything that is not understood counts as damaged, so that no cell is
 * lost silently.
 */
export function openXlsx(zip: ZipArchive): OpenBook | null {
  const book = openParts(zip)
  if (book === null) return null
  const read = new Set<string>()
  return {
    active: book.active,
    sheets: book.sheets.map(({ name, visibility, part }) => ({
      name,
      visibility,
      pack(packer) {
        if (part === null) return {}
        // SECURITY: thousands of sheets may refer to one large part, which would be read thousands of times.
        if (read.has(part)) throw damaged(`${part} is two sheets`)
        read.add(part)
        return readSheet(xmlOf(zip, part), book, packer)
      },
    })),
  }
}

type Book = {
  readonly sheets: readonly {
    readonly name: string
    readonly visibility: SheetVisibility
    readonly part: string | null
  }[]
  readonly active: number
  readonly sharedStrings: readonly string[]
  /** By style number: the format of its cells, null for unformatted ones. */
  readonly formats: readonly (NumberFormat | null)[]
}

function xmlOf(zip: ZipArchive, part: string): string {
  const bytes = zip.read(part)
  if (bytes === null) throw damaged(`${part} is missing`)
  return decodeXml(bytes)
}

function openParts(zip: ZipArchive): Book | null {
  const bookPart = [...relations(zip, '')].find(([, to]) => to.type === 'officeDocument')?.[1].part
  if (!bookPart?.endsWith('.xml') || !zip.has(bookPart)) return null
  const parts = relations(zip, bookPart)
  const reader = createXmlReader(xmlOf(zip, bookPart))
  const sheets: Book['sheets'][number][] = []
  let date1904 = false
  let active = 0
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event !== 'open') continue
    // Deeper elements of the same name belong to extensions.
    if (reader.name === 'workbookPr' && reader.depth === 2) date1904 = isTrue(reader.attribute('date1904'))
    else if (reader.name === 'workbookView' && reader.depth === 3)
      active = Number(reader.attribute('activeTab') ?? 0)
    else if (reader.name === 'sheet' && reader.depth === 3) {
      const target = parts.get(reader.attribute('id') ?? '')
      if (target === undefined || !zip.has(target.part)) return null
      // A sheet that is a chart or a dialog keeps its index and has no rows.
      sheets.push({
        name: reader.attribute('name') ?? '',
        visibility: visibilities[reader.attribute('state') ?? ''] ?? 'visible',
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
    active,
    sharedStrings: strings === undefined ? [] : readSharedStrings(xmlOf(zip, strings)),
    formats: styles === undefined ? [] : readFormats(xmlOf(zip, styles), date1904),
  }
}

const visibilities: Readonly<Record<string, SheetVisibility>> = {
  hidden: 'hidden',
  veryHidden: 'very-hidden',
}

type Relation = { readonly type: string; readonly part: string }

/** The relations of a part, by id; of the whole package for ''. */
function relations(zip: ZipArchive, part: string): ReadonlyMap<string, Relation> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const bytes = zip.read(`${folder}_rels/${part.slice(folder.length)}.rels`)
  const found = new Map<string, Relation>()
  if (bytes === null) return found
  const reader = createXmlReader(decodeXml(bytes))
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event !== 'open' || reader.name !== 'Relationship') continue
    if (reader.attribute('TargetMode') === 'External') continue
    // Old programs write backslashes.
    const target = (reader.attribute('Target') ?? '').replaceAll('\\', '/')
    found.set(reader.attribute('Id') ?? '', {
      type: reader.attribute('Type')?.split('/').at(-1) ?? '',
      part: pathOf(target, folder),
    })
  }
  return found
}

/** The full name of a part that is given relative to a folder. */
function pathOf(target: string, folder: string): string {
  const path = new URL(target, `zip:///${folder}`).pathname.slice(1)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
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

/** Elements inside a text that describe its look or pronunciation. */
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

/** Unexpected text may be a value whose tags were damaged. */
function expectBlank(reader: XmlReader): void {
  if (reader.text().trim() !== '') throw damaged('text between the cells')
}

/** Skips to the end of the element just opened. */
function skip(reader: XmlReader): void {
  const end = reader.depth - 1
  while (reader.next() !== 'close' || reader.depth > end);
}

function readFormats(xml: string, date1904: boolean): readonly (NumberFormat | null)[] {
  const reader = createXmlReader(xml)
  const codes = new Map<string, string>()
  const known = createNumberFormats(date1904)
  const formats: (NumberFormat | null)[] = []
  let inCellFormats = false
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event === 'text') continue
    if (reader.name === 'cellXfs') inCellFormats = event === 'open'
    else if (event !== 'open') continue
    else if (reader.name === 'numFmt')
      codes.set(reader.attribute('numFmtId') ?? '', reader.attribute('formatCode') ?? '')
    else if (reader.name === 'xf' && inCellFormats) {
      const id = reader.attribute('numFmtId') ?? '0'
      formats.push(known.byId(Number(id), codes.get(id)))
    }
  }
  return formats
}

const lastRow = 1_048_576

function readSheet(xml: string, book: Book, packer: TablePacker): SheetNotes {
  const reader = createXmlReader(xml)
  let row = 0
  let mergedCells = 0
  let unsolvedFormulas = 0
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
    else if (reader.name === 'mergeCell') mergedCells++
    else if (!inData) continue
    else if (reader.name === 'extLst') skip(reader)
    else if (reader.name !== 'row') throw damaged(`<${reader.name}> among the rows`)
    else {
      const number = reader.attribute('r')
      row = number === null ? row + 1 : Number(number)
      if (!(Number.isInteger(row) && row >= 1 && row <= lastRow)) throw damaged(`row number ${number}`)
      const hidden = isTrue(reader.attribute('hidden'))
      const cells = readRow(reader, book, packer.widthLimit)
      packer.add({ ...cells, number: row, hidden })
      unsolvedFormulas += cells.unsolved
    }
  }
  if (!hasData) throw damaged('a sheet without its data')
  return { mergedCells, unsolvedFormulas }
}

type Row = Required<Omit<SheetRow, 'number' | 'hidden'>> & {
  /** Formulas without a result. */
  readonly unsolved: number
}

function readRow(reader: XmlReader, book: Book, widthLimit: number): Row {
  const end = reader.depth - 1
  const texts: string[] = []
  const numeric: boolean[] = []
  let plain: (string | undefined)[] | null = null
  let column = -1
  let beyond = 0
  let unsolved = 0
  let long = false
  for (;;) {
    const event = reader.next()
    if (event === 'close' && reader.depth === end) return { texts, numeric, plain, beyond, long, unsolved }
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
    if (cellIsUnsolved) unsolved++
    if (cell === '' && cellPlain === null) continue
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
    if (cellIsLong) long = true
    if (cellPlain === null) continue
    plain ??= []
    plain[column] = cellPlain
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

/** Returned by `readCell` besides its text; module variables, so that a million cells create no objects. */
let cellIsNumber = false
/** The stored value, if the cell shows something else. */
let cellPlain: string | null = null
let cellIsLong = false
/** A formula whose result is not in the file. */
let cellIsUnsolved = false

function readCell(reader: XmlReader, book: Book): string {
  const end = reader.depth - 1
  const type = reader.attribute('t') ?? 'n'
  const style = reader.attribute('s')
  let stored = ''
  let inline: string | null = null
  let inValue = false
  let isFormula = false
  let hasValue = false
  cellIsNumber = false
  cellPlain = null
  cellIsLong = false
  cellIsUnsolved = false
  for (;;) {
    const event = reader.next()
    if (event === 'text') {
      if (inValue) stored += reader.text()
      else expectBlank(reader)
    } else if (event === 'close') {
      inValue = false
      if (reader.depth === end) {
        // An empty text is a result too, stored as an empty value.
        cellIsUnsolved = isFormula && inline === null && stored === '' && !(hasValue && type === 'str')
        return cellValueOf(type, style, inline ?? stored, book)
      }
    } else if (reader.name === 'v') {
      inValue = true
      hasValue = true
    } else if (reader.name === 'f') {
      isFormula = true
      skip(reader)
    } else if (reader.name === 'is') inline = readRichText(reader)
    else if (reader.name === 'extLst') skip(reader)
    else throw damaged(`<${reader.name}> in a cell`)
  }
}

/** The text as its format shows it; most formats leave it unchanged. */
function shownText(text: string, format: NumberFormat | null): string {
  if (text === '' || format?.showText == null) return text
  const shown = format.showText(text)
  if (shown !== text) cellPlain = text
  return shown
}

function cellValueOf(type: string, style: string | null, stored: string, book: Book): string {
  const format = style === null ? null : (book.formats[Number(style)] ?? null)
  switch (type) {
    case 's': {
      if (stored === '') return ''
      const text = /^\d+$/.test(stored) ? book.sharedStrings[Number(stored)] : undefined
      if (text === undefined) throw damaged(`shared string ${stored.slice(0, 20)}`)
      return shownText(text, format)
    }
    case 'n': {
      const text = numberText(stored.trim())
      return text === null ? stored : numberCell(text, format)
    }
    case 'str':
      return shownText(sheetText(stored), format)
    case 'inlineStr':
      return shownText(stored, format)
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

function numberCell(text: string, format: NumberFormat | null): string {
  const value = Number(text)
  const { shown, plain, isDate } = shownNumber(value, text, format)
  cellIsNumber = !isDate
  cellIsLong = !isDate && isLongNumber(value)
  if (plain !== shown) cellPlain = plain
  return shown
}
