import { existsSync, renameSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/ipc/result.ts'
import { openDatabase } from './database.ts'

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

/** The database where it can be read, else null. Anything but damage is thrown. */
function openSound(path: string): Database | null {
  const endedUnclosed = existsSync(`${path}-wal`)
  const bytes = existsSync(path) ? statSync(path).size : 0
  let database: Database | null = null
  try {
    database = openDatabase(path)
    if (endedUnclosed || bytes <= alwaysCheckedBytes) {
      const verdict = database.pragma('quick_check(1)', { simple: true })
      if (verdict !== 'ok') throw new DamagedDatabase(String(verdict))
    }
    return database
  } catch (error) {
    database?.close()
    if (isDamage(error)) return null
    throw error
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
