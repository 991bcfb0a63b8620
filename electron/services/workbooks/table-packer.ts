import type { SheetInfo, WorkbookTable } from '../../../shared/domain/workbook.ts'
import { guessColumns } from '../../../shared/import/columns.ts'
import { isHeaderCell } from '../../../shared/import/header-words.ts'
import { phoneHeader } from '../../../shared/import/phone-header.ts'
import { checkPhone, plainPhone } from '../../../shared/sms/phone.ts'
import { createColumnRoom } from './column-room.ts'
import { WorkbookProblem } from './workbook-messages.ts'

/** Rows × columns of one sheet: a million rows of 40 columns. */
const cellLimit = 40_000_000
/**
 * Characters of one sheet. Limits a long text that a million cells share, which would be written out a million
 * times.
 */
const textLimit = 200_000_000

export type SheetRow = {
  /** The row in the sheet, first = 1. */
  readonly number: number
  /** The shown texts of the cells. */
  readonly texts: readonly string[]
  readonly numeric: readonly boolean[]
  /** The stored values of cells that show something else, by column; null if there are none. */
  readonly plain?: readonly (string | undefined)[] | null
  readonly hidden?: boolean
  /** Whether it holds a number with more digits than a spreadsheet keeps. */
  readonly long?: boolean
  /** The number of non-empty cells that were dropped because they are too far right. */
  readonly beyond?: number
}

/** Notes about a sheet besides its rows. */
export type SheetNotes = {
  /** Blocks of merged cells. */
  readonly mergedCells?: number
  readonly unsolvedFormulas?: number
  readonly isUnended?: boolean
}

export type TablePacker = {
  /** Cells further right are dropped; falls as the table grows (`createColumnRoom`). */
  readonly widthLimit: number
  /** Adds a row. Rows without any text are skipped. */
  add(row: SheetRow): void
  readonly rows: number
  /** Rows with a phone. */
  readonly phones: number
  /**
   * `list`: the rows are people, not a cover or manual with a phone on it. `doubtful`: a few phones among words, or
   * phones of others than customers; a list of customers on another sheet is preferred.
   */
  standing(): 'list' | 'doubtful' | 'none'
  finish(sheets: readonly SheetInfo[], sheet: number, notes: SheetNotes): WorkbookTable
}

/** Rows in which the header is looked for. */
const headRows = 60
/** Fewer rows with phones among words are probably the shop's own details. */
const fewPhones = 10

