import SqliteDatabase, { type Database } from 'better-sqlite3'
import { migrate } from './migrations.ts'
import { createPrivate } from './private-files.ts'

/**
 * What a connection is for: `main` writes little and never waits, `survey` is main's first look at the file, `sender`
 * writes the send log, `keeper` carries out long writes in pieces, `reader` only reads.
 */
export type ConnectionRole = 'main' | 'survey' | 'sender' | 'keeper' | 'reader'

/** How long a statement of another thread than main waits for whoever holds the file. */
export const busyTimeoutMs = 5_000
/** The same on main, where waiting blocks the window: longer waits happen between tries (`createPatience`). */
const mainBusyTimeoutMs = 25
/** The same on the keeper's thread, which serves the owner beside a long write. */
const keeperBusyTimeoutMs = 250

const roles: Readonly<Record<ConnectionRole, { readonly readonly: boolean; readonly timeout: number }>> = {
  main: { readonly: false, timeout: mainBusyTimeoutMs },
  survey: { readonly: true, timeout: mainBusyTimeoutMs },
  sender: { readonly: false, timeout: busyTimeoutMs },
  keeper: { readonly: false, timeout: keeperBusyTimeoutMs },
  reader: { readonly: true, timeout: busyTimeoutMs },
}

/**
 * Memory for pages, per connection. Measured: reading in 300,000 phones in no order takes as long as with four times
 * as much.
 */
const cacheKibibytes = 4_000

/**
 * Opens a connection to the app's database as it stands.
 * WAL with `synchronous = FULL`: a commit that has returned survives a power cut (docs/sending.md). FULL is set
 * here because this build of SQLite would use NORMAL in WAL mode.
 */
export function openConnection(path: string, role: ConnectionRole): Database {
  // SECURITY: SQLite gives its other files the rights of the first.
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
    // SECURITY: what is deleted or replaced is overwritten with zeros at once: who asked to be forgotten must not be
    // found in the free space of the file. It holds per connection, and whichever deletes must do it.
    database.pragma('secure_delete = ON')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Opens a connection and takes the steps of the schema that are missing, with neither check nor copy (storage.ts). */
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
