import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { createPrivate } from './private-files.ts'

/**
 * Copies the present state of the database into a new file, without its free space. Writers are not blocked. The
 * same rows give the same bytes. Blocks its thread until done. The copy is not flushed.
 */
export function copyWhole(database: Database, path: string): void {
  rmSync(path, { force: true })
  createPrivate(path)
  database.prepare('VACUUM INTO ?').run(path)
}

/** Makes a copy survive a power cut. */
export function flushCopy(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
