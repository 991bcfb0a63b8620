import { copyFileSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { openConnection } from './database.ts'
import { pageBytesOf, removeDatabase, sizeOf } from './database-files.ts'
import type { Mark } from './profile-mark.ts'
import { expectSound, isDamage, survey } from './survey.ts'

/**
 * Plays a rollback journal back into the file that it stands beside. The app leaves one only where it was killed while
 * a file became a WAL database; another program may leave one. SQLite plays back whatever journal it finds, and so
 * destroys a file that the journal does not belong to: it is tried on a copy first. False, with nothing changed: the
 * file would not be sound afterwards. Nobody else has it open; blocks its thread until done.
 */
export function playBack(path: string, mark: Mark | null): boolean {
  // A database that has a write-ahead log left no journal behind: SQLite never keeps both.
  if (sizeOf(`${path}-wal`) > 0) return false
  const trial = `${path}.new`
  removeDatabase(trial)
  try {
    copyFileSync(path, trial)
    copyFileSync(`${path}-journal`, `${trial}-journal`)
    if (!isSoundAfter(trial, mark)) return false
  } finally {
    removeDatabase(trial)
  }
  openAndPlay(path)
  return true
}

function isSoundAfter(trial: string, mark: Mark | null): boolean {
  const isBegun = sizeOf(trial) > pageBytesOf(trial)
  try {
    openAndPlay(trial)
    const found = survey(trial, mark)
    // A file of one page holds no table: a first start was killed there. Any other must not become empty.
    if (found.kind !== 'sound') return found.kind === 'first-start' && !isBegun
    const database = openConnection(trial, 'reader')
    try {
      expectSound(database)
    } finally {
      database.close()
    }
    return true
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  }
}

function openAndPlay(path: string): void {
  const database = new SqliteDatabase(path)
  try {
    database.pragma('schema_version')
  } finally {
    database.close()
  }
}
