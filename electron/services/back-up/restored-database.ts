import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { AppError } from '../../../shared/ipc/result.ts'
import { createErasures, forgottenAtKey } from '../send-log/erasures.ts'
import { settleRestored } from '../send-log/restored.ts'
import { openConnection } from '../storage/database.ts'
import { createMeta } from '../storage/meta.ts'
import { migrate, migrations } from '../storage/migrations.ts'
import { schemaOf, withSchemaAfter } from '../storage/schema.ts'
import { expectSound, isDamage } from '../storage/survey.ts'
import { damaged } from './damaged.ts'
import { markRestored } from './restored-mark.ts'

/**
 * Makes sure that a database from a back-up is ours and intact, and takes the missing schema steps. Throws
 * `backup-newer` or `backup-damaged`.
 */
export function adoptDatabase(path: string): void {
  try {
    const database = openConnection(path, 'keeper')
    try {
      const taken = Number(database.pragma('user_version', { simple: true }))
      if (taken > migrations.length) throw new AppError('backup-newer')
      expectOwnSchema(database, taken)
      expectSound(database)
      migrate(database)
    } finally {
      database.close()
    }
  } catch (error) {
    throw isDamage(error) ? damaged(error.message) : error
  }
}

/**
 * SECURITY: a forged file could contain triggers and views, which would run with every write. Only what our own
 * schema steps create is accepted; this is compared before the first write.
 */
function expectOwnSchema(database: Database, taken: number): void {
  if (taken < 1 || schemaOf(database) !== withSchemaAfter(taken, schemaOf)) throw damaged('another schema')
}

export type Merged = {
  /** People who were forgotten after the back-up was made, and must be forgotten again. */
  readonly forgotten: number
  readonly unknown: number
}

/**
 * Prepares a restored database so that nobody can be sent to twice, and no opt-out of this computer is lost. Nobody
 * else has either file open; safe to repeat.
 */
export function settleDatabase(options: {
  readonly path: string
  /** Null: there is no present database. */
  readonly presentPath: string | null
  readonly madeAt: number
  readonly now: () => number
}): Merged {
  const { path, presentPath, madeAt, now } = options
  const database = openConnection(path, 'keeper')
  try {
    migrate(database)
    const forgotten = presentPath === null ? [] : takeOver(database, presentPath)
    const { unknown } = settleRestored(database, now)
    const erasures = createErasures(database, now)
    for (const phone of forgotten) erasures.mark({ kind: 'person', phone })
    markRestored(createMeta(database), { madeAt, restoredAt: now() })
    return { forgotten: forgotten.length, unknown }
  } finally {
    database.close()
  }
}

const phones = z.array(z.string())

/**
 * Merges the opt-outs and the day's used parts of both databases. Returns the people who were forgotten here and
 * are still in the back-up: the opt-out list is the only place that may keep a forgotten phone.
 */
function takeOver(database: Database, presentPath: string): readonly string[] {
  database.prepare('ATTACH DATABASE ? AS present').run(presentPath)
  try {
    return database
      .transaction(() => {
        const forgotten = phones.parse(
          database
            .prepare(
              `SELECT phone FROM present.opt_outs AS here WHERE source = 'forgotten' AND NOT EXISTS
                (SELECT 1 FROM main.opt_outs AS kept WHERE kept.phone = here.phone AND kept.source = 'forgotten')`,
            )
            .pluck()
            .all(),
        )
        database.exec(
          `INSERT INTO main.opt_outs (phone, added_at, reason, source)
             SELECT phone, added_at, reason, source FROM present.opt_outs WHERE true
           ON CONFLICT (phone) DO UPDATE SET source = excluded.source WHERE excluded.source = 'forgotten'`,
        )
        const at = database
          .prepare(`SELECT max(value + 0) FROM (SELECT value FROM present.meta WHERE key = @key
             UNION ALL SELECT value FROM main.meta WHERE key = @key)`)
          .pluck()
          .get({ key: forgottenAtKey })
        if (typeof at === 'number') createMeta(database).write(forgottenAtKey, String(at))
        // Messages sent since the back-up are paid for, so they count into the day's budget.
        const hasDays = database.prepare(`SELECT 1 FROM present.sqlite_schema WHERE name = 'day_parts'`).get()
        if (hasDays !== undefined)
          database.exec(
            `INSERT INTO main.day_parts (day, parts) SELECT day, parts FROM present.day_parts WHERE true
             ON CONFLICT (day) DO UPDATE SET parts = max(parts, excluded.parts)`,
          )
        return forgotten
      })
      .immediate()
  } finally {
    database.exec('DETACH DATABASE present')
  }
}
