import { cellValue, isBlankCell } from '../../../shared/contacts/cell-value.ts'
import type { Delimiter } from '../../../shared/contacts/delimiter.ts'
import type { TextEncoding } from '../../../shared/contacts/encoding.ts'
import { type RowMark, type RowStatus, rowMarks, rowStatuses } from '../../../shared/contacts/row-status.ts'
import { type PhoneBlock, phoneBlocks } from '../../../shared/sms/phone.ts'
import { checkAll } from './import-sheet.ts'
import type { ListNotes } from './list-notes.ts'
import type { RowStore } from './row-store.ts'
import { blankColumns, type Layout, notData, type RowTable, statusCode } from './row-table.ts'

/** How the file was read. */
export type ListOrigin =
  | { readonly kind: 'text'; readonly encoding: TextEncoding; readonly delimiter: Delimiter }
  | { readonly kind: 'workbook'; readonly sheets: readonly string[]; readonly sheet: number }

export type ListSummary = {
  readonly fileName: string
  readonly origin: ListOrigin
  /** Header texts; '' where the header has none or there is no header. */
  readonly headers: readonly string[]
  /** Index of the header's record, -1 where there is none. */
  readonly headerRow: number
  /** Row numbers of the first records: where a header may stand. */
  readonly firstRows: readonly number[]
  readonly phoneColumns: readonly number[]
  readonly phoneFound: boolean
  /** Sum of `statuses`. */
  readonly rows: number
  readonly statuses: Readonly<Record<RowStatus, number>>
  /** Bad rows by reason; their sum is `statuses.bad`. */
  readonly reasons: Readonly<Record<PhoneBlock, number>>
  /** Usable rows by mark; a row may carry several. */
  readonly marks: Readonly<Record<RowMark, number>>
  readonly notes: ListNotes
}

/** Which rows to show; all of the given conditions hold. */
export type RowFilter = {
  readonly status?: RowStatus | undefined
  readonly reason?: PhoneBlock | undefined
  readonly mark?: RowMark | undefined
  /** Only rows that are blank in at least one of these columns. */
  readonly blankIn?: readonly number[] | undefined
}

export type ListRow = {
  /** Place in the list, first = 0: its name in later calls. */
  readonly index: number
  /** Row in the file, header = 1. */
  readonly row: number
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
}

export type ListPage = { readonly total: number; readonly rows: readonly ListRow[] }
export type UsableRow = { readonly row: number; readonly phone: string; readonly values: readonly string[] }

export type ContactList = {
  summary(): ListSummary
  page(filter: RowFilter, offset: number, limit: number): ListPage
  usableCount(blankIn: readonly number[] | undefined): number
  usablePage(blankIn: readonly number[] | undefined, offset: number, limit: number): readonly UsableRow[]
  /** `headerRow`: index of its record, -1 for none. */
  setLayout(layout: Layout): void
}

/** Columns shown and offered for variables; further cells stay in the list unseen. */
const columnLimit = 100
const shownCharacters = 300
const keptFilters = 8

