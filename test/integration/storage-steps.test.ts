import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrate, migrations, type StepProgress } from '../../electron/services/storage/migrations.ts'

import { shanghaiDay } from '../../shared/time/shanghai.ts'
import { expectTrueTallies } from '../fakes/desk.ts'

/** Steps of the schema: frozen once landed, and taken by files that are full of rows (test/fixtures/databases). */

const steps = new URL('../../electron/services/storage/steps/', import.meta.url)
const fixtures = new URL('../fixtures/databases/', import.meta.url)

/** SHA-256 of each step's SQL. A hash that stands here is never changed; one is added with each new step. */
const frozen = [
  '0c53c4140db00a271106cd52e4549304ecc161cba4e822da1023a1e867941443',
  'c221a7f8813e73995962c3ab6c0775a8d445339a13839d959c4788602a393ae5',
  '7d262b760d519362d17eaae815347580a08457b2e84b9290bec286f80c34150e',
  '0fca48a15d8d6886fd7a04c797ab93f6586eb170b24405867008ccf57614cd2d',
  '39c66f38e9fcc5b12da0c23c8497597dbeca8453b4cb0f632c9d5726a6b3595a',
  'c5bcbcea9f05460647b0df801a7a76c642b1ebfda6130a2e8dd27de46bb238c9',
  'de6c84bb913793b1de7048933e5d9ad103072dcdf8376477e22469b09ea63ab4',
]

/** Columns whose values a later step changes on purpose: the step's number → `table.column`. */
const changedOnPurpose: Readonly<Record<number, readonly string[]>> = {
  // Said of those alone from whose resend an attempt left.
  4: ['recipients.resolution'],
}

/** Files of one step alone hold nothing that those of two don't. */
const firstFixture = 2

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A file of the app of that time, full of rows. */
function restored(step: number): Database {
  const database = new SqliteDatabase(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database, undefined, step)
  database.exec(readFileSync(new URL(`after-step-${step}.sql`, fixtures), 'utf8'))
  return database
}

const names = (database: Database, sql: string, ...values: unknown[]): readonly string[] =>
  database
    .prepare(sql)
    .pluck()
    .all(...values) as string[]

const tablesOf = (database: Database): readonly string[] =>
  names(
    database,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence')`,
  )
const columnsOf = (database: Database, table: string): readonly string[] =>
  names(database, 'SELECT name FROM pragma_table_info(?)', table)

/** Every row of every table that stands before and after, in the columns that stand before and after. */
function sharedRows(one: Database, other: Database, but: readonly string[]) {
  const rows = (database: Database): Readonly<Record<string, readonly string[]>> =>
    Object.fromEntries(
      tablesOf(one)
        .filter(table => tablesOf(other).includes(table))
        .map(table => {
          const columns = columnsOf(one, table).filter(
            column => columnsOf(other, table).includes(column) && !but.includes(`${table}.${column}`),
          )
          // A step may begin to number a table so that no number comes again.
          const numbered = table === 'sqlite_sequence' ? 'WHERE name IN (SELECT value FROM json_each(?))' : ''
          const found = database
            .prepare(`SELECT ${columns.join(', ')} FROM ${table} ${numbered}`)
            .all(...(numbered === '' ? [] : [JSON.stringify(names(one, 'SELECT name FROM sqlite_sequence'))]))
          return [table, found.map(row => JSON.stringify(row)).sort()]
        }),
    )
  return [rows(one), rows(other)] as const
}

const schemaOf = (database: Database): unknown =>
  database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all()

const fixtureSteps = migrations.map((_, index) => index + 1).filter(step => step >= firstFixture)

describe('steps that have landed', () => {
  test('are never changed', () => {
    expect(migrations.map(sha256)).toEqual(frozen)
  })

  test('are all listed, in the order of their files', () => {
    const numbers = readdirSync(steps).map(name => Number(/^(\d{4})-[a-z0-9-]+\.ts$/.exec(name)?.[1]))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(migrations.map((_, index) => index + 1))
  })

  test.each(fixtureSteps)('step %i has a file full of rows to be tried on', step => {
    expect(existsSync(new URL(`after-step-${step}.sql`, fixtures))).toBe(true)
  })
})

describe.each(fixtureSteps)('a file of %i steps, full of rows', step => {
  const purpose = Object.entries(changedOnPurpose).flatMap(([at, columns]) =>
    Number(at) > step ? columns : [],
  )

  test('keeps every row through all later steps', () => {
    const before = restored(step)
    const after = restored(step)
    migrate(after)
    const [expected, found] = sharedRows(before, after, purpose)
    expect(Object.values(expected).flat().length).toBeGreaterThan(20)
    expect(found).toEqual(expected)
  })

  test('has then the schema of a new file, and is sound', () => {
    const database = restored(step)
    migrate(database)
    const fresh = new SqliteDatabase(':memory:')
    migrate(fresh)
    expect(schemaOf(database)).toEqual(schemaOf(fresh))
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.pragma('foreign_key_check')).toEqual([])
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1)
  })
})

