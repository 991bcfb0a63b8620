import { existsSync, renameSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/ipc/result.ts'
import { busyTimeoutMs, openDatabase } from './database.ts'
import { expectKnownVersion } from './migrations.ts'

/** A file this large is checked as a whole only after the app ended without closing it. */
const alwaysCheckedBytes = 64 * 1024 * 1024
const lostKey = 'history-lost'

export type Storage = {
  readonly database: Database
  readonly status: () => { readonly state: 'ok' | 'lost'; readonly keptAs: string | null }
  /** The owner knows that history and opt-outs are gone; sending is allowed again. */
  readonly acceptLoss: () => void
  /** Throws `history-lost` while the owner has not accepted it. */
  readonly assertMaySend: () => void
}

/**
 * Opens the app's database. One that can't be read is put aside under another name, never overwritten, and a new one
 * takes its place; until the owner has accepted that, nothing is sent: who was sent to already, and who opted out,
 * is not known any more.
 */
export function openStorage(path: string, now: () => number, onLoss: (keptAs: string) => void): Storage {
  const database = openSound(path) ?? replace(path, now(), onLoss)
  const keptAs = () => {
    const value = database.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(lostKey)
    return typeof value === 'string' ? value : null
  }
  return {
    database,
    status: () => ({ state: keptAs() === null ? 'ok' : 'lost', keptAs: keptAs() }),
    acceptLoss() {
      database.prepare('DELETE FROM meta WHERE key = ?').run(lostKey)
    },
    assertMaySend() {
      if (keptAs() !== null) throw new AppError('history-lost')
    },
  }
}

/** The database where it can be read, else null. Anything but damage is thrown, and leaves the file as it is. */
function openSound(path: string): Database | null {
  try {
    if (isCutToNothing(path)) return null
    if (existsSync(path)) judge(path)
    return openDatabase(path)
  } catch (error) {
    if (isDamage(error)) return null
    throw error
  }
}

/**
 * SQLite takes an empty file for a new database, and throws the write-ahead log beside it away. The app never leaves
 * one behind: what is empty was full once.
 */
const isCutToNothing = (path: string): boolean =>
  existsSync(path) ? bytesOf(path) === 0 : bytesOf(`${path}-wal`) > 0

const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/**
 * Throws where the file is damaged, or of a newer version of the app. Only reads: a connection that may write would
 * move the write-ahead log into the file when it closes, and what is put aside must stay as it was found.
 */
function judge(path: string): void {
  const isChecked = bytesOf(`${path}-wal`) > 0 || bytesOf(path) <= alwaysCheckedBytes
  const database = new SqliteDatabase(path, { readonly: true, timeout: busyTimeoutMs })
  try {
    const found = database
      .prepare(
        `SELECT count(*) FROM sqlite_schema WHERE name IN ('campaigns', 'recipients', 'events', 'meta')`,
      )
      .pluck()
      .get()
    if (found !== 4) throw new DamagedDatabase('tables are missing')
    const verdict = isChecked ? database.pragma('quick_check(1)', { simple: true }) : 'ok'
    if (verdict !== 'ok') throw new DamagedDatabase(String(verdict))
    expectKnownVersion(database)
  } finally {
    database.close()
  }
}

class DamagedDatabase extends Error {}

const isDamage = (error: unknown): boolean =>
  error instanceof DamagedDatabase ||
  (error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^SQLITE_(CORRUPT|NOTADB)/.test(error.code))

function replace(path: string, nowMs: number, onLoss: (keptAs: string) => void): Database {
  const keptAs = `${path}.damaged-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, keptAs + suffix)
  }
  onLoss(keptAs)
  const database = openDatabase(path)
  database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run(lostKey, basename(keptAs))
  return database
}
