import SqliteDatabase, { type Database } from 'better-sqlite3'
import { migrate } from './migrations.ts'

/** How long a statement waits for another program that holds the file. */
export const busyTimeoutMs = 5_000

/**
 * Memory for pages, per connection. Measured: reading in 300,000 phones in no order takes as long as with four times
 * as much.
 */
const cacheKibibytes = 4_000

/**
 * Opens the app's database and brings its schema up to date.
 * WAL with `synchronous = FULL`: a commit that has returned survives a power cut (docs/sending.md). FULL is set
 * here because this build of SQLite would use NORMAL in WAL mode.
 */
export function openDatabase(path: string): Database {
  const database = new SqliteDatabase(path, { timeout: busyTimeoutMs })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma(`cache_size = -${cacheKibibytes}`)
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