describe('taking steps', () => {
  test('is told step by step, and not at all where none is missing', () => {
    const told: StepProgress[] = []
    const database = restored(2)
    migrate(database, progress => told.push(progress))
    const of = migrations.length - 2
    expect(told).toEqual(Array.from({ length: of }, (_, index) => ({ step: index + 1, of })))
    migrate(database, () => expect.unreachable())
  })

  test('a step that fails in its midst leaves the file as it was', () => {
    const database = restored(2)
    // The step wants to make a table of this name itself.
    database.exec('CREATE TABLE events_before (a)')
    const before = sharedRows(database, database, [])
    expect(() => migrate(database)).toThrow()
    expect(database.pragma('user_version', { simple: true })).toBe(2)
    expect(sharedRows(database, database, [])).toEqual(before)
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  test('a reference that was broken before keeps no step from being taken', () => {
    const database = restored(2)
    database.pragma('foreign_keys = OFF')
    database.exec('DELETE FROM campaigns WHERE id = 2')
    database.pragma('foreign_keys = ON')
    expect(database.pragma('foreign_key_check')).not.toEqual([])
    migrate(database)
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
  })
})

describe('step 4', () => {
  const migrated = () => {
    const database = restored(3)
    migrate(database)
    return database
  }
  const decisions = (database: Database, campaignId: number) =>
    database
      .prepare(
        `SELECT seq, resolution, resend_id AS resendId FROM recipients
          WHERE campaign_id = ? AND (resolution IS NOT NULL OR resend_id IS NOT NULL) ORDER BY seq`,
      )
      .all(campaignId)

  test('says sent again only of those from whose resend an attempt left', () => {
    expect(decisions(migrated(), 1)).toEqual([
      { seq: 6, resolution: 'treat-as-sent', resendId: null },
      { seq: 7, resolution: 'treat-as-unsent', resendId: null },
      // Both stand in a resend that is a draft.
      { seq: 8, resolution: null, resendId: 3 },
      { seq: 11, resolution: null, resendId: 3 },
    ])
    const sent = restored(3)
    sent.exec(`UPDATE campaigns SET status = 'finished' WHERE id = 3;
      UPDATE recipients SET state = 'accepted', attempts = 1 WHERE campaign_id = 3 AND seq = 1;
      UPDATE recipients SET state = 'skipped', cause = 'cancelled' WHERE campaign_id = 3 AND seq = 2;`)
    migrate(sent)
    expect(decisions(sent, 1).slice(2)).toEqual([{ seq: 8, resolution: 'sent-again', resendId: 3 }])
  })

  test('writes true figures, and phones of all that were begun', () => {
    const database = migrated()
    expectTrueTallies(database)
    const begun = `campaign_id IN (SELECT id FROM campaigns WHERE status NOT IN ('draft', 'scheduled'))`
    const expected = database.prepare(
      `SELECT phone, campaign_id, seq FROM recipients WHERE ${begun} ORDER BY 1, 2`,
    )
    const found = database.prepare('SELECT phone, campaign_id, seq FROM phone_starts ORDER BY 1, 2')
    expect(found.all()).toEqual(expected.all())
    const ends = database
      .prepare<[], { ending: string; campaign_id: number }>('SELECT * FROM phone_ends')
      .all()
    expect(ends.map(({ ending }) => [...ending].reverse().join('')).sort()).toEqual(
      database.prepare<[], string>('SELECT phone FROM phone_starts').pluck().all().sort(),
    )
  })

  test('no later campaign gets the number of one that was discarded', () => {
    const database = migrated()
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO campaigns (kind, name, mode, signature_name, signature_code, template_code, template_text, source,
           status, created_at) VALUES ('bulk', 'x', 'real', 'x', 'x', 'x', 'x', '{}', 'draft', 0)`,
      )
      .run()
    expect(Number(lastInsertRowid)).toBe(41)
  })

  test('of an event only the answer can be taken away', () => {
    const database = restored(3)
    migrate(database, undefined, 4)
    database.exec('UPDATE events SET answer = NULL WHERE id = 1')
    expect(() => database.exec(`UPDATE events SET state = 'rejected' WHERE id = 1`)).toThrow('append-only')
    expect(() => database.exec(`UPDATE events SET answer = 'x' WHERE id = 1`)).toThrow('append-only')
    expect(() => database.exec('DELETE FROM events WHERE id = 1')).toThrow('append-only')
  })
})

describe('step 5', () => {
  test('leaves everybody with the content that stands in the campaign', () => {
    const database = restored(4)
    migrate(database)
    const used = database.prepare('SELECT DISTINCT content, content_until FROM recipients').all()
    expect(used).toEqual([{ content: null, content_until: null }])
    const orders = database.prepare('SELECT DISTINCT value_order FROM campaigns').pluck().all()
    expect(orders).toEqual([null])
  })

  test('an earlier content is never changed, and goes with its campaign alone', () => {
    const database = restored(5)
    migrate(database)
    expect(() => database.exec(`UPDATE contents SET template_code = 'x'`)).toThrow('never changed')
    expect(() => database.exec('DELETE FROM contents WHERE campaign_id = 42')).toThrow('never removed')
    database.exec('DELETE FROM campaigns WHERE id = 42')
    expect(database.prepare('SELECT count(*) FROM contents').pluck().get()).toBe(0)
  })
})

describe('step 6', () => {
  test('counts the parts of real messages that left or may have, by the day of China', () => {
    const database = restored(5)
    migrate(database)
    const sent = database
      .prepare<[], { updated_at: number; parts: number }>(
        `SELECT recipients.updated_at, parts FROM recipients JOIN campaigns ON campaigns.id = campaign_id
          WHERE mode = 'real' AND state IN ('sending', 'accepted', 'unknown') AND updated_at IS NOT NULL`,
      )
      .all()
    expect(sent.length).toBeGreaterThan(5)
    const byDay = new Map<number, number>()
    for (const { updated_at, parts } of sent) {
      const day = shanghaiDay(updated_at)
      byDay.set(day, (byDay.get(day) ?? 0) + parts)
    }
    expect(database.prepare('SELECT day, parts FROM day_parts ORDER BY day').raw().all()).toEqual(
      [...byDay].toSorted(([one], [other]) => one - other),
    )
  })
})

describe('step 7', () => {
  const migrated = (): Database => {
    const database = restored(6)
    migrate(database)
    return database
  }
  /** Of a campaign that has ended, and of one that is being sent. */
  const ended = 'campaign_id = 1 AND seq = 1'
  const sending = 'campaign_id = 7 AND seq = 1'

  test('lets go of an answer only where its recipient has been forgotten', () => {
    const database = migrated()
    const answers = () =>
      database.prepare(`SELECT count(*) FROM events WHERE ${ended} AND answer IS NOT NULL`).pluck().get()
    expect(answers()).toBeGreaterThan(0)
    const takeAway = () => database.exec(`UPDATE events SET answer = NULL WHERE ${ended}`)
    expect(takeAway).toThrow('append-only')
    database.exec(`UPDATE recipients SET phone = NULL WHERE ${ended}`)
    takeAway()
    expect(answers()).toBe(0)
    for (const change of [
      `state = 'rejected'`,
      `answer = 'x'`,
      'answer = NULL, code = 1',
      'at = 1',
      'seq = 2',
    ])
      expect(() => database.exec(`UPDATE events SET ${change} WHERE ${ended}`)).toThrow('append-only')
    expect(() => database.exec(`DELETE FROM events WHERE ${ended}`)).toThrow('append-only')
  })

  test('lets a phone be taken away after its campaign has ended, and never be changed', () => {
    const database = migrated()
    for (const [change, where] of [
      [`'13900000000'`, ended],
      ['NULL', sending],
      [`'13900000000'`, sending],
    ])
      expect(() => database.exec(`UPDATE recipients SET phone = ${change} WHERE ${where}`)).toThrow(
        'forgotten',
      )
    database.exec(`UPDATE recipients SET phone = NULL WHERE ${ended}`)
    expect(() => database.exec(`UPDATE recipients SET phone = '13800000001' WHERE ${ended}`)).toThrow(
      'forgotten',
    )
  })
})

test.each(migrations.slice(firstFixture).map((_, index) => index + firstFixture))(
  'rows that no table would take are taken along from step %i, and hold up no step',
  step => {
    const database = restored(step)
    const count = (): unknown => database.prepare('SELECT count(*) FROM recipients').pluck().get()
    const before = count()
    database.exec(`PRAGMA ignore_check_constraints = ON;
      UPDATE recipients SET values_json = '{' WHERE seq = 1;
      UPDATE campaigns SET source = 'none' WHERE id = 1;
      PRAGMA ignore_check_constraints = OFF`)
    migrate(database)
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(count()).toBe(before)
    expect(database.pragma('ignore_check_constraints', { simple: true })).toBe(0)
    database.close()
  },
)
