import { type CellObject, read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import { detectEncoding } from '../../../shared/import/encoding.ts'
import { dateText, isDateFormat, isDateSerial, sheetText } from './cell-text.ts'
import { checkOds } from './ods-check.ts'
import { createTablePacker, type TablePacker, widthLimit } from './table-packer.ts'
import { WorkbookProblem } from './workbook-messages.ts'
import { checkXml } from './xml-reader.ts'

// Old .xls files name their code page; without the table their Chinese is lost.
set_cptable(codepages)

/** A dense sheet: rows of cells. `nodim`: the declared dimension is not believed, it may say a million rows. */
const options = { dense: true, nodim: true, cellHTML: false, cellText: false, cellNF: true } as const

/**
 * Reads a workbook by SheetJS: .xls, .et, .ods, HTML, XML, and .xlsx laid out in a way of their own. What it is given has
 * been checked to be whole, as far as that shows from outside. `hiddenRows`: how many rows each sheet hides, where the
 * library does not tell. Throws a WorkbookProblem.
 */
export function readByLibrary(
  bytes: Uint8Array,
  sheet: number,
  hiddenRows: readonly number[] = [],
): WorkbookTable {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const isMarkup = !isZip && bytes[0] !== 0xd0 && bytes[0] !== 0x09
  try {
    const text = isMarkup ? new TextDecoder(detectEncoding(bytes)).decode(bytes) : null
    if (text !== null) checkMarkup(text)
    // HTML keeps its cells as the text that they are (`raw`): 13800138000 and 0755 stay what they were.
    const open = (place: number): WorkBook =>
      text === null
        ? read(bytes, { ...options, type: 'array', sheets: place, cellFormula: !isZip })
        : read(withShortSpans(text), { ...options, type: 'string', raw: true })
    const table = firstFilled(open, sheet)
    return { ...table, hiddenRows: hiddenRows[table.sheet] ?? table.hiddenRows }
  } catch (error) {
    throw problemOf(error)
  }
}

/**
 * Spans as browsers read them: whole numbers within bounds.
 *
 * SECURITY: the library counts up to whatever a page says, for every cell.
 */
const withShortSpans = (text: string): string =>
  text.replace(/<t[dh]\b[^<>]*>/gi, tag =>
    tag.replace(
      /\b(col|row)span\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/gi,
      (_, which: string, ...[quoted = '', single = '', bare = '']: readonly string[]) => {
        const span = Number.parseInt(quoted || single || bare, 10)
        return `${which}span="${Math.min(Number.isNaN(span) ? 1 : Math.max(1, span), 1000)}"`
      },
    ),
  )

/**
 * Makes sure that a page or an XML workbook is there to its end: the library takes what it finds and says nothing of the
 * rest. HTML is forgiving by nature, so of a page only its tables are looked at.
 */
function checkMarkup(text: string): void {
  const head = text.slice(0, 4096)
  if (/<office:document\b/.test(head)) checkOds(text)
  else if (/urn:schemas-microsoft-com:office:spreadsheet/.test(head) && !/<html\b/i.test(head)) checkXml(text)
  else {
    const opened = text.match(/<table\b/gi)?.length ?? 0
    const closed = text.match(/<\/table\b/gi)?.length ?? 0
    if (opened > closed) throw new WorkbookProblem('workbook-damaged', 'a table that does not end')
  }
}

function firstFilled(open: (sheet: number) => WorkBook, wanted: number): WorkbookTable {
  for (let sheet = wanted; ; sheet++) {
    const book = open(sheet)
    const names = book.SheetNames
    if (names.length === 0) throw new WorkbookProblem('workbook-not-a-workbook', 'no sheets')
    const packer = createTablePacker()
    const found = book.Sheets[names[sheet] ?? '']
    if (found) packSheet(found, book.Workbook?.WBProps?.date1904 === true, packer)
    if (packer.rows > 0 || wanted > 0) return packer.finish(names, sheet, found?.['!merges']?.length)
    // Nothing in any sheet: the first one, empty.
    if (sheet + 1 >= names.length) return packer.finish(names, 0)
  }
}

type DenseRow = readonly (CellObject | undefined)[]

function packSheet(sheet: WorkSheet, date1904: boolean, packer: TablePacker): void {
  const rows = (sheet['!data'] ?? []) as readonly (DenseRow | undefined)[]
  const rowInfo = sheet['!rows']
  for (const [index, row] of rows.entries()) {
    if (row === undefined) continue
    const texts: string[] = []
    const numeric: boolean[] = []
    const width = Math.min(widthLimit, row.length)
    for (let column = 0; column < width; column++) {
      const cell = row[column]
      texts.push(cell === undefined ? '' : textOf(cell, date1904))
      numeric.push(cell?.t === 'n' && !isDate(cell))
    }
    const beyond = row.slice(widthLimit).filter(cell => cell !== undefined && textOf(cell, date1904) !== '')
    packer.add(index + 1, texts, numeric, {
      hidden: rowInfo?.[index]?.hidden === true,
      beyond: beyond.length,
    })
  }
}

const isDate = (cell: CellObject): boolean =>
  typeof cell.v === 'number' && isDateSerial(cell.v) && typeof cell.z === 'string' && isDateFormat(cell.z)

const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

function textOf(cell: CellObject, date1904: boolean): string {
  const { t, v } = cell
  if (t === 'z' || v === undefined || v === null) return ''
  if (v instanceof Date) return Number.isNaN(v.getTime()) ? '' : dayOf(v)
  if (t === 'e') return errorTexts[Number(v)] ?? '#N/A'
  if (typeof v === 'boolean') return v ? 'TRUE' : 'FALSE'
  if (typeof v === 'string') return sheetText(v)
  return linkName(cell) ?? (isDate(cell) ? dateText(v, date1904) : String(v))
}

/** LibreOffice stores 0 as the value of HYPERLINK in .xls; what the cell shows is the link's name. */
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
