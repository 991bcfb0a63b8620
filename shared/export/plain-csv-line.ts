import { type Cell, quoted } from './csv-line.ts'

const textOf = (cell: Cell): string => {
  if (cell === null) return ''
  return typeof cell === 'object' ? cell.phone : String(cell)
}

/** One record by RFC 4180 without guards, for programs other than a spreadsheet; including its CRLF. */
export const plainCsvLine = (cells: readonly Cell[]): string =>
  `${cells.map(cell => quoted(textOf(cell))).join()}\r\n`
