import { createHash } from 'node:crypto'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { z } from 'zod'
import { migrate, migrations } from './migrations.ts'

/** Everything that a schema is made of, as one text to compare. */
export const schemaOf = (database: Database): string =>
  JSON.stringify(
    database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all(),
  )

export const fingerprintOf = (database: Database): string =>
  createHash('sha256').update(schemaOf(database)).digest('hex')

/** Of the newest schema. Building it in memory takes 5 ms, which no ordinary start should. A test holds it. */
export const newestFingerprint = '2f0c0a6e35f573b2e1e282aecd77dfefec313beeb354715145aa9c90ab021219'

/** Calls `use` with an empty database that has taken the steps up to this one. */
export function withSchemaAfter<T>(step: number, use: (own: Database) => T): T {
  const own = new SqliteDatabase(':memory:')
  try {
    migrate(own, undefined, step)
    return use(own)
  } finally {
    own.close()
  }
}

/**
 * The steps that a file has taken by its schema, whatever its version says: each changes the schema, in one transaction
 * with its version. Null: it is the schema of no step.
 */
export function stepOf(database: Database): number | null {
  if (fingerprintOf(database) === newestFingerprint) return migrations.length
  const schema = schemaOf(database)
  for (let step = migrations.length - 1; step > 0; step -= 1)
    if (withSchemaAfter(step, schemaOf) === schema) return step
  return null
}

const columnsSchema = z.array(z.object({ place: z.string() }))
const columnsOf = (database: Database): readonly string[] =>
  columnsSchema
    .parse(
      database
        .prepare(
          `SELECT tables.name || '.' || columns.name AS place
             FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
            WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite~_%' ESCAPE '~'`,
        )
        .all(),
    )
    .map(({ place }) => place)

/** `table.column`s that this step's schema has and the file has not. */
export function missingColumns(database: Database, step: number): readonly string[] {
  const present = new Set(columnsOf(database))
  return withSchemaAfter(step, columnsOf).filter(place => !present.has(place))
}