/** Packs rows of any length into memory blocks that are passed between processes. */
export function createTablePacker(): TablePacker {
  const texts: string[] = []
  const numeric: boolean[] = []
  const numbers: number[] = []
  /** The number of cells of each row. */
  const widths: number[] = []
  const hiddenRows: number[] = []
  const longNumberRows: number[] = []
  const plainRows: number[] = []
  const plainColumns: number[] = []
  const plainTexts: string[] = []
  /** Numbers of cells by column: those that hold a phone, and those that hold one among words. */
  const phonesOf: number[] = []
  const amongWords: number[] = []
  let phones = 0
  let width = 0
  let characters = 0
  let cellsBeyond = 0
  const room = createColumnRoom(cellLimit)

  function head(): readonly (readonly string[])[] {
    let from = 0
    return widths.slice(0, headRows).map(length => {
      from += length
      return texts.slice(from - length, from)
    })
  }

  /** Drops cells to the right of the limit, and counts them. */
  function narrow(limit: number): void {
    let from = 0
    let to = 0
    for (const [row, length] of widths.entries()) {
      const kept = Math.min(length, limit)
      for (let column = kept; column < length; column++) if (texts[from + column] !== '') cellsBeyond++
      texts.copyWithin(to, from, from + kept)
      numeric.copyWithin(to, from, from + kept)
      widths[row] = kept
      from += length
      to += kept
    }
    texts.length = to
    numeric.length = to
    phonesOf.length = Math.min(phonesOf.length, limit)
    let plains = 0
    for (const [place, column] of plainColumns.entries())
      if (column < limit) {
        plainRows[plains] = plainRows[place] ?? 0
        plainTexts[plains] = plainTexts[place] ?? ''
        plainColumns[plains++] = column
      }
    for (const list of [plainRows, plainTexts, plainColumns]) list.length = plains
    width = Math.min(width, limit)
  }

  return {
    get widthLimit() {
      return room.limit
    },
    get rows() {
      return numbers.length
    },
    get phones() {
      return phones
    },
    add({
      number,
      texts: rowTexts,
      numeric: rowNumeric,
      plain = null,
      hidden = false,
      long = false,
      beyond = 0,
    }) {
      cellsBeyond += beyond
      let length = Math.min(rowTexts.length, room.limit)
      for (let column = length; column < rowTexts.length; column++)
        if ((rowTexts[column] ?? '') !== '') cellsBeyond++
      while (length > 0 && (rowTexts[length - 1] ?? '') === '' && plain?.[length - 1] === undefined) length--
      if (length === 0) return
      const row = numbers.length
      let hasPhone = false
      for (let column = 0; column < length; column++) {
        const text = rowTexts[column] ?? ''
        characters += text.length
        texts.push(text)
        numeric.push(rowNumeric[column] ?? false)
        if (text.length >= 11 && isPhone(text)) {
          phonesOf[column] = (phonesOf[column] ?? 0) + 1
          if (plainPhone(text) === 0 && /\p{L}/u.test(text))
            amongWords[column] = (amongWords[column] ?? 0) + 1
          hasPhone = true
        }
      }
      if (plain !== null)
        for (const [column, text] of plain.entries())
          if (text !== undefined && column < length) {
            characters += text.length
            plainRows.push(row)
            plainColumns.push(column)
            plainTexts.push(text)
          }
      if (hasPhone) phones++
      numbers.push(number)
      widths.push(length)
      if (length > width) width = length
      if (hidden) hiddenRows.push(row)
      if (long) longNumberRows.push(row)
      while (room.fill(numbers.length * width)) narrow(room.limit)
      if (numbers.length * width > cellLimit || characters > textLimit)
        throw new WorkbookProblem('workbook-too-large', 'too many cells')
    },
    standing() {
      const most = phonesOf.reduce((best, count) => Math.max(best, count ?? 0), 0)
      if (most === 0) return 'none'
      const rows = head()
      const { headerRow, phoneColumn } = guessColumns(rows)
      const title = rows[headerRow]?.[phoneColumn] ?? ''
      // A single phone is a list if a header says so, otherwise it is probably the shop's own number.
      const isList = most > 1 ? most >= 50 || most >= numbers.length * 0.3 : isHeaderCell(title)
      if (!isList) return 'none'
      const column = phonesOf.indexOf(most)
      // 客服电话：138… in one cell, or 客服电话 in the cell before it.
      const labelled = rows.filter(row => isHeaderCell(row[column - 1] ?? '') && isPhone(row[column] ?? ''))
      const worded = Math.max(headerRow < 0 ? (amongWords[column] ?? 0) : 0, labelled.length)
      const isCover = most < fewPhones && worded > most / 2
      const header = phoneHeader(title)
      const isOthers = header.kind === 'no-phone' || header.person === 'other'
      return isCover || isOthers ? 'doubtful' : 'list'
    },
    finish(sheets, sheet, notes) {
      const rows = numbers.length
      const ends = new Uint32Array(rows * width)
      const isNumber = new Uint8Array(rows * width)
      let from = 0
      let end = 0
      for (let row = 0; row < rows; row++) {
        const length = widths[row] ?? 0
        for (let column = 0; column < width; column++) {
          if (column < length) {
            end += (texts[from] ?? '').length
            if (numeric[from]) isNumber[row * width + column] = 1
            from++
          }
          ends[row * width + column] = end
        }
      }
      let plainEnd = 0
      const plain = {
        cells: Uint32Array.from(plainRows, (row, place) => row * width + (plainColumns[place] ?? 0)),
        text: plainTexts.join(''),
        ends: Uint32Array.from(plainTexts, text => {
          plainEnd += text.length
          return plainEnd
        }),
      }
      return {
        sheets: [...sheets],
        sheet,
        width,
        text: texts.join(''),
        ends,
        rowNumbers: Uint32Array.from(numbers),
        isNumber,
        ...(plainTexts.length > 0 ? { plain } : {}),
        hiddenRows: Uint32Array.from(hiddenRows),
        longNumberRows: Uint32Array.from(longNumberRows),
        mergedCells: notes.mergedCells ?? 0,
        cellsBeyond,
        unsolvedFormulas: notes.unsolvedFormulas ?? 0,
        isUnended: notes.isUnended ?? false,
      }
    },
  }
}

/** Whether a text contains a phone, alone or among a few words. */
function isPhone(text: string): boolean {
  if (plainPhone(text) !== 0) return true
  if (text.length > 60) return false
  let digits = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if ((code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19)) digits++
  }
  return digits >= 11 && checkPhone(text, false).kind === 'ok'
}
