import { existsSync, statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { openConnection } from './database.ts'
import { expectKnownVersion } from './migrations.ts'
import type { Mark } from './profile-mark.ts'
import { withoutRowChecks } from './rows.ts'
import { olderThanAnyRelease } from './storage-trouble.ts'

/** Files up to this size are checked completely before they are opened; measured, that takes about 40 ms at most. */
const checkedAtOnceBytes = 4 * 1024 * 1024
/** Files larger than this are checked completely only after the app ended without closing them. */
const alwaysCheckedBytes = 64 * 1024 * 1024

/** What was found in the profile. `check`: when the whole file must be checked; `none` if that is done or not due. */
export type Survey =
  | { readonly kind: 'first-start' }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'sound'; readonly taken: number; readonly check: 'none' | 'before-opening' | 'later' }

/**
 * Examines the database without changing it: a connection that may write would move the write-ahead log into the
 * file when it closes, and a file that is put aside must stay as it was found. Throws where the file belongs to
 * another version of the app and must not be touched, and SQLite's error where the file is locked or can't be
 * opened.
 */
export function survey(path: string, mark: Mark | null): Survey {
  try {
    // SQLite takes an empty file for a new database and deletes a write-ahead log next to it.
    if (bytesOf(path) > 0) return surveyFile(path, mark)
    if (bytesOf(`${path}-wal`) > 0) return damaged('the write-ahead log stands alone')
    if (mark !== null) return damaged(existsSync(path) ? 'the file is empty' : 'the file is gone')
    return { kind: 'first-start' }
  } catch (error) {
    if (isDamage(error)) return damaged(error.message)
    throw error
  }
}

const damaged = (reason: string): Survey => ({ kind: 'damaged', reason })

const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** The smallest page size; SQLite takes a file that is cut off within its first page for an empty one. */
const smallestPageBytes = 512

/** The tables that the app reads and writes, by the step that creates them. */
const tablesOfStep: readonly (readonly string[])[] = [
  ['campaigns', 'recipients', 'events', 'meta'],
  ['opt_outs', 'contact_lists', 'list_contacts', 'mappings'],
  [],
  ['tallies', 'phone_starts', 'phone_ends', 'chores'],
  ['contents'],
  ['day_parts', 'corrections'],
  ['erasures'],
]
const tablesAfter = (taken: number): readonly string[] => tablesOfStep.slice(0, Math.max(1, taken)).flat()

function surveyFile(path: string, mark: Mark | null): Survey {
  const bytes = bytesOf(path)
  const isDue = mark === 'unchecked' || bytesOf(`${path}-wal`) > 0 || bytes <= alwaysCheckedBytes
  const database = openConnection(path, 'survey')
  try {
    const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
    const taken = expectKnownVersion(database)
    const isEmpty = tables.length === 0 && taken === 0 && bytes >= smallestPageBytes
    if (isEmpty && mark === null) return { kind: 'first-start' }
    if (isOlderThanAnyRelease(database, tables)) throw olderThanAnyRelease()
    const needed = tablesAfter(taken)
    if (!needed.every(table => tables.includes(table))) return damaged('tables are missing')
    // Reads the first pages of each table; deeper damage is found by the check.
    for (const table of needed) database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get()
    if (mark === 'damaged') return { kind: 'sound', taken, check: 'before-opening' }
    if (!isDue) return { kind: 'sound', taken, check: 'none' }
    if (bytes > checkedAtOnceBytes) return { kind: 'sound', taken, check: 'later' }
    expectSound(database)
    return { kind: 'sound', taken, check: 'none' }
  } finally {
    database.close()
  }
}

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
  error instanceof DamagedDatabase ||
  (error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^SQLITE_(CORRUPT|NOTADB)/.test(error.code))
