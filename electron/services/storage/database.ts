import SqliteDatabase, { type Database } from 'better-sqlite3'
import { migrate } from './migrations.ts'
import { createPrivate } from './private-files.ts'

/**
 * What a connection is for: `main` writes little and never waits, `survey` is main's first look at the file,
 * `sender` writes the send log, `keeper` carries out long writes in pieces, `reader` only reads.
 */
export type ConnectionRole = 'main' | 'survey' | 'sender' | 'keeper' | 'reader'

/** How long a statement on a thread other than main waits for a lock. */
export const busyTimeoutMs = 5_000
/** The same on main, where waiting blocks the window; longer waits happen between tries (`createPatience`). */
const mainBusyTimeoutMs = 25
/** The same on the keeper's thread, which also serves the owner during a long write. */
const keeperBusyTimeoutMs = 250

const roles: Readonly<Record<ConnectionRole, { readonly readonly: boolean; readonly timeout: number }>> = {
  main: { readonly: false, timeout: mainBusyTimeoutMs },
  survey: { readonly: true, timeout: mainBusyTimeoutMs },
  sender: { readonly: false, timeout: busyTimeoutMs },
  keeper: { readonly: false, timeout: keeperBusyTimeoutMs },
  reader: { readonly: true, timeout: busyTimeoutMs },
}

/**
 * Page cache per connection. Measured: adding 300,000 phones in random order takes no longer than with four times
 * as much.
 */
const cacheKibibytes = 4_000

/**
 * Opens a connection to the app's database without changing its schema. WAL with `synchronous = FULL`: a commit
 * that has returned survives a power cut (docs/sending.md). FULL is set here because this build of SQLite would use
 * NORMAL in WAL mode.
 */
export function openConnection(path: string, role: ConnectionRole): Database {
  // SECURITY: SQLite copies the permissions of the database to its other files.
  if (!roles[role].readonly) createPrivate(path)
  const database = new SqliteDatabase(path, roles[role])
  try {
    database.pragma(`cache_size = -${cacheKibibytes}`)
    if (roles[role].readonly) {
      database.pragma('query_only = ON')
      return database
    }
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    // SECURITY: deleted and replaced data is overwritten with zeros at once, so that forgotten people can't be
    // found in the free space of the file. The setting is per connection, and every connection that deletes needs
    // it.
    database.pragma('secure_delete = ON')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Opens a connection and takes the missing schema steps, with neither check nor copy (storage.ts does both). */
export function openDatabase(path: string, role: 'main' | 'sender' = 'sender'): Database {
  const database = openConnection(path, role)
  try {
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
