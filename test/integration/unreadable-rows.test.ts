import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { type Keeper, startKeeper } from '../../electron/services/campaigns/keeper.ts'
import { type Reader, startReader } from '../../electron/services/reading/reader.ts'
import { recoverSendLog } from '../../electron/services/send-log/recovery.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { countWrongTallies } from '../../electron/services/send-log/tally-check.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'
import { openStorage } from '../../electron/services/storage/storage.ts'
import { createStorageThread } from '../../electron/services/storage/storage-thread.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { addCampaign, fillShop, phoneOf } from '../fakes/shop-profile.ts'

/**
 * Rows of every table of the send log that can't be read, in one profile. None keeps the app from starting, another
 * campaign from its list, or another recipient from being shown and sent to.
 */

const beyond = 2n ** 63n - 1n
const notText = "CAST(x'ff' AS TEXT)"

let folder: string
let database: Database
let keeper: Keeper
let reader: Reader
const told: string[] = []
const failures: unknown[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-rows-'))
  database = fillShop(folder)
  const start = {
    databasePath: join(folder, 'zhanggui.db'),
    onFailure: (error: unknown) => failures.push(error),
  }
  const onUnreadable = (table: string): void => {
    told.push(table)
  }
  const script = (path: string) => new URL(`../../electron/services/${path}.ts`, import.meta.url)
  const rightOfWay = createRightOfWay().memory
  keeper = startKeeper({ ...start, scriptUrl: script('campaigns/keeper-worker'), rightOfWay, onUnreadable })
  reader = startReader({ ...start, scriptUrl: script('reading/reader-worker') })
  reader.tellUnreadable(onUnreadable)
})
afterEach(async () => {
  await keeper.close()
  await reader.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
  told.length = 0
  expect(failures.splice(0)).toEqual([])
})

/** Changes rows as no connection of the app would. */
function breakRows(sql: string): void {
  const other = new SqliteDatabase(join(folder, 'zhanggui.db'))
  other.exec(`PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; ${sql}`)
  other.close()
}

const page = { at: 'first', limit: 100 } as const
/** The campaigns of the profile, in the order in which they were made. */
const [finished, paused, scheduled] = [1, 2, 3] as const

