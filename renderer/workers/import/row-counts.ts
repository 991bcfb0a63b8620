import {
  type LeavableMark,
  markBit,
  type RowMark,
  type RowStatus,
  rowMarks,
  rowStatuses,
} from '../../../shared/import/row-status.ts'
import { type PhoneBlock, phoneBlocks } from '../../../shared/sms/phone.ts'
import { deleted, type RowTable, statusCode } from './row-table.ts'

export type RowCounts = {
  /** Sum of `statuses`: the file's rows without those that the owner deleted. */
  readonly rows: number
  readonly statuses: Readonly<Record<RowStatus, number>>
  /** Rows that were made from further phones in cells, counted in addition to `statuses`. */
  readonly splits: Readonly<Record<RowStatus, number>>
  /** Rows that the owner deleted. */
  readonly deleted: number
  /** Bad rows by reason; their sum is `statuses.bad`. */
  readonly reasons: Readonly<Record<PhoneBlock, number>>
  /** Usable rows by mark, split ones among them; a row may carry several. */
  readonly marks: Readonly<Record<RowMark, number>>
  /** The same for rows that are left out. */
  readonly leftOutMarks: Readonly<Record<RowMark, number>>
  /**
   * Rows that are left out, by the first mark that causes it; their sum equals the numbers in `statuses` and
   * `splits`.
   */
  readonly leftOutBy: Readonly<Record<RowMark, number>>
}

/** Counts the rows of each kind. `classes`: the marks whose rows are left out. */
export function countRows(table: RowTable, classes: readonly LeavableMark[]): RowCounts {
  const statuses = new Uint32Array(256)
  const splits = new Uint32Array(256)
  const reasons = new Uint32Array(256)
  const marks = rowMarks.map(() => 0)
  const leftOutMarks = rowMarks.map(() => 0)
  const leftOutBy = rowMarks.map(() => 0)
  const classBits = classes.reduce((set, mark) => set | markBit(mark), 0)
  const usable = statusCode('usable')
  const leftOut = statusCode('leftOut')
  for (let row = 0; row < table.rows + table.splits; row++) {
    const status = table.status[row] ?? 0
    const counts = row < table.rows ? statuses : splits
    counts[status] = (counts[status] ?? 0) + 1
    if (status >= deleted) continue
    const reason = table.reason[row] ?? 0
    if (reason !== 0) reasons[reason] = (reasons[reason] ?? 0) + 1
    const bits = table.marksOf(row)
    if (bits === 0 || (status !== usable && status !== leftOut)) continue
    const marked = status === usable ? marks : leftOutMarks
    for (let place = 0; place < marked.length; place++)
      if (bits & (1 << place)) marked[place] = (marked[place] ?? 0) + 1
    if (status === usable) continue
    // A row that is left out although its class is not repeats another row's number.
    const why = firstPlace((bits & classBits) === 0 ? bits : bits & classBits)
    leftOutBy[why] = (leftOutBy[why] ?? 0) + 1
  }
  return {
    rows: rowStatuses.reduce((sum, _, code) => sum + (statuses[code] ?? 0), 0),
    statuses: tally(rowStatuses, statuses),
    splits: tally(rowStatuses, splits),
    deleted: statuses[deleted] ?? 0,
    reasons: tally(phoneBlocks, reasons.subarray(1)),
    marks: tally(rowMarks, marks),
    leftOutMarks: tally(rowMarks, leftOutMarks),
    leftOutBy: tally(rowMarks, leftOutBy),
  }
}

/** The place of the lowest bit of a set that is not empty. */
const firstPlace = (bits: number): number => 31 - Math.clz32(bits & -bits)

function tally<Name extends string>(
  names: readonly Name[],
  counts: ArrayLike<number>,
): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, place) => [name, counts[place] ?? 0])) as Record<Name, number>
}
