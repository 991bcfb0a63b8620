import type { Database } from 'better-sqlite3'
import { z } from 'zod'

/**
 * Parts of real messages by the day (China time) on which they were marked `sending`, over all campaigns. Parts
 * that left or may have left count; parts that the provider refused or that did not leave are taken back.
 */
export function createDayParts(database: Database) {
  const select = database.prepare('SELECT parts FROM day_parts WHERE day = ?').pluck()
  const change = database.prepare('UPDATE day_parts SET parts = parts + ? WHERE day = ?')
  const insert = database.prepare('INSERT INTO day_parts (day, parts) VALUES (?, ?)')
  return {
    /** A day whose parts can't be read has no room for another message. */
    of: (day: number): number =>
      z
        .int()
        .catch(Number.MAX_SAFE_INTEGER)
        .parse(select.get(day) ?? 0),
    /** Call it inside the transaction that changes the recipients. */
    add(day: number, parts: number): void {
      if (parts !== 0 && change.run(parts, day).changes === 0) insert.run(day, parts)
    },
  }
}
