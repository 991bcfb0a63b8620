import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { BackUpFigures } from '../../../shared/domain/back-up.ts'
import { countSchema } from '../../../shared/domain/ranges.ts'
import { openConnection } from '../storage/database.ts'
import { countWorks } from '../works/work-copies.ts'
import { databaseName, libraryName, worksName } from './back-up-format.ts'

const databaseFigures = z.object({
  campaigns: countSchema,
  unfinished: countSchema,
  lists: countSchema,
  contacts: countSchema,
  optOuts: countSchema,
})

const hasTable = (database: Database, name: string): boolean =>
  database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(name) !== undefined

/** Invisible drafts don't count as campaigns. A file with few schema steps has neither lists nor opt-outs. */
const readDatabaseFigures = (database: Database): z.infer<typeof databaseFigures> => {
  const seen = `(status <> 'draft' OR scheduled_at IS NOT NULL OR kind = 'retry')`
  const lists = hasTable(database, 'contact_lists') ? `FROM contact_lists WHERE state = 'kept'` : null
  return databaseFigures.parse(
    database
      .prepare(
        `SELECT (SELECT count(*) FROM campaigns WHERE ${seen}) AS campaigns,
          (SELECT count(*) FROM campaigns WHERE ${seen} AND status NOT IN ('finished', 'cancelled')) AS unfinished,
          ${lists === null ? 0 : `(SELECT count(*) ${lists})`} AS lists,
          ${lists === null ? 0 : `(SELECT coalesce(sum(contacts), 0) ${lists})`} AS contacts,
          ${hasTable(database, 'opt_outs') ? '(SELECT count(*) FROM opt_outs)' : 0} AS optOuts`,
      )
      .get(),
  )
}

const libraryEntries = z.object({ entries: z.array(z.unknown()) })

/** The figures of a folder that holds the files of a profile, or of an unpacked back-up. */
export async function figuresIn(folder: string): Promise<BackUpFigures> {
  const database = openConnection(join(folder, databaseName), 'reader')
  try {
    const library = await readFile(join(folder, libraryName), 'utf8').catch(() => '{}')
    let entries = 0
    try {
      entries = libraryEntries.parse(JSON.parse(library)).entries.length
    } catch {
      // Missing or unreadable: copied as it is.
    }
    return {
      ...readDatabaseFigures(database),
      works: await countWorks(join(folder, worksName)),
      library: entries,
    }
  } finally {
    database.close()
  }
}
