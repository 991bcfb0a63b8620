import type { ExportFormat } from '../../../shared/domain/export.ts'
import type { Cell } from '../../../shared/export/csv-line.ts'
import { cellValue } from '../../../shared/import/cell-value.ts'

/** Digits that Excel would show or save as another number: from 11 on in its E form, with a zero or plus in front shortened. */
const changedByExcel = /^(?:\+\d{1,32}|0\d{1,31}|\d{11,32})$/

/**
 * A text of a list as a cell of its export, so that importing the file gives the text back: where our import would take
 * something off it (a guard that the text only looks like), it is written as `="…"`, which is taken off whole.
 */
export function listCell(text: string, format: ExportFormat): Cell {
  // A line ends the same way everywhere; import reads each of them as one line's end, and no tab around a value.
  const plain = text.replace(/\r\n?/g, '\n').replace(/^\t+|\t+$/g, '')
  if (format === 'csv-excel') return changedByExcel.test(plain) ? { phone: plain } : plain
  return cellValue(plain) === plain ? plain : asFormula(plain)
}

const asFormula = (text: string): string => `="${text.replaceAll('"', '""')}"`
