import { type CellObject, read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import type { SheetVisibility } from '../../../shared/domain/workbook.ts'
import { isLongNumber, plainNumber, sheetText } from './cell-text.ts'
import { createNumberFormats, type NumberFormat, shownNumber } from './number-format.ts'
import type { OdsSheet } from './ods-check.ts'
import type { OpenBook } from './sheet-choice.ts'
import type { SheetNotes, TablePacker } from './table-packer.ts'
import { WorkbookProblem } from './workbook-messages.ts'

// Old .xls files name their code page; without these tables their Chinese text is lost.
set_cptable(codepages)

/** `dense`: rows of cells. `nodim`: the declared dimension is ignored, because it may claim a million rows. */
const options = { dense: true, nodim: true, cellHTML: false, cellNF: true } as const

/**
 * Opens a workbook with SheetJS: .xls, .et, .ods, .xlsb, and .xlsx with an unusual layout. The input was checked to
 * be complete, as far as that shows from outside. `odsSheets`: what the sheets of an .ods hide, which the library
 * does not tell; null for other files. Throws a WorkbookProblem.
 */
export function openByLibrary(content: Uint8Array | string, odsSheets: readonly OdsSheet[] | null): OpenBook {
  const book = readBook(content, odsSheets !== null)
  const names = book.SheetNames
  if (names.length === 0) throw new WorkbookProblem('workbook-not-a-workbook', 'no sheets')
  const formats = createFormats(book.Workbook?.WBProps?.date1904 === true)
  const views: unknown = book.Workbook?.Views
  return {
    active: Array.isArray(views) ? Number((views[0] as { activeTab?: unknown })?.activeTab ?? 0) : 0,
    sheets: names.map((name, place) => ({
      name,
      visibility: odsSheets?.[place]?.isHidden ? 'hidden' : visibilityOf(book, place),
      pack(packer) {
        const sheet = book.Sheets[name]
        return sheet === undefined ? {} : packSheet(sheet, formats, odsSheets?.[place], packer)
      },
    })),
  }
}

function readBook(content: Uint8Array | string, isOds: boolean): WorkBook {
  const isZip = typeof content !== 'string' && content[0] === 0x50 && content[1] === 0x4b
  try {
    // An .ods stores the shown text of its cells; for other files the library would have to compute it.
    return typeof content === 'string'
      ? read(content, { ...options, cellText: isOds, type: 'string', raw: true })
      : read(content, { ...options, cellText: isOds, type: 'array', cellFormula: !isZip })
  } catch (error) {
    throw problemOf(error)
  }
}

function visibilityOf(book: WorkBook, place: number): SheetVisibility {
  const hidden = book.Workbook?.Sheets?.[place]?.Hidden ?? 0
  return hidden === 2 ? 'very-hidden' : hidden === 1 ? 'hidden' : 'visible'
}

type FormatOf = (code: unknown) => NumberFormat | null

/** The library uses the American form of the two formats that follow the system's settings. */
const systemFormats: Readonly<Record<string, number>> = { 'm/d/yy': 14, 'm/d/yy h:mm': 22 }

function createFormats(date1904: boolean): FormatOf {
  const formats = createNumberFormats(date1904)
  return code => {
    if (typeof code !== 'string') return null
    const id = systemFormats[code]
    return id === undefined ? formats.byCode(code) : formats.byId(id, undefined)
  }
}

type DenseRow = readonly (CellObject | undefined)[]
type Cell = {
  readonly shown: string
  readonly plain: string
  readonly isNumber: boolean
  readonly isLong: boolean
}

function packSheet(
  sheet: WorkSheet,
  formatOf: FormatOf,
  ods: OdsSheet | undefined,
  packer: TablePacker,
): SheetNotes {
  const rows = (sheet['!data'] ?? []) as readonly (DenseRow | undefined)[]
  const rowInfo = sheet['!rows']
  const isHidden = (number: number): boolean =>
    rowInfo?.[number - 1]?.hidden === true ||
    (ods?.hiddenRows.some(([from, to]) => number >= from && number <= to) ?? false)
  for (const [index, row] of rows.entries()) {
    if (row === undefined) continue
    const texts: string[] = []
    const numeric: boolean[] = []
    let plain: (string | undefined)[] | null = null
    let long = false
    const { widthLimit } = packer
    const width = Math.min(widthLimit, row.length)
    for (let column = 0; column < width; column++) {
      const cell = row[column]
      const found = cell === undefined ? noCell : readCell(cell, formatOf)
      texts.push(found.shown)
      numeric.push(found.isNumber)
      if (found.isLong) long = true
      if (found.plain === found.shown) continue
      plain ??= []
      plain[column] = found.plain
    }
    const beyond = row
      .slice(widthLimit)
      .filter(cell => cell !== undefined && readCell(cell, formatOf).shown !== '').length
    const number = index + 1
    packer.add({ number, texts, numeric, plain, hidden: isHidden(number), long, beyond })
  }
  return { mergedCells: sheet['!merges']?.length ?? 0 }
}

const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

const noCell: Cell = { shown: '', plain: '', isNumber: false, isLong: false }
const textCell = (text: string): Cell => ({ ...noCell, shown: text, plain: text })

function readCell(cell: CellObject, formatOf: FormatOf): Cell {
  const { t, v, z, w } = cell
  if (t === 'z' || v === undefined || v === null) return noCell
  if (v instanceof Date) return Number.isNaN(v.getTime()) ? noCell : textCell(dayOf(v))
  if (t === 'e') return textCell(errorTexts[Number(v)] ?? '#N/A')
  if (typeof v === 'boolean') return textCell(v ? 'TRUE' : 'FALSE')
  const format = formatOf(z)
  if (typeof v === 'string') {
    const text = sheetText(v)
    return { ...noCell, shown: text === '' ? '' : (format?.showText?.(text) ?? text), plain: text }
  }
  const link = linkName(cell)
  if (link !== null) return textCell(link)
  const digits = plainNumber(v)
  const said = typeof w === 'string' && w !== digits ? asSaid(w, format) : format
  const { shown, plain, isDate } = shownNumber(v, digits, said)
  return { shown, plain, isNumber: !isDate, isLong: !isDate && isLongNumber(v) }
}

/** The format of a cell whose shown text is stored in the file. */
const asSaid = (shown: string, format: NumberFormat | null): NumberFormat => ({
  date: format?.date ?? null,
  // Scientific notation hides digits.
  show: value => (/\de[+-]?\d/i.test(shown) && Number.isInteger(value) ? null : shown.trim()),
  showText: null,
})

/** LibreOffice stores 0 as the value of HYPERLINK in .xls; the cell shows the link's name. */
function linkName(cell: CellObject): string | null {
  const name =
    cell.v === 0 && cell.f ? /^HYPERLINK\([^()]*,"((?:[^"]|"")*)"\)$/i.exec(cell.f)?.[1] : undefined
  return name === undefined ? null : name.replaceAll('""', '"')
}

const dayOf = (date: Date): string => {
  const [day = '', time = ''] = date.toISOString().split('T')
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`
}

function problemOf(error: unknown): WorkbookProblem {
  if (error instanceof WorkbookProblem) return error
  const detail = error instanceof Error ? error.message : String(error)
  if (/password|encrypt/i.test(detail)) return new WorkbookProblem('workbook-encrypted', detail)
  if (/^Unsupported|Cannot find Workbook|Could not find workbook|is not a spreadsheet/i.test(detail))
    return new WorkbookProblem('workbook-not-a-workbook', detail)
  return new WorkbookProblem('workbook-damaged', detail)
}
