import { guardCell, guardPhone } from './excel-guards.ts'

/** Without it Excel on Chinese Windows reads UTF-8 as GBK. Written once, before the first line. */
export const byteOrderMark = '\ufeff'

/** A cell of an export. A text is guarded against running as a formula, a phone against being rounded. */
export type Cell = string | number | null | { readonly phone: string }

/** A lone CR counts as a line break for Excel. */
const separates = /[",\r\n]/

/**
 * A cell's text by RFC 4180. Texts with white space at the edges are quoted too, because some programs trim
 * unquoted ones.
 */
export const quoted = (text: string): string =>
  separates.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text

/**
 * Matches in one pass the texts that need no change, which are most of them: they begin with a letter, a digit or a
 * signature's bracket, and are not long numbers.
 */
const isPlain = /^(?!0\d{1,31}$|\d{11,32}$)[0-9A-Za-z\u3010\u4e00-\u9fff][^",\t\r\n]*(?<!\s)$/

const phoneDigits = /^\d{11}$/
/** An ordinary phone's guard (`="13800138000"`) has its quotation marks doubled. */
const phoneField = (phone: string): string =>
  phoneDigits.test(phone) ? `"=""${phone}"""` : quoted(guardPhone(phone))

const fieldOf = (cell: Cell, carried: (text: string) => Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return phoneField(cell.phone)
  if (isPlain.test(cell)) return cell
  const written = carried(cell)
  return typeof written === 'string' ? quoted(guardCell(written)) : fieldOf(written, asItStands)
}

const asItStands = (text: string): Cell => text

/**
 * Returns a function that writes one record after another for Excel by RFC 4180, each including its CRLF. `carried`:
 * the replacement for a text that Excel or an import would change; not called for plain texts.
 */
export const csvLines = (carried = asItStands): ((cells: readonly Cell[]) => string) => {
  // Most cells of a report repeat the one above.
  const above: Cell[] = []
  const fields: string[] = []
  return cells => {
    let line = ''
    let column = 0
    for (const cell of cells) {
      if (cell !== above[column]) {
        above[column] = cell
        fields[column] = (column === 0 ? '' : ',') + fieldOf(cell, carried)
      }
      line += fields[column]
      column += 1
    }
    return `${line}\r\n`
  }
}

/** One such record. */
export const csvLine = (cells: readonly Cell[]): string => csvLines()(cells)
