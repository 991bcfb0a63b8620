import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unpackBackUp } from '../../electron/services/back-up/back-up-reader.ts'
import { makeBackUp } from '../../electron/services/back-up/back-up-writer.ts'
import { finishRestore, type RestoreOutcome } from '../../electron/services/back-up/restore.ts'
import { contentsFolder } from '../../electron/services/back-up/restore-folder.ts'
import { writePlan } from '../../electron/services/back-up/restore-plan.ts'
import { adoptDatabase } from '../../electron/services/back-up/restored-database.ts'
import { readRestored } from '../../electron/services/back-up/restored-mark.ts'
import { openConnection, openDatabase } from '../../electron/services/storage/database.ts'
import { createMeta } from '../../electron/services/storage/meta.ts'
import { migrate, migrations } from '../../electron/services/storage/migrations.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import { addCampaign, addFiles, addOptOut, fillShop, phoneOf, workId } from '../fakes/shop-profile.ts'

/** A back-up takes the place of a profile: as a whole or not at all, and nobody is sent to twice because of it. */

let root: string
const profile = (name: string) => join(root, name)
const back = () => join(root, 'back-up.zgbak')
const madeAt = Date.UTC(2026, 10, 27, 4)
const restoredAt = madeAt + 86_400_000
const file = (name: string) => join(profile(name), 'zhanggui.db')

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhanggui-restore-'))
  for (const name of ['old', 'new']) mkdirSync(profile(name))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const backUp = (name = 'old') =>
  makeBackUp({
    userData: profile(name),
    path: back(),
    kind: 'manual',
    password: null,
    appVersion: '0.1.0',
    madeAt,
    unlessContent: null,
  })

/** Chooses the back-up, confirms it, and starts the app. */
async function restore(name = 'new'): Promise<RestoreOutcome | null> {
  const contents = contentsFolder(profile(name))
  await unpackBackUp(back(), null, contents)
  adoptDatabase(join(contents, 'zhanggui.db'))
  writePlan(profile(name), { stage: 'asked', madeAt, askedAt: restoredAt })
  return start(name)
}
const start = (name = 'new') =>
  finishRestore({ userData: profile(name), appVersion: '0.1.0', now: () => restoredAt })

const reading = <T>(name: string, read: (database: Database) => T): T => {
  const database = openConnection(file(name), 'reader')
  try {
    return read(database)
  } finally {
    database.close()
  }
}
const statesOf = (database: Database, campaignId: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    database
      .prepare(
        `SELECT state || iif(code IS NULL, '', ':' || code), count(*) FROM recipients WHERE campaign_id = ? GROUP BY 1`,
      )
      .raw()
      .all(campaignId) as [string, number][],
  )
const statusesOf = (database: Database): readonly unknown[] =>
  database
    .prepare(`SELECT id, status, pause ->> 'reason' AS pause, scheduled_at AS at FROM campaigns ORDER BY id`)
    .all()
const optOutsOf = (database: Database): readonly string[] =>
  database.prepare<[], string>('SELECT phone FROM opt_outs ORDER BY phone').pluck().all()

test('into a new profile: everything is there, and whoever was not settled is unknown', async () => {
  fillShop(profile('old')).close()
  await backUp()
  expect(await restore()).toEqual({ kind: 'restored', madeAt, forgotten: 0, unknown: 50 })
  reading('new', database => {
    expectTrueTallies(database)
    expect(statusesOf(database)).toEqual([
      { id: 1, status: 'finished', pause: null, at: null },
      { id: 2, status: 'paused', pause: 'restored', at: null },
      { id: 3, status: 'paused', pause: 'restored', at: null },
      { id: 5, status: 'cancelled', pause: null, at: null },
    ])
    expect(statesOf(database, 1)).toEqual({ accepted: 1, 'rejected:30019': 1, unsent: 1, unknown: 1 })
    // Refused by the account or the campaign: due again when the owner goes on, so not settled.
    expect(statesOf(database, 2)).toEqual({ accepted: 10, 'rejected:30011': 10, unsent: 10, unknown: 40 })
    expect(statesOf(database, 3)).toEqual({ unknown: 20 })
    const told = database
      .prepare(`SELECT count(*) FROM events WHERE state = 'unknown' AND cause = 'restored' AND at = ?`)
      .pluck()
      .get(restoredAt)
    expect(told).toBe(40)
    // Rules across campaigns find them.
    expect(database.prepare('SELECT count(*) FROM phone_starts WHERE campaign_id = 3').pluck().get()).toBe(20)
    expect(optOutsOf(database)).toEqual([phoneOf(900)])
    expect(database.prepare('SELECT count(*) FROM list_contacts').pluck().get()).toBe(3)
    expect(readRestored(createMeta(database))).toEqual({ madeAt, restoredAt })
  })
  for (const name of ['settings.json', 'library.json', `work/${workId}/work.json`])
    expect(JSON.parse(readFileSync(join(profile('new'), name), 'utf8')), name).toEqual(
      JSON.parse(readFileSync(join(profile('old'), name), 'utf8')),
    )
  expect(readFileSync(join(profile('new'), 'work', workId, '0'))).toEqual(
    readFileSync(join(profile('old'), 'work', workId, '0')),
  )
  expect(readdirSync(profile('new')).sort()).toEqual([
    'library.json',
    'settings.json',
    'work',
    'zhanggui.db',
    ...(existsSync(join(profile('new'), 'zhanggui.db-shm')) ? ['zhanggui.db-shm'] : []),
    ...(existsSync(join(profile('new'), 'zhanggui.db-wal')) ? ['zhanggui.db-wal'] : []),
  ])
})

