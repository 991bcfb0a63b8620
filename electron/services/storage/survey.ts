import { existsSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { openConnection } from './database.ts'
import { bringsPagesBack, sizeOf } from './database-files.ts'
import { expectKnownVersion, migrations, versionOf } from './migrations.ts'
import type { Mark } from './profile-mark.ts'
import { withoutRowChecks } from './rows.ts'
import { missingColumns, stepOf } from './schema.ts'
import { olderThanAnyRelease } from './storage-trouble.ts'

/** Files up to this size are checked completely before they are opened; measured, that takes about 40 ms at most. */
const checkedAtOnceBytes = 4 * 1024 * 1024
/** Files larger than this are checked completely only after the app ended without closing them. */
const alwaysCheckedBytes = 64 * 1024 * 1024

/** What was found in the profile. `check`: when the whole file must be checked; `none` if that is done or not due. */
export type Survey =
  | { readonly kind: 'first-start' }
  | { readonly kind: 'damaged'; readonly reason: string }
  /** A rollback journal stands beside the file, and SQLite would play it back (journal.ts). */
  | { readonly kind: 'journal' }
  | {
      readonly kind: 'sound'
      /** The version that the file has. */
      readonly said: number
      /** The steps of the schema that it has taken. */
      readonly taken: number
      readonly check: 'none' | 'before-opening' | 'later'
    }

/**
 * Examines the database without changing it: a connection that may write would move the write-ahead log into the
 * file when it closes, and a file that is put aside must stay as it was found. Throws where the file belongs to
 * another version of the app and must not be touched, and SQLite's error where the file is locked or can't be
 * opened.
 */
export function survey(path: string, mark: Mark | null): Survey {
  try {
    // SQLite takes an empty file for a new database and deletes a write-ahead log next to it.
    if (sizeOf(path) > 0) return surveyFile(path, mark)
    if (sizeOf(`${path}-wal`) > 0) return damaged('the write-ahead log stands alone')
    if (bringsPagesBack(`${path}-journal`)) return damaged('the rollback journal stands alone')
    if (mark !== null) return damaged(existsSync(path) ? 'the file is empty' : 'the file is gone')
    return { kind: 'first-start' }
  } catch (error) {
    if (isDamage(error)) return damaged(error.message)
    if (codeOf(error) === 'SQLITE_READONLY_ROLLBACK') return { kind: 'journal' }
    throw error
  }
}

const damaged = (reason: string): Survey => ({ kind: 'damaged', reason })

/** The smallest page size; SQLite takes a file that is cut off within its first page for an empty one. */
const smallestPageBytes = 512

function surveyFile(path: string, mark: Mark | null): Survey {
  const bytes = sizeOf(path)
  const isDue = mark === 'unchecked' || sizeOf(`${path}-wal`) > 0 || bytes <= alwaysCheckedBytes
  const database = openConnection(path, 'survey')
  try {
    const tables = tablesOf(database)
    const said = versionOf(database)
    const isEmpty = tables.length === 0 && said === 0 && bytes >= smallestPageBytes
    if (isEmpty && mark === null) return { kind: 'first-start' }
    if (isOlderThanAnyRelease(database, tables)) throw olderThanAnyRelease()
    const taken = stepsTaken(database, said)
    if (taken === null) return damaged('tables or columns are missing')
    // Reads the first pages of each table; deeper damage is found by the check.
    for (const table of tables) database.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get()
    const sound = { kind: 'sound', said, taken } as const
    if (mark === 'damaged') return { ...sound, check: 'before-opening' }
    if (!isDue) return { ...sound, check: 'none' }
    if (bytes > checkedAtOnceBytes) return { ...sound, check: 'later' }
    expectSound(database)
    return { ...sound, check: 'none' }
  } finally {
    database.close()
  }
}

/**
 * The steps that the file has taken. Its schema tells; its version only where the schema is that of no step (an index
 * was added, say) or may be a newer version's. Null: what the app reads and writes is not all there.
 */
function stepsTaken(database: Database, said: number): number | null {
  const step = stepOf(database)
  if (step !== null && (said <= migrations.length || step < migrations.length)) return step
  expectKnownVersion(database)
  return said > 0 && missingColumns(database, said).length === 0 ? said : null
}

const tablesOf = (database: Database): readonly string[] =>
  z
    .array(z.string())
    .parse(database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all())

/** Before step 1 had its final form, campaigns could not be scheduled. */
const isOlderThanAnyRelease = (database: Database, tables: readonly unknown[]): boolean =>
  ['campaigns', 'recipients', 'events'].every(table => tables.includes(table)) &&
  !database.prepare(`SELECT name FROM pragma_table_info('campaigns')`).pluck().all().includes('scheduled_at')

/** What is wrong with a single row: it is left out where rows are read (rows.ts), and the file is sound. */
const ofOneRow = /^(?:NULL|NUMERIC|TEXT|non-\w+) value in /

/** Looks at the whole file. Throws where it is damaged. */
export function expectSound(database: Database): void {
  const verdicts = withoutRowChecks(database, () => database.pragma('quick_check'))
  const found = z.array(z.object({ quick_check: z.string() })).parse(verdicts)
  const damage = found.find(({ quick_check: verdict }) => verdict !== 'ok' && !ofOneRow.test(verdict))
  if (damage !== undefined) throw new DamagedDatabase(damage.quick_check)
}

class DamagedDatabase extends Error {}

export const isDamage = (error: unknown): error is Error =>
  error instanceof DamagedDatabase || /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
