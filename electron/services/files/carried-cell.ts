import type { Cell } from '../../../shared/export/csv-line.ts'
import { cellValue } from '../../../shared/import/cell-value.ts'

/** Digits that Excel would show or save as another number: from 11 on in its E form, with a zero or plus in front shortened. */
const changedByExcel = /^(?:\+\d{1,32}|0\d{1,31}|\d{11,32})$/

/** Lines end in CRLF: a bare LF is told from them, and the line behind it never taken for a record of its own. */
const inOneCell = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)

/** A tab at an edge is nothing that anybody sees, and is no guard here. */
const withoutOuterTabs = (text: string): string =>
  text.includes('\t') ? text.replace(/^\t+|\t+$/g, '') : text

/** A text as a cell of a file for Excel (shared/export/excel-guards.ts guards it), so that importing the file gives it back. */
export function carriedForExcel(text: string): Cell {
  const plain = inOneCell(text)
  return changedByExcel.test(plain) ? { phone: plain } : plain
}

/**
 * A text as a cell of any other file, so that importing the file gives the text back: where our import would take something off
 * it (a guard that the text only looks like), it is written as `="…"`, which is taken off whole.
 */
export function carriedText(text: string): string {
  const plain = withoutOuterTabs(inOneCell(text))
  return cellValue(plain) === plain ? plain : asFormula(plain)
}

const asFormula = (text: string): string => `="${text.replaceAll('"', '""')}"`
