import type { SheetVisibility } from '../../../shared/domain/workbook.ts'
import { isLongNumber, numberText } from './cell-text.ts'
import { createColumnRoom, mostHeldCells } from './column-room.ts'
import { createNumberFormats, type NumberFormat, shownNumber } from './number-format.ts'
import type { OpenBook } from './sheet-choice.ts'
import type { SheetRow } from './table-packer.ts'
import { WorkbookProblem } from './workbook-messages.ts'
import { createXmlReader, type XmlReader } from './xml-reader.ts'

const damaged = (detail: string): WorkbookProblem => new WorkbookProblem('workbook-damaged', detail)

type Sheet = {
  readonly name: string
  visibility: SheetVisibility
  readonly rows: SheetRow[]
  mergedCells: number
  unsolvedFormulas: number
}

/** Reads an "XML spreadsheet 2003", whole or not at all. Throws a WorkbookProblem. */
export function openXml2003(xml: string): OpenBook {
  const reader = createXmlReader(xml)
  const sheets: Sheet[] = []
  const styles = createStyles()
  const room = createColumnRoom(mostHeldCells)
  let cells = 0
  let active = 0
  let row = 0
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event !== 'open') continue
    const sheet = sheets.at(-1)
    switch (reader.name) {
      case 'Style':
        styles.begin(reader.attribute('ID') ?? '', reader.attribute('Parent'))
        break
      case 'NumberFormat':
        styles.takeFormat(reader.attribute('Format') ?? '')
        break
      case 'Worksheet':
        sheets.push({
          name: reader.attribute('Name') ?? '',
          visibility: 'visible',
          rows: [],
          mergedCells: 0,
          unsolvedFormulas: 0,
        })
        row = 0
        break
      case 'Visible':
        if (sheet !== undefined) sheet.visibility = visibilities[readText(reader).trim()] ?? 'visible'
        break
      case 'ActiveSheet':
        active = Number(readText(reader)) || 0
        break
      case 'Row': {
        if (sheet === undefined) throw damaged('a row outside the sheets')
        row = placeOf(reader, row, lastRow)
        const span = countOf(reader, 'Span', lastRow)
        const read = readRow(reader, row, { formatOf: styles.formatOf, sheet, widthLimit: room.limit })
        sheet.rows.push(read)
        cells += read.texts.length
        room.fill(cells)
        row += span
      }
    }
  }
  return {
    active,
    sheets: sheets.map(({ name, visibility, rows, mergedCells, unsolvedFormulas }) => ({
      name,
      visibility,
      pack(packer) {
        for (const row of rows) packer.add(row)
        return { mergedCells, unsolvedFormulas }
      },
    })),
  }
}

const visibilities: Readonly<Record<string, SheetVisibility>> = {
  SheetHidden: 'hidden',
  SheetVeryHidden: 'very-hidden',
}

const lastRow = 1_048_576
const lastColumn = 16_384

function countOf(reader: XmlReader, attribute: string, most: number): number {
  const written = reader.attribute(attribute)
  const count = written === null ? 0 : Number(written)
  if (!(Number.isInteger(count) && count >= 0 && count <= most)) throw damaged(`${attribute} ${written}`)
  return count
}

/** The index that an element names, or the one after the last. */
function placeOf(reader: XmlReader, last: number, most: number): number {
  const place = countOf(reader, 'Index', most) || last + 1
  if (place <= last || place > most) throw damaged(`index ${place} behind ${last}`)
  return place
}

/** All text up to the end of the element just opened, including parts with other formatting. */
function readText(reader: XmlReader): string {
  const end = reader.depth - 1
  let text = ''
  for (;;) {
    const event = reader.next()
    if (event === 'text') text += reader.text()
    else if (event === 'close' && reader.depth === end) return text
  }
}

function skip(reader: XmlReader): void {
  const end = reader.depth - 1
  while (reader.next() !== 'close' || reader.depth > end);
}

type FormatOf = (style: string | null) => NumberFormat | null

