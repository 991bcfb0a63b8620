import { isBlankCell } from '../../../shared/import/cell-value.ts'
import { markBit, type RowMark, type RowStatus } from '../../../shared/import/row-status.ts'
import { type PhoneBlock, phoneBlocks } from '../../../shared/sms/phone.ts'
import type { ValueFlaw } from '../../../shared/text/value-flaws.ts'
import { cellFlaw } from './cell-flaw.ts'
import type { RowStore } from './row-store.ts'
import { blankColumns, deleted, flawedFlag, notData, type RowTable, statusCode } from './row-table.ts'

/** Which rows to show; all of the given conditions hold. */
export type RowFilter = {
  readonly status?: RowStatus | undefined
  readonly reason?: PhoneBlock | undefined
  readonly mark?: RowMark | undefined
  /** Index of a file of a joined list. */
  readonly file?: number | undefined
  /** Only rows that are blank in at least one of these columns. */
  readonly blankIn?: readonly number[] | undefined
  /** Only rows whose value in this column has this flaw. */
  readonly flawIn?: FlawPlace | undefined
}

type FlawPlace = { readonly column: number; readonly flaw: ValueFlaw }

/** Selects usable rows. */
export type UsableFilter = Pick<RowFilter, 'blankIn' | 'flawIn'>

/** `rejects`: every row that is not usable. */
export type RowSelection = RowFilter | 'rejects'

export type FilteredRows = {
  /** Indexes of the selected rows, in the order of the file. */
  rowsOf(selection: RowSelection): Uint32Array
  /** The number of usable rows that the filter selects. */
  countUsable(filter: UsableFilter): number
  /** The rows were checked again: drops all results. */
  forget(): void
}

const keptFilters = 8

/**
 * Finds the rows of a filter and keeps the last few results, because pages of one filter are requested one after
 * another.
 */
export function createRowFilter(
  store: RowStore,
  table: RowTable,
  fileOf: (row: number) => number,
): FilteredRows {
  const filtered = new Map<string, Uint32Array>()

  function matcher(selection: RowSelection): (row: number) => boolean {
    const usable = statusCode('usable')
    // Read once: over a million rows a getter costs more than the comparison.
    const { status: statuses, reason: reasons } = table
    if (selection === 'rejects')
      return row => {
        const status = statuses[row]
        return status !== usable && status !== notData && status !== deleted
      }
    const { status, reason, mark, file, blankIn, flawIn } = selection
    const wantedStatus = status === undefined ? -1 : statusCode(status)
    const wantedReason = reason === undefined ? -1 : 1 + phoneBlocks.indexOf(reason)
    const wantedMark = mark === undefined ? 0 : markBit(mark)
    const isBlank = blankIn === undefined ? null : blankTest(blankIn)
    const isOfStatus = (row: number): boolean => {
      const is = statuses[row]
      return wantedStatus === -1 ? is !== notData && is !== deleted : is === wantedStatus
    }
    const hasMore =
      wantedReason !== -1 ||
      wantedMark !== 0 ||
      file !== undefined ||
      isBlank !== null ||
      flawIn !== undefined
    if (!hasMore) return isOfStatus
    return row =>
      isOfStatus(row) &&
      (wantedReason === -1 || reasons[row] === wantedReason) &&
      (wantedMark === 0 || (table.marksOf(row) & wantedMark) !== 0) &&
      (file === undefined || fileOf(table.sourceOf(row)) === file) &&
      (isBlank === null || isBlank(row)) &&
      (flawIn === undefined || isFlawed(row, flawIn))
  }

  function blankTest(columns: readonly number[]): (row: number) => boolean {
    let mask = 0
    for (const column of columns) if (column < blankColumns) mask |= 1 << column
    const far = columns.filter(column => column >= blankColumns)
    const { blank } = table
    return row =>
      ((blank[row] ?? 0) & mask) !== 0 ||
      (far.length > 0 && far.some(column => isBlankCell(store.cells(table.sourceOf(row))[column] ?? '')))
  }

  function isFlawed(row: number, { column, flaw }: FlawPlace): boolean {
    const source = table.sourceOf(row)
    if (((table.flags[source] ?? 0) & flawedFlag) === 0) return false
    const cell = store.cells(source)[column] ?? ''
    return !isBlankCell(cell) && cellFlaw(cell) === flaw
  }

  /** Usable rows that are blank in one of the first columns: two numbers to compare per row. */
  function countBlank(columns: readonly number[]): number {
    let mask = 0
    for (const column of columns) mask |= 1 << column
    const usable = statusCode('usable')
    const { status, blank } = table
    const all = table.rows + table.splits
    let count = 0
    for (let row = 0; row < all; row++)
      if (status[row] === usable && ((blank[row] ?? 0) & mask) !== 0) count++
    return count
  }

  const filteredRows: FilteredRows = {
    countUsable({ blankIn, flawIn }) {
      if (flawIn === undefined && blankIn?.every(column => column < blankColumns)) return countBlank(blankIn)
      return filteredRows.rowsOf({ status: 'usable', blankIn, flawIn }).length
    },
    rowsOf(selection) {
      const key =
        selection === 'rejects'
          ? selection
          : JSON.stringify([
              selection.status,
              selection.reason,
              selection.mark,
              selection.file,
              selection.blankIn,
              selection.flawIn,
            ])
      const kept = filtered.get(key)
      if (kept) return kept
      const { order } = table
      const all = table.rows + table.splits
      const rows = new Uint32Array(all)
      const keep = matcher(selection)
      let count = 0
      for (let place = 0; place < all; place++) {
        const row = order === null ? place : (order[place] ?? 0)
        if (keep(row)) rows[count++] = row
      }
      const found = rows.slice(0, count)
      const [oldest] = filtered.keys()
      if (filtered.size >= keptFilters && oldest !== undefined) filtered.delete(oldest)
      filtered.set(key, found)
      return found
    },
    forget: () => filtered.clear(),
  }
  return filteredRows
}
