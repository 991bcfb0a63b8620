import { SqliteError } from 'better-sqlite3'
import { z } from 'zod'
import { openConnection } from './database.ts'

/**
 * Writes the whole file anew, so that what was deleted stands nowhere in it, and empties the write-ahead log.
 * SECURITY: `secure_delete` overwrites what is deleted where it stood; where pages were split or joined before, SQLite
 * leaves copies of rows in their free space, which only this reaches. A connection of its own, because temporary tables
 * and memory of the others stay as they are. Throws `SQLITE_BUSY` while others write, or read what stood before;
 * harmless to repeat.
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