test('into a used profile: what stood there is a back-up, and opt-outs of both hold', async () => {
  fillShop(profile('old')).close()
  await backUp()
  const used = openDatabase(file('new'))
  addCampaign(used, { status: 'finished', states: ['accepted'], people: 3, from: 5000, name: '后来的' })
  addOptOut(used, phoneOf(777))
  addOptOut(used, phoneOf(900), 'forgotten')
  used.close()
  expect(await restore()).toMatchObject({ kind: 'restored', forgotten: 1 })
  reading('new', database => {
    expect(optOutsOf(database)).toEqual([phoneOf(777), phoneOf(900)])
    expect(database.prepare('SELECT name FROM campaigns WHERE id = 1').pluck().get()).toBe('任务 finished')
    // Forgotten here since the back-up was made: to be forgotten again, by the keeper at this start.
    expect(database.prepare('SELECT kind, input FROM erasures').all()).toEqual([
      { kind: 'person', input: JSON.stringify({ phone: phoneOf(900) }) },
    ])
  })
  // The work's files may hold the forgotten one.
  expect(readdirSync(join(profile('new'), 'work'))).toEqual([])

  const [kept] = readdirSync(join(profile('new'), 'backups'))
  expect(kept).toMatch(/^zhanggui-before-restore-/)
  const manifest = await unpackBackUp(join(profile('new'), 'backups', kept ?? ''), null, join(root, 'look'))
  expect(manifest.figures).toMatchObject({ campaigns: 1, optOuts: 2 })
})

test('parts of a day that were spent here since stay spent', async () => {
  const old = fillShop(profile('old'))
  old.exec('INSERT INTO day_parts VALUES (20000, 5), (20001, 7)')
  old.close()
  await backUp()
  const present = fillShop(profile('new'))
  present.exec('INSERT INTO day_parts VALUES (20001, 90), (20002, 4)')
  present.close()
  expect(await restore()).toMatchObject({ kind: 'restored' })
  reading('new', database =>
    expect(
      database.prepare('SELECT day, parts FROM day_parts WHERE day BETWEEN 20000 AND 20002').raw().all(),
    ).toEqual([
      [20000, 5],
      [20001, 90],
      [20002, 4],
    ]),
  )
})

test('rows that can’t be read keep no back-up from being restored', async () => {
  const old = fillShop(profile('old'))
  old.exec(`PRAGMA ignore_check_constraints = ON;
    UPDATE recipients SET values_json = '{' WHERE seq = 2;
    UPDATE recipients SET attempts = 9223372036854775807 WHERE campaign_id = 2 AND state = 'sending';
    UPDATE campaigns SET source = '{}', pause = 'none' WHERE id = 2;
    UPDATE tallies SET last_seq = 9223372036854775807 WHERE campaign_id = 3;
    INSERT INTO chores (campaign_id, kind, input) VALUES (3, 'nobody knows', '[]');
    INSERT INTO erasures (kind, input) VALUES ('person', '{')`)
  old.close()
  await backUp()
  expect(await restore()).toMatchObject({ kind: 'restored', unknown: 50 })
  reading('new', expectTrueTallies)
})

test('a history that was lost is there again, and the loss needs no consent any more', async () => {
  fillShop(profile('old')).close()
  await backUp()
  const fresh = openDatabase(file('new'))
  const lost = createMeta(fresh)
  lost.write('history-lost', 'zhanggui.db.unreadable')
  fresh.close()
  expect(await restore()).toMatchObject({ kind: 'restored' })
  reading('new', database => {
    const meta = createMeta(database)
    expect(meta.read('history-lost')).toBeNull()
    // What was sent since is not known: the first real sending asks.
    expect(readRestored(meta)).toEqual({ madeAt, restoredAt })
    expect(statusesOf(database)).toHaveLength(4)
  })
})

test('the address that messages go to stays the one of this computer', async () => {
  fillShop(profile('old')).close()
  const write = (name: string, settings: unknown) =>
    writeFileSync(join(profile(name), 'settings.json'), JSON.stringify(settings))
  write('old', { ratePerSecond: 7, endpoint: 'https://thief.example/x' })
  write('new', { ratePerSecond: 3, endpoint: 'https://mine.example/y' })
  await backUp()
  await restore()
  expect(JSON.parse(readFileSync(join(profile('new'), 'settings.json'), 'utf8'))).toEqual({
    ratePerSecond: 7,
    endpoint: 'https://mine.example/y',
  })
})

