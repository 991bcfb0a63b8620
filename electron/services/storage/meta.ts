import type { Database } from 'better-sqlite3'

/** Single values that the app stores next to its tables. */
export type Meta = {
  readonly read: (key: string) => string | null
  readonly write: (key: string, value: string) => void
}

export function createMeta(database: Database): Meta {
  const select = database.prepare('SELECT value FROM meta WHERE key = ?').pluck()
  const upsert = database.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  return {
    read(key) {
      const value = select.get(key)
      return typeof value === 'string' ? value : null
    },
    write(key, value) {
      upsert.run(key, value)
    },
  }
}
