import { askedFlag, lastingFlags, optedOutFlag, type RowTable } from './row-table.ts'

export type OptOutMarks = {
  /** Phones that the opt-out list was not asked about yet, each once, at most so many; none when all are known. */
  unasked(limit: number): readonly string[]
  /** What the opt-out list said about the phones that `unasked` gave last. The rows' statuses follow with `settle`. */
  answered(optedOut: readonly string[]): void
  /** Gives every row the status that follows from what was answered. */
  settle(): void
  /** Everything is to be asked anew. */
  forget(): void
  /** Rows were judged anew: some may hold phones that were not asked about. */
  rowsChanged(): void
}

/** Marks rows whose phone is on the opt-out list, which the main process holds and answers for in batches. */
export function createOptOutMarks(table: RowTable, settle: () => void): OptOutMarks {
  /** Rows before it are known. */
  let known = 0
  let asked: { readonly end: number; readonly phones: ReadonlySet<number> } = { end: 0, phones: new Set() }

  return {
    unasked(limit) {
      const phones = new Set<number>()
      const count = table.rows + table.splits
      let row = known
      for (; row < count && phones.size < limit; row++) {
        const phone = table.phone[row] ?? 0
        if (phone !== 0 && ((table.flags[row] ?? 0) & askedFlag) === 0) phones.add(phone)
      }
      asked = { end: row, phones }
      return Array.from(phones, String)
    },
    answered(optedOut) {
      const out = new Set(optedOut.map(Number))
      const end = Math.min(asked.end, table.rows + table.splits)
      for (let row = known; row < end; row++) {
        const phone = table.phone[row] ?? 0
        if (!asked.phones.has(phone)) continue
        table.flags[row] = (table.flags[row] ?? 0) | askedFlag | (out.has(phone) ? optedOutFlag : 0)
      }
      known = end
    },
    settle,
    forget() {
      known = 0
      for (let row = 0; row < table.rows + table.splits; row++)
        table.flags[row] = (table.flags[row] ?? 0) & lastingFlags
    },
    rowsChanged() {
      known = 0
      asked = { end: 0, phones: new Set() }
    },
  }
}
