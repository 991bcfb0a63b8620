import { SqliteError } from 'better-sqlite3'
import { z } from 'zod'
import { openConnection } from './database.ts'

/**
 * Rewrites the whole file, so that deleted data is nowhere in it, and empties the write-ahead log.
 * SECURITY: `secure_delete` overwrites deleted data in place; where pages were split or joined before, SQLite
 * leaves copies of rows in their free space, which only this removes. Uses a connection of its own, so that
 * temporary tables and memory of the others are unaffected. Throws `SQLITE_BUSY` while others write, or read an
 * older state; safe to repeat.
 */
export function rewriteFile(path: string): void {
  const database = openConnection(path, 'keeper')
  try {
    database.exec('VACUUM')
    const rows = z.array(z.object({ busy: z.int() })).parse(database.pragma('wal_checkpoint(TRUNCATE)'))
    if (rows.some(({ busy }) => busy !== 0))
      throw new SqliteError('the write-ahead log is in use', 'SQLITE_BUSY')
  } finally {
    database.close()
  }
}
