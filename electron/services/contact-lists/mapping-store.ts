import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { type FileMapping, fileMappingSchema } from '../../../shared/domain/contact-list.ts'
import { json } from '../storage/rows.ts'
import type { Turns } from '../time/turns.ts'

const stored = json(fileMappingSchema)

export type MappingStore = ReturnType<typeof createMappingStore>

/** Number of mappings that are kept; the least recently used one is dropped first. */
const mostMappings = 200

/** Remembers how files were read, by their header: another file with the same header has the same columns. */
export function createMappingStore(database: Database, now: () => number, turns: Pick<Turns, 'write'>) {
  const select = database.prepare('SELECT mapping_json FROM mappings WHERE header_key = ?').pluck()
  const upsert = database.prepare(
    `INSERT INTO mappings (header_key, mapping_json, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (header_key) DO UPDATE SET mapping_json = excluded.mapping_json, updated_at = excluded.updated_at`,
  )
  const prune = database.prepare(
    `DELETE FROM mappings WHERE header_key NOT IN
       (SELECT header_key FROM mappings ORDER BY updated_at DESC, header_key LIMIT ?)`,
  )

  return {
    /** Null where none is known, or where this version can't read it. */
    get(header: readonly string[]): FileMapping | null {
      return stored.safeParse(select.get(headerKey(header))).data ?? null
    },

    set: (header: readonly string[], mapping: FileMapping): Promise<void> =>
      turns.write(() =>
        database
          .transaction(() => {
            upsert.run(headerKey(header), JSON.stringify(mapping), now())
            prune.run(mostMappings)
          })
          .immediate(),
      ),
  }
}

/** Only this many characters of one cell, and of all cells together, distinguish headers. */
const keyedOfCell = 200
const keyedOfHeader = 50_000

/**
 * A digest that is equal for headers that differ only in case, width and blanks; a digest, so that no header is too
 * long. Cells are cut before anything else is done: normalising can turn one character into eighteen.
 */
function headerKey(header: readonly string[]): string {
  let left = keyedOfHeader
  const cells = header.map(cell => {
    const keyed = cell.slice(0, Math.min(keyedOfCell, left))
    left -= keyed.length
    return keyed.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
  })
  return createHash('sha256').update(JSON.stringify(cells)).digest('hex')
}