test('what can’t be done is undone, and the profile stands as it was', async () => {
  fillShop(profile('old')).close()
  await backUp()
  const used = openDatabase(file('new'))
  addCampaign(used, { status: 'paused', states: ['pending'], people: 3 })
  used.close()
  addFiles(profile('new'), 'here')
  const before = reading('new', database => statesOf(database, 1))
  const contents = contentsFolder(profile('new'))
  await unpackBackUp(back(), null, contents)
  rmSync(join(contents, 'zhanggui.db'))
  mkdirSync(join(contents, 'zhanggui.db'))
  writePlan(profile('new'), { stage: 'asked', madeAt, askedAt: restoredAt })
  expect(await start()).toMatchObject({ kind: 'undone' })
  expect(reading('new', database => statesOf(database, 1))).toEqual(before)
  expect(readFileSync(join(profile('new'), 'work', workId, '0'), 'utf8')).toBe('here')
  expect(existsSync(join(profile('new'), 'restore'))).toBe(false)
  expect(await start()).toBeNull()
})

test('what was only looked at is cleared away at the next start', async () => {
  fillShop(profile('old')).close()
  await backUp()
  await unpackBackUp(back(), null, contentsFolder(profile('new')))
  expect(await start()).toBeNull()
  expect(readdirSync(profile('new'))).toEqual([])
})

describe('a back-up of an earlier schema', () => {
  const fixtures = new URL('../fixtures/databases/', import.meta.url)
  const steps = migrations.map((_, index) => index + 1).filter(step => step > 1)

  test.each(steps)('of %i steps is taken further, and nobody in it can be sent to', async step => {
    const database = new SqliteDatabase(file('old'))
    migrate(database, undefined, step)
    database.exec(readFileSync(new URL(`after-step-${step}.sql`, fixtures), 'utf8'))
    const people = database.prepare('SELECT count(*) FROM recipients').pluck().get()
    database.close()
    await backUp()
    expect(await restore()).toMatchObject({ kind: 'restored' })
    reading('new', restored => {
      expect(restored.pragma('user_version', { simple: true })).toBe(migrations.length)
      expect(restored.pragma('integrity_check', { simple: true })).toBe('ok')
      expectTrueTallies(restored)
      const due = restored
        .prepare(`SELECT count(*) FROM recipients WHERE state IN ('pending', 'sending')`)
        .pluck()
      expect(due.get()).toBe(0)
      expect(restored.prepare('SELECT count(*) FROM chores').pluck().get()).toBe(0)
      const status = restored
        .prepare(
          `SELECT DISTINCT status FROM campaigns WHERE status NOT IN ('finished', 'cancelled', 'paused')`,
        )
        .pluck()
      expect(status.all()).toEqual([])
      // Drafts that nobody sees are gone; nobody else is.
      expect(Number(restored.prepare('SELECT count(*) FROM recipients').pluck().get())).toBeGreaterThan(
        Number(people) / 2,
      )
    })
  })
})

describe('a database that is none of ours', () => {
  const adopt = (change: (database: Database) => void): (() => void) => {
    const database = fillShop(profile('old'))
    change(database)
    database.close()
    return () => adoptDatabase(file('old'))
  }

  test('is refused before anything is written to it: a trigger of somebody else’s', () => {
    expect(
      adopt(database =>
        database.exec(
          `CREATE TRIGGER evil AFTER INSERT ON opt_outs BEGIN DELETE FROM opt_outs WHERE phone = NEW.phone; END`,
        ),
      ),
    ).toThrow('another schema')
  })

  test('is refused: a table or a trigger is missing', () => {
    expect(adopt(database => database.exec('DROP TRIGGER events_are_never_removed'))).toThrow(
      'another schema',
    )
  })

  test('is refused: a newer one', () => {
    expect(adopt(database => database.pragma('user_version = 99'))).toThrow('backup-newer')
  })
})

test('a resend that waited is not sent: whom it holds stays held, and is sent again by nobody', async () => {
  const database = openDatabase(file('old'))
  const campaignId = addCampaign(database, { status: 'finished', states: ['unsent', 'accepted'], people: 10 })
  const desk = openDesk(database)
  const { campaignId: resendId } = desk.resend(campaignId, { states: ['unsent'], codes: null, seqs: null })
  database.close()
  await backUp()
  await restore()
  reading('new', restored => {
    expect(statesOf(restored, resendId)).toEqual({ unknown: 5 })
    const held = restored
      .prepare(
        `SELECT count(*) FROM recipients WHERE campaign_id = ? AND resend_id = ? AND resolution = 'sent-again'`,
      )
      .pluck()
    expect(held.get(campaignId, resendId)).toBe(5)
    expectTrueTallies(restored)
  })
})