async function everythingShown(): Promise<void> {
  expect((await reader.recipients(finished, page)).rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect((await reader.recipients(paused, page)).rows).toHaveLength(70)
  for (const order of ['time', 'state'] as const)
    expect((await reader.recipients(finished, { ...page, order })).rows).toHaveLength(4)
  expect((await reader.recipients(finished, { ...page, states: ['unknown'] })).rows).toHaveLength(1)
  expect((await reader.overTime(finished)).points).not.toEqual([])
  expect((await reader.unknowns(page)).rows.map(({ campaignId }) => campaignId)).toContain(paused)
  expect((await reader.byDigits('1380', page)).rows.length).toBeGreaterThanOrEqual(74)
  expect((await reader.byDigits('0102', page)).rows).toHaveLength(1)
  expect((await reader.byName('客10', page)).rows.length).toBeGreaterThanOrEqual(10)
  await reader.resultContacts(finished, { state: 'unknown' }, 0)
  await reader.events(finished, 4)
  await reader.earlierSends(scheduled)
  await reader.sameText(scheduled)
  const path = join(folder, 'report.csv')
  await reader.writeReport(finished, {
    path,
    format: 'csv',
    language: 'zh-CN',
    pricePerPart: null,
    masked: false,
  })
  expect(readFileSync(path, 'utf8')).toContain(phoneOf(3))
}

test.each([
  ...['{}', '[1]', 'null', '{', ''].map(text => `values_json = '${text}'`),
  `values_json = ${notText}`,
  ...['row', 'attempts', 'content', 'content_until', 'updated_at'].map(name => `${name} = ${beyond}`),
  `resolution = ${notText}`,
])('a recipient with %s is shown as far as it can be read', async change => {
  breakRows(`UPDATE recipients SET ${change} WHERE campaign_id = ${finished} AND seq = 4`)
  await everythingShown()
  const [last] = (await reader.recipients(finished, page)).rows.slice(-1)
  expect(last).toMatchObject({ seq: 4, phone: phoneOf(3), state: 'unknown' })
  if (change.startsWith('values')) expect(last?.message).toBe('')
  expect(told).toContain('recipients')
})

test('a campaign that can’t be read is left out of lists with its people, and hides no other', async () => {
  for (const change of [
    `kind = 'many'`,
    `mode = ${notText}`,
    `status = ''`,
    `source = '{}'`,
    `pause = 'none'`,
    `value_order = '{}'`,
    `value_order = ${notText}`,
    `parent_id = ${beyond}`,
  ]) {
    const broken = addCampaign(database, { status: 'finished', states: ['unknown'], from: 500 })
    breakRows(`UPDATE campaigns SET ${change} WHERE id = ${broken}`)
  }
  await everythingShown()
  expect((await reader.list()).map(({ id }) => id)).toEqual(expect.arrayContaining([finished, paused]))
  expect((await reader.byDigits(phoneOf(500), page)).rows).toEqual([])
  expect(told).toContain('campaigns')
})

test('a campaign’s times that no calendar has are none', async () => {
  for (const name of ['created_at', 'started_at', 'finished_at', 'recent_checked_at', 'scheduled_at'])
    breakRows(`UPDATE campaigns SET ${name} = ${beyond} WHERE id = ${finished}`)
  await everythingShown()
  const shown = (await reader.list()).find(({ id }) => id === finished)
  expect(shown).toMatchObject({ startedAt: null, finishedAt: null, scheduledAt: null, createdAt: 0 })
})

test('entries, events, contents and figures that can’t be read keep nobody from being shown', async () => {
  breakRows(`
    INSERT INTO contents VALUES (${finished}, 1, 'a', 'b', 'c', '\${', ${beyond}, -1);
    INSERT INTO events (campaign_id, seq, at, attempt, state, code, cause, latency_ms)
      VALUES (${finished}, 4, ${beyond}, ${beyond}, 'none', ${beyond}, ${notText}, ${beyond});
    INSERT INTO phone_starts VALUES ('13800000000', 999, 1);
    UPDATE phone_starts SET seq = 99 WHERE campaign_id = ${finished} AND seq = 1;
    INSERT INTO day_parts VALUES (20000, ${beyond});
    UPDATE tallies SET last_seq = ${beyond} WHERE campaign_id = ${finished} AND state = 'unknown'`)
  expect(await keeper.tidy([])).toEqual([finished])
  expect(countWrongTallies(database, finished)).toBe(0)
  await everythingShown()
  expect(await reader.partsOfDay(20000)).toBe(Number.MAX_SAFE_INTEGER)
})

test('marks that can’t be read hold up no others, and their campaign is not begun', async () => {
  for (const input of ['{', '{}', '[]', 'null'])
    breakRows(`INSERT INTO chores (campaign_id, kind, input) VALUES (${paused}, 'nobody knows', '${input}');
      INSERT INTO erasures (kind, input) VALUES ('person', '${input}')`)
  breakRows(`UPDATE recipients SET values_json = '{' WHERE campaign_id = ${paused} AND seq = 9;
    INSERT INTO chores (campaign_id, kind, input)
      VALUES (${finished}, 'resolve', '{"seqs":null,"resolution":"treat-as-sent"}');
    INSERT INTO erasures (kind, input) VALUES ('person', '{"phone":"${phoneOf(400)}"}')`)
  await keeper.tidy([])
  expect(told.filter(table => table === 'chores')).toHaveLength(4)
  expect(told.filter(table => table === 'erasures')).toHaveLength(4)
  const { pluck } = { pluck: (sql: string) => database.prepare(sql).pluck().get() }
  expect(pluck(`SELECT resolution FROM recipients WHERE campaign_id = ${finished} AND seq = 4`)).toBe(
    'treat-as-sent',
  )
  expect(pluck(`SELECT count(*) FROM recipients WHERE phone = '${phoneOf(400)}'`)).toBe(0)
  expect(() => createSendLog(database, Date.now).begin(paused)).toThrow()
  // It can be cancelled all the same, and what is due is settled.
  createSendLog(database, Date.now).cancel(paused)
  await keeper.finish(paused)
  expect(createCampaignStore(database, Date.now).countsOf(paused).pending).toBe(0)
})

test('recovery marks as unknown who was being sent, whatever else can’t be read', () => {
  const sending = `campaign_id = ${paused} AND state = 'sending'`
  const count = (where: string) =>
    database.prepare(`SELECT count(*) FROM recipients WHERE ${where}`).pluck().get()
  const before = Number(count(sending))
  breakRows(`UPDATE campaigns SET parent_id = ${beyond} WHERE id = ${paused};
    UPDATE recipients SET attempts = ${beyond} WHERE ${sending};
    UPDATE recipients SET values_json = '{' WHERE ${sending};
    UPDATE campaigns SET status = 'sending', source = '{' WHERE id = ${finished}`)
  expect(recoverSendLog(database, Date.now)).toMatchObject({ unknown: before })
  expect(count(sending)).toBe(0)
  expect(count(`campaign_id = ${paused} AND cause = 'crash'`)).toBe(before)
  expect(countWrongTallies(database, paused)).toBe(0)
  expect(count(`state = 'sending'`)).toBe(0)
  expect(database.prepare(`SELECT status FROM campaigns WHERE id = ${finished}`).pluck().get()).toBe('paused')
  expect(database.pragma('ignore_check_constraints', { simple: true })).toBe(0)
})

test('a row that its table would not take is no damage of the file: nothing is put aside', async () => {
  breakRows(`UPDATE recipients SET values_json = '{', near_limit = 7 WHERE campaign_id = ${finished} AND seq = 2;
    UPDATE campaigns SET kind = '', source = '{' WHERE id = ${paused}`)
  const notes: unknown[] = []
  const storage = await openStorage({
    path: join(folder, 'zhanggui.db'),
    clock: systemClock,
    thread: createStorageThread(
      new URL('../../electron/services/storage/storage-worker.ts', import.meta.url),
    ),
    onProgress: () => undefined,
    onStatus: () => undefined,
    onNote: note => notes.push(note),
  })
  expect(storage.status()).toEqual({ state: 'ok', keptAs: null })
  expect(notes).toEqual([])
  expect(storage.database.prepare('SELECT count(*) FROM campaigns').pluck().get()).toBe(5)
  await storage.close()
})

test.each(['{}', '[1]', '{', ''])(
  'somebody whose values are %j is left out when they are due, and the others are claimed',
  text => {
    breakRows(`UPDATE recipients SET values_json = '${text}' WHERE campaign_id = ${paused} AND seq = 2`)
    const log = createSendLog(database, Date.now)
    recoverSendLog(database, Date.now)
    log.begin(paused)
    const work = { results: [], release: [], claimNext: 3, claimAfter: 0, dayParts: null }
    const one = log.commit(paused, { ...work, claimSeqs: [2], claimNext: 0 })
    expect(one.claims).toEqual([])
    const { claims } = log.commit(paused, { ...work, claimSeqs: [] })
    expect(claims.map(({ seq }) => seq)).toEqual([9, 16, 23])
    const row = database.prepare(
      `SELECT state, cause FROM recipients WHERE campaign_id = ${paused} AND seq = 2`,
    )
    expect(row.get()).toEqual({ state: 'skipped', cause: 'empty-variable' })
  },
)

test('a resend of somebody whose values can’t be read skips them, and frees them where they come from', async () => {
  const source = addCampaign(database, {
    status: 'finished',
    states: ['rejected:30011'],
    people: 2,
    from: 600,
  })
  breakRows(`UPDATE recipients SET values_json = '{' WHERE campaign_id = ${source} AND seq = 1`)
  const choice = { states: ['rejected'] as const, codes: null, seqs: null }
  const { campaignId } = await keeper.resend(source, choice)
  await keeper.carryOut(campaignId, { kind: 'list-phones' }, ['draft'])
  const log = createSendLog(database, Date.now)
  log.begin(campaignId)
  const { claims } = log.commit(campaignId, {
    results: [],
    release: [],
    claimSeqs: [],
    claimNext: 5,
    claimAfter: 0,
    dayParts: null,
  })
  expect(claims.map(({ seq }) => seq)).toEqual([2])
  const held = database.prepare(`SELECT resend_id FROM recipients WHERE campaign_id = ${source} AND seq = 1`)
  expect(held.pluck().get()).toBeNull()
})
