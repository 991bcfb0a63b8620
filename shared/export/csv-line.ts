import { guardCell, guardPhone } from './excel-guards.ts'

/** Without it Excel on Chinese Windows reads UTF-8 as GBK. Stands once, before the first line. */
export const byteOrderMark = '\ufeff'

/** What a cell of an export holds. A text is guarded against running as a formula, a phone against being rounded. */
export type Cell = string | number | null | { readonly phone: string }

const textOf = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  return typeof cell === 'string' ? guardCell(cell) : guardPhone(cell.phone)
}

/** A lone CR counts as a line break for Excel. */
const separates = /[",\r\n]/

/** A cell's text by RFC 4180. White space at its edges is quoted too: some programs trim what is not. */
export const quoted = (text: string): string =>
  separates.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text

/** One record for Excel by RFC 4180, its CRLF included. */
export const csvLine = (cells: readonly Cell[]): string =>
  `${cells.map(cell => quoted(textOf(cell))).join()}\r\n`
