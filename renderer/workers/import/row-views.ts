import { cellValue } from '../../../shared/import/cell-value.ts'
import { columnLimit } from '../../../shared/import/columns.ts'
import {
  markBit,
  type RowMark,
  type RowStatus,
  rowMarks,
  rowStatuses,
} from '../../../shared/import/row-status.ts'
import { type PhoneBlock, phoneBlocks } from '../../../shared/sms/phone.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import type { RowStore } from './row-store.ts'
import type { Layout, RowTable } from './row-table.ts'
import { usedPhoneColumn } from './split-phones.ts'

export type ImportedRow = {
  /** Index in the list, first = 0; identifies the row in later calls. */
  readonly index: number
  /** Row in the file, header = 1. */
  readonly row: number
  /** Made of a further phone in the cell of the row before it. */
  readonly isSplit: boolean
  readonly status: RowStatus
  /** Why the row is bad, else null. */
  readonly reason: PhoneBlock | null
  readonly marks: readonly RowMark[]
  /** Row in the file whose phone this one repeats, else null. */
  readonly duplicateOf: number | null
  /** 11 digits, '' where the row holds none. */
  readonly phone: string
  /** Texts by column, each cut to what a table can show. */
  readonly cells: readonly string[]
  /** Columns that the owner changed. */
  readonly edited: readonly number[]
}

/** A row to export, with its full texts. In a usable row the phone's cell holds the cleaned phone. */
export type ExportRow = Omit<ImportedRow, 'index' | 'edited'>

export type ImportedPage = { readonly total: number; readonly rows: readonly ImportedRow[] }
export type UsablePage = { readonly total: number; readonly rows: readonly UsableRow[] }
export type UsableRow = { readonly row: number; readonly phone: string; readonly values: readonly string[] }

const shownCharacters = 300
/** Columns that a workbook can hold. */
const exportColumnLimit = 16_384

/** Rows of the list as objects for the window. Rows stay packed; only requested ones become objects. */
export function createRowViews(
  store: RowStore,
  table: RowTable,
  editedColumns: (row: number) => readonly number[],
) {
  const textsOf = (cells: readonly string[], columns: number, cut = Number.POSITIVE_INFINITY): string[] =>
    Array.from({ length: columns }, (_, column) => cellValue(cells[column] ?? '').slice(0, cut))
  const shownColumns = (): number => Math.min(table.width, columnLimit)
  const shownTexts = (cells: readonly string[]): string[] => textsOf(cells, shownColumns(), shownCharacters)
  const exportTexts = (cells: readonly string[]): string[] =>
    textsOf(cells, Math.min(table.width, exportColumnLimit))

  function exported(index: number): ExportRow {
    const source = table.sourceOf(index)
    const status = rowStatuses[table.status[index] ?? 0] ?? 'bad'
    const phone = table.phone[index] ?? 0
    return {
      row: store.numberOf(source),
      isSplit: source !== index,
      status,
      reason: phoneBlocks[(table.reason[index] ?? 0) - 1] ?? null,
      marks: rowMarks.filter(mark => table.marksOf(index) & markBit(mark)),
      duplicateOf:
        status === 'duplicate' ? store.numberOf(table.sourceOf(table.duplicateOf[index] ?? 0)) : null,
      phone: phone === 0 ? '' : String(phone),
      cells: [],
    }
  }

  function row(index: number): ImportedRow {
    const source = table.sourceOf(index)
    const cells = shownTexts(store.cells(source))
    return { ...exported(index), index, cells, edited: editedColumns(source) }
  }

  const usable = (index: number): UsableRow => ({
    row: store.numberOf(table.sourceOf(index)),
    phone: String(table.phone[index] ?? 0),
    values: textsOf(store.cells(table.sourceOf(index)), shownColumns()).map(cleanValue),
  })

  function exportRow(index: number, layout: Layout): ExportRow {
    const cells = store.cells(table.sourceOf(index))
    const texts = exportTexts(cells)
    const told = exported(index)
    // Without its extension the number would belong to somebody else.
    if (told.status === 'usable' && !told.marks.includes('extension'))
      texts[usedPhoneColumn(cells, layout)] = told.phone
    return { ...told, cells: texts }
  }

  return {
    /** Header texts for a table on screen, and for a file. */
    headers: (cells: readonly string[]): readonly string[] => shownTexts(cells).map(cleanValue),
    exportHeader: (cells: readonly string[]): readonly string[] => exportTexts(cells).map(cleanValue),
    row,
    usable,
    exportRow,
  }
}
