import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  type OptOut,
  type OptOutPage,
  type OptOutQuery,
  type OptOutSource,
  optOutSources,
} from '../../../shared/domain/opt-out.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { type ReportUnreadable, readRows } from '../storage/rows.ts'

const optOutRow = z
  .object({ phone: z.string(), added_at: timeMsSchema, reason: z.string(), source: z.enum(optOutSources) })
  .transform(({ added_at, ...row }): OptOut => ({ ...row, addedAt: added_at }))

const withPhone = z.object({ phone: z.string() })

export type OptOutStore = ReturnType<typeof createOptOutStore>

/** The opt-outs on disk. Phones are 11 digits, checked by the caller. */
export function createOptOutStore(
  database: Database,
  now: () => number,
  report: ReportUnreadable = () => undefined,
) {
  const insert = database.prepare(
    'INSERT INTO opt_outs (phone, added_at, reason, source) VALUES (?, ?, ?, ?) ON CONFLICT (phone) DO NOTHING',
  )
  const remove = database.prepare('DELETE FROM opt_outs WHERE phone = ?')
  const find = database.prepare('SELECT 1 FROM opt_outs WHERE phone = ?').pluck()
  const countAll = database.prepare('SELECT count(*) FROM opt_outs').pluck()
  const selectAfter = database.prepare('SELECT * FROM opt_outs WHERE phone > ? ORDER BY phone LIMIT ?')

  /** A search for digits looks at the phones, any other search at the reasons. */
  const filterOf = (search: string) => {
    const words = search.trim()
    if (words === '') return { sql: '', values: [] }
    const digits = words.normalize('NFKC').replace(/[\s()+-]/g, '')
    return /^\d+$/.test(digits)
      ? { sql: ' WHERE instr(phone, ?) > 0', values: [digits] }
      : { sql: ' WHERE instr(lower(reason), lower(?)) > 0', values: [words] }
  }

  return {
    /**
     * Adds the phones that are missing, in one transaction; existing entries are unchanged. Returns how many were
     * added.
     */
    add(phones: readonly string[], reason: string, source: OptOutSource): number {
      return database
        .transaction(() => {
          const at = now()
          let added = 0
          for (const phone of phones) added += insert.run(phone, at, reason, source).changes
          return added
        })
        .immediate()
    },

    /** Restores an entry; an entry that was added meanwhile is kept. Returns how many were added. */
    putBack: ({ phone, addedAt, reason, source }: OptOut): number =>
      insert.run(phone, addedAt, reason, source).changes,

    /** Returns how many were removed. */
    remove(phones: readonly string[]): number {
      return database
        .transaction(() => phones.reduce((removed, phone) => removed + remove.run(phone).changes, 0))
        .immediate()
    },

    has: (phone: string): boolean => find.get(phone) !== undefined,

    count: (): number => Number(countAll.get()),

    /** Newest first; entries of the same time by phone. */
    page({ search, offset, limit }: OptOutQuery): OptOutPage {
      const { sql, values } = filterOf(search)
      const total = database
        .prepare(`SELECT count(*) FROM opt_outs${sql}`)
        .pluck()
        .get(...values)
      const rows = database
        .prepare(`SELECT * FROM opt_outs${sql} ORDER BY added_at DESC, phone LIMIT ? OFFSET ?`)
        .all(...values, limit, offset)
      return { total: Number(total), rows: readRows(optOutRow, rows, 'opt_outs', report) }
    },

    /** All entries by phone, read in pages so that a million of them fit into memory. */
    *all(pageSize = 1000): Generator<OptOut> {
      for (let after = ''; ; ) {
        const rows = selectAfter.all(after, pageSize)
        yield* readRows(optOutRow, rows, 'opt_outs', report)
        const last = rows.at(-1)
        if (last === undefined) return
        after = withPhone.parse(last).phone
      }
    },
  }
}