/** A list that was read: what it comes to, and its pages by filter. Rows stay packed; only pages become objects. */
export function createContactList(list: {
  readonly fileName: string
  readonly origin: ListOrigin
  readonly store: RowStore
  readonly table: RowTable
  readonly layout: Layout
  readonly phoneFound: boolean
  readonly notes: ListNotes
}): ContactList {
  const { store, table } = list
  let layout = list.layout
  /** Filter → the rows it leaves, in order. */
  const filtered = new Map<string, Uint32Array>()

  const columnCount = (): number => Math.min(table.width, columnLimit)
  const texts = (cells: readonly string[], cut: number): string[] =>
    Array.from({ length: columnCount() }, (_, column) => cellValue(cells[column] ?? '').slice(0, cut))

  function rowsOf(filter: RowFilter): Uint32Array {
    const key = JSON.stringify([filter.status, filter.reason, filter.mark, filter.blankIn])
    const kept = filtered.get(key)
    if (kept) return kept
    const rows = new Uint32Array(table.rows)
    const keep = matcher(filter)
    let count = 0
    for (let row = 0; row < table.rows; row++) if (keep(row)) rows[count++] = row
    const found = rows.slice(0, count)
    const [oldest] = filtered.keys()
    if (filtered.size >= keptFilters && oldest !== undefined) filtered.delete(oldest)
    filtered.set(key, found)
    return found
  }

  function matcher({ status, reason, mark, blankIn }: RowFilter): (row: number) => boolean {
    const wantedStatus = status === undefined ? -1 : statusCode(status)
    const wantedReason = reason === undefined ? -1 : 1 + phoneBlocks.indexOf(reason)
    const wantedMark = mark === undefined ? 0 : 1 << rowMarks.indexOf(mark)
    const isBlank = blankIn === undefined ? null : blankTest(blankIn)
    return row =>
      table.status[row] !== notData &&
      (wantedStatus === -1 || table.status[row] === wantedStatus) &&
      (wantedReason === -1 || table.reason[row] === wantedReason) &&
      (wantedMark === 0 || ((table.warnings[row] ?? 0) & wantedMark) !== 0) &&
      (isBlank === null || isBlank(row))
  }

  function blankTest(columns: readonly number[]): (row: number) => boolean {
    let mask = 0
    for (const column of columns) if (column < blankColumns) mask |= 1 << column
    const far = columns.filter(column => column >= blankColumns)
    return row =>
      ((table.blank[row] ?? 0) & mask) !== 0 ||
      (far.length > 0 && far.some(column => isBlankCell(store.cells(row)[column] ?? '')))
  }

  function rowAt(index: number): ListRow {
    const status = rowStatuses[table.status[index] ?? 0] ?? 'bad'
    const phone = table.phone[index] ?? 0
    return {
      index,
      row: store.numberOf(index),
      status,
      reason: phoneBlocks[(table.reason[index] ?? 0) - 1] ?? null,
      marks: rowMarks.filter((_, place) => (table.warnings[index] ?? 0) & (1 << place)),
      duplicateOf: status === 'duplicate' ? store.numberOf(table.duplicateOf[index] ?? 0) : null,
      phone: phone === 0 ? '' : String(phone),
      cells: texts(store.cells(index), shownCharacters),
    }
  }

  const slice = (rows: Uint32Array, offset: number, limit: number): number[] => [
    ...rows.subarray(offset, offset + limit),
  ]

  return {
    summary() {
      const statuses = rowStatuses.map(() => 0)
      const reasons = [0, ...phoneBlocks.map(() => 0)]
      const marks = rowMarks.map(() => 0)
      const usable = statusCode('usable')
      for (let row = 0; row < table.rows; row++) {
        const status = table.status[row] ?? 0
        if (status === notData) continue
        statuses[status] = (statuses[status] ?? 0) + 1
        const reason = table.reason[row] ?? 0
        reasons[reason] = (reasons[reason] ?? 0) + 1
        const bits = table.warnings[row] ?? 0
        if (bits === 0 || status !== usable) continue
        for (let place = 0; place < marks.length; place++)
          if (bits & (1 << place)) marks[place] = (marks[place] ?? 0) + 1
      }
      const header = layout.headerRow >= 0 ? store.cells(layout.headerRow) : []
      return {
        fileName: list.fileName,
        origin: list.origin,
        headers: texts(header, shownCharacters).map(text => text.trim()),
        headerRow: layout.headerRow,
        firstRows: Array.from({ length: Math.min(10, store.rows) }, (_, row) => store.numberOf(row)),
        phoneColumns: layout.phoneColumns,
        phoneFound: list.phoneFound,
        rows: statuses.reduce((sum, count) => sum + count, 0),
        statuses: tally(rowStatuses, statuses),
        reasons: tally(phoneBlocks, reasons.slice(1)),
        marks: tally(rowMarks, marks),
        notes: list.notes,
      }
    },
    page(filter, offset, limit) {
      const rows = rowsOf(filter)
      return { total: rows.length, rows: slice(rows, offset, limit).map(rowAt) }
    },
    usableCount: blankIn => rowsOf({ status: 'usable', blankIn }).length,
    usablePage: (blankIn, offset, limit) =>
      slice(rowsOf({ status: 'usable', blankIn }), offset, limit).map(index => ({
        row: store.numberOf(index),
        phone: String(table.phone[index] ?? 0),
        values: texts(store.cells(index), Number.POSITIVE_INFINITY),
      })),
    setLayout(next) {
      layout = next
      filtered.clear()
      checkAll(store, table, layout)
    },
  }
}

function tally<Name extends string>(
  names: readonly Name[],
  counts: readonly number[],
): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, place) => [name, counts[place] ?? 0])) as Record<Name, number>
}
