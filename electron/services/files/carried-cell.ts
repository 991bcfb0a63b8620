import type { Cell } from '../../../shared/export/csv-line.ts'
import { cellValue } from '../../../shared/import/cell-value.ts'

/**
 * Digits that Excel would show or save differently: from 11 digits on in scientific notation, and without a leading
 * zero or plus.
 */
const changedByExcel = /^(?:\+\d{1,32}|0\d{1,31}|\d{11,32})$/

/** Records end in CRLF, so a bare LF inside a cell is never taken for the end of a record. */
const inOneCell = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)

/** An invisible tab at the edge of a text must not be taken for a guard. */
const withoutOuterTabs = (text: string): string =>
  text.includes('\t') ? text.replace(/^\t+|\t+$/g, '') : text

/**
 * A text as a cell of a file for Excel, guarded by shared/export/excel-guards.ts. Importing the file gives the text
 * back.
 */
export function carriedForExcel(text: string): Cell {
  const plain = inOneCell(text)
  return changedByExcel.test(plain) ? { phone: plain } : plain
}

/**
 * A text as a cell of any other file. Importing the file gives the text back: where the import would remove
 * something (a part that only looks like a guard), the text is written as `="…"`, which is removed as a whole.
 */
export function carriedText(text: string): string {
  const plain = withoutOuterTabs(inOneCell(text))
  return cellValue(plain) === plain ? plain : asFormula(plain)
}

const asFormula = (text: string): string => `="${text.replaceAll('"', '""')}"`
