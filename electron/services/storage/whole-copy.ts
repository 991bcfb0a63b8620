import { chmodSync, closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'

/** SECURITY: no other user of the computer may read an owner's customers. */
const ownerOnly = 0o600

/**
 * Copies the database as it stands at this moment into a new file, without its free space. Whoever writes meanwhile waits
 * for nothing. The same rows give the same bytes. Blocks its thread for as long as that takes. The copy is not flushed.
 */
export function copyWhole(database: Database, path: string): void {
  rmSync(path, { force: true })
  database.prepare('VACUUM INTO ?').run(path)
  chmodSync(path, ownerOnly)
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
