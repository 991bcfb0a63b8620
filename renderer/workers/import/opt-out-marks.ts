import { askedFlag, lastingFlags, optedOutFlag, type RowTable } from './row-table.ts'

export type OptOutMarks = {
  /**
   * Phones that were not checked against the opt-out list yet, each once, at most `limit`; empty when all are
   * known.
   */
  unasked(limit: number): readonly string[]
  /**
   * The opt-out list's answer about the phones that `unasked` returned last. The rows' statuses change with
   * `settle`.
   */
  answered(optedOut: readonly string[]): void
  /** Updates the statuses of all rows by the answers. */
  settle(): void
  /** Everything must be checked again. */
  forget(): void
  /** Rows were checked again and may hold phones that are unknown yet. */
  rowsChanged(): void
}

/** Marks rows whose phone is on the opt-out list. The main process holds that list and answers in batches. */
export function createOptOutMarks(table: RowTable, settle: () => void): OptOutMarks {
  /** Rows before this one are known. */
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
