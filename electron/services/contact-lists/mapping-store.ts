import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { type FileMapping, fileMappingSchema } from '../../../shared/domain/contact-list.ts'
import { json } from '../storage/rows.ts'
import type { Turns } from '../time/turns.ts'

const stored = json(fileMappingSchema)

export type MappingStore = ReturnType<typeof createMappingStore>

/** So many are kept; the one that was not used for longest goes first. */
const mostMappings = 200

/** How files were read, by their header: the same header in another file means the same columns. */
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
    /** Null where none is known, or where it is of a form that this version can't read. */
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

/** Characters of one cell, and of all cells together, that tell one header from another. */
const keyedOfCell = 200
const keyedOfHeader = 50_000

/**
 * The same for headers that differ only in case, width and blanks. A digest, so that no header is too long. Cells are cut
 * before anything else is done to them: one character can become eighteen.
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
