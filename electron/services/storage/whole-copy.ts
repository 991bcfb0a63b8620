import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { createPrivate } from './private-files.ts'

/**
 * Copies the database as it stands at this moment into a new file, without its free space. Whoever writes meanwhile waits
 * for nothing. The same rows give the same bytes. Blocks its thread for as long as that takes. The copy is not flushed.
 */
export function copyWhole(database: Database, path: string): void {
  rmSync(path, { force: true })
  createPrivate(path)
  database.prepare('VACUUM INTO ?').run(path)
}

/** A copy that is to survive a power cut. */
export function flushCopy(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