function readRow(
  reader: XmlReader,
  number: number,
  {
    formatOf,
    sheet,
    widthLimit,
  }: {
    readonly formatOf: FormatOf
    readonly sheet: Sheet
    readonly widthLimit: number
  },
): SheetRow {
  const end = reader.depth - 1
  const hidden = reader.attribute('Hidden') === '1'
  const rowStyle = reader.attribute('StyleID')
  const texts: string[] = []
  const numeric: boolean[] = []
  let plain: (string | undefined)[] | null = null
  let long = false
  let beyond = 0
  let column = 0
  for (;;) {
    const event = reader.next()
    if (event === 'close' && reader.depth === end)
      return { number, texts, numeric, plain, hidden, long, beyond }
    if (event === 'text' && reader.text().trim() !== '') throw damaged('text between the cells')
    if (event !== 'open') continue
    if (reader.name !== 'Cell') {
      skip(reader)
      continue
    }
    column = placeOf(reader, column, lastColumn)
    const across = countOf(reader, 'MergeAcross', lastColumn)
    if (across > 0 || countOf(reader, 'MergeDown', lastRow) > 0) sheet.mergedCells++
    const cell = readCell(reader, formatOf(reader.attribute('StyleID') ?? rowStyle))
    if (cell.isUnsolved) sheet.unsolvedFormulas++
    if (cell.shown !== '' || cell.plain !== '') {
      if (column > widthLimit) beyond++
      else {
        while (texts.length < column - 1) {
          texts.push('')
          numeric.push(false)
        }
        texts[column - 1] = cell.shown
        numeric[column - 1] = cell.isNumber
        if (cell.isLong) long = true
        if (cell.plain !== cell.shown) {
          plain ??= []
          plain[column - 1] = cell.plain
        }
      }
    }
    column += across
  }
}

type Cell = {
  readonly shown: string
  readonly plain: string
  readonly isNumber: boolean
  readonly isLong: boolean
  readonly isUnsolved: boolean
}
const noCell: Cell = { shown: '', plain: '', isNumber: false, isLong: false, isUnsolved: false }

function readCell(reader: XmlReader, format: NumberFormat | null): Cell {
  const end = reader.depth - 1
  const isFormula = reader.attribute('Formula') !== null
  let cell: Cell | null = null
  for (;;) {
    const event = reader.next()
    if (event === 'close' && reader.depth === end) return cell ?? { ...noCell, isUnsolved: isFormula }
    if (event === 'text' && reader.text().trim() !== '') throw damaged('text beside the value of a cell')
    if (event !== 'open') continue
    if (reader.name !== 'Data') skip(reader)
    else {
      const type = reader.attribute('Type') ?? 'String'
      cell = cellOf(type, readText(reader), format)
    }
  }
}

function cellOf(type: string, text: string, format: NumberFormat | null): Cell {
  const asItIs = { ...noCell, shown: text, plain: text }
  const digits =
    type === 'Number'
      ? numberText(text.trim())
      : type === 'DateTime'
        ? numberText(serialOf(text.trim()))
        : null
  if (type === 'Boolean') {
    const said = text.trim() === '1' ? 'TRUE' : 'FALSE'
    return { ...asItIs, shown: said, plain: said }
  }
  if (digits !== null) {
    const value = Number(digits)
    const { shown, plain, isDate } = shownNumber(value, digits, format ?? (type === 'DateTime' ? days : null))
    return { ...noCell, shown, plain, isNumber: !isDate, isLong: !isDate && isLongNumber(value) }
  }
  return text === '' || format?.showText == null ? asItIs : { ...asItIs, shown: format.showText(text) }
}

/** The serial number of 2025-11-26T10:30:00.000; '' for anything else. */
function serialOf(text: string): string {
  const ms = Date.parse(`${text.replace(/Z$/, '')}Z`)
  if (Number.isNaN(ms)) return ''
  const days = ms / 86_400_000 + 25_569
  // Spreadsheets count a 29 February 1900, which never existed.
  return String(days < 61 ? days - 1 : days)
}

const formats = createNumberFormats(false)
const days = formats.byId(14, undefined)

/** Formats that have a name. */
const namedFormats: Readonly<Record<string, string | number>> = {
  'General Date': 22,
  'Short Date': 14,
  'Long Date': '[$-F800]yyyy',
  'Medium Date': 15,
  'Long Time': '[$-F400]h',
  'Medium Time': 18,
  'Short Time': 20,
  Currency: 7,
  Fixed: 2,
  Standard: 4,
  Percent: 10,
  Scientific: 11,
}
const unseen: ReadonlySet<string> = new Set([
  '',
  'General',
  'General Number',
  'Yes/No',
  'True/False',
  'On/Off',
])

function createStyles() {
  const own = new Map<string, NumberFormat | null>()
  const parents = new Map<string, string>()
  let current = ''
  return {
    begin(id: string, parent: string | null): void {
      current = id
      if (parent !== null) parents.set(id, parent)
    },
    takeFormat(code: string): void {
      const named = namedFormats[code]
      if (unseen.has(code)) own.set(current, null)
      else if (typeof named === 'number') own.set(current, formats.byId(named, undefined))
      else own.set(current, formats.byCode(named ?? code))
    },
    formatOf(style: string | null): NumberFormat | null {
      let id = style ?? 'Default'
      for (let step = 0; step < 10; step++) {
        const format = own.get(id)
        if (format !== undefined) return format
        id = parents.get(id) ?? 'Default'
      }
      return null
    },
  }
}
