import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Keeper, startKeeper } from '../../electron/services/campaigns/keeper.ts'
import { isLeftOver } from '../../electron/services/campaigns/left-over.ts'
import { type Reader, startReader } from '../../electron/services/reading/reader.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createRightOfWay, type RightOfWay } from '../../electron/services/storage/right-of-way.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

/** The keeper and the reader on their threads, beside whoever else uses the database. */

let folder: string
let path: string
let database: Database
let rightOfWay: RightOfWay
let keeper: Keeper
let reader: Reader
const failures: unknown[] = []

const services = '../../electron/services'
const openKeeper = (): Keeper =>
  startKeeper({
    scriptUrl: new URL(`${services}/campaigns/keeper-worker.ts`, import.meta.url),
    databasePath: path,
    rightOfWay: rightOfWay.memory,
    onFailure: error => failures.push(error),
  })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-keeper-'))
  path = join(folder, 'zhanggui.db')
  database = openDatabase(path)
  rightOfWay = createRightOfWay()
  keeper = openKeeper()
  reader = startReader({
    scriptUrl: new URL(`${services}/reading/reader-worker.ts`, import.meta.url),
    databasePath: path,
    onFailure: error => failures.push(error),
  })
})

afterEach(async () => {
  await keeper.close()
  await reader.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
  expect(failures.splice(0)).toEqual([])
})

const phoneOf = (seq: number) => `138${String(seq).padStart(8, '0')}`
const draft = sampleDraft({ text: '您好${姓名}，拒收请回复R' })

async function build(count: number): Promise<number> {
  const campaignId = await keeper.create(draft)
  for (let from = 0; from < count; from += 5000) {
    const batch = Array.from({ length: Math.min(5000, count - from) }, (_, index) => ({
      row: from + index + 2,
      phone: phoneOf(((from + index) * 7919) % 100_000_000),
      values: ['王芳'],
    }))
    await keeper.addRecipients(campaignId, batch, '')
  }
  return campaignId
}

/** One write that goes first, as the sender makes them, and how long it had to wait, in milliseconds. */
const writeFirst = (campaignId: number): number => {
  const startedMs = performance.now()
  const log = createSendLog(database, Date.now, rightOfWay)
  log.setStatus(campaignId, 'paused', { reason: 'owner' })
  return performance.now() - startedMs
}
const turn = () => new Promise<void>(resolve => setImmediate(resolve))

describe('a long write that fails in its midst', () => {
  /** From here on this piece of work fails, as on a full disk, until it is let go. */
  const failing = (table: string, kind: 'INSERT' | 'UPDATE', when: string) => {
    database.exec(
      `CREATE TRIGGER full BEFORE ${kind} ON ${table} WHEN ${when} BEGIN SELECT raise(ABORT, 'full'); END`,
    )
    return () => database.exec('DROP TRIGGER full')
  }
  const standing = () => database.prepare('SELECT count(*) FROM chores').pluck().get()

  test('the phones of a campaign: it can be started as soon as there is room, without a restart', async () => {
    const campaignId = await build(2_000)
    const listPhones = () => keeper.carryOut(campaignId, { kind: 'list-phones' }, ['draft'])
    const letGo = failing('phone_starts', 'INSERT', `new.seq = 1234`)
    for (let n = 0; n < 3; n += 1) await expect(listPhones()).rejects.toThrow('full')
    expect(standing()).toBe(1)
    letGo()
    await listPhones()
    expect(standing()).toBe(0)
    expect(createSendLog(database, Date.now).begin(campaignId).pending).toBe(2_000)
  })

  test('another write of the campaign: the one that failed is finished first', async () => {
    const campaignId = await build(2_000)
    await keeper.carryOut(campaignId, { kind: 'list-phones' }, ['draft'])
    const log = createSendLog(database, Date.now)
    log.begin(campaignId)
    log.setStatus(campaignId, 'paused', { reason: 'account-code', code: 30019 })
    database
      .prepare(`UPDATE recipients SET state = 'rejected', code = 30019 WHERE campaign_id = ?`)
      .run(campaignId)
    openDesk(database).recount(campaignId)
    const requeue = (codes: readonly number[]) =>
      keeper.carryOut(campaignId, { kind: 'requeue', codes, seqs: [] }, ['paused'])
    const letGo = failing('recipients', 'UPDATE', `new.seq = 1234`)
    await expect(requeue([30019])).rejects.toThrow('full')
    letGo()
    await requeue([30020])
    expect(standing()).toBe(0)
    expect(log.begin(campaignId)).toMatchObject({ pending: 2_000, rejected: 0 })
    expectTrueTallies(database)
  })
})

test('a draft is built, looked at by the reader, and discarded without a trace', async () => {
  const campaignId = await build(12_000)
  const page = await reader.recipients(campaignId, { at: 'last', limit: 5, states: ['pending'] })
  expect(page).toMatchObject({ total: 12_000, next: null })
  expect(page.rows.map(({ seq }) => seq)).toEqual([11_996, 11_997, 11_998, 11_999, 12_000])
  expect(page.rows[0]?.message).toBe('【测试店】您好王芳，拒收请回复R')
  expect(await keeper.carryOut(campaignId, { kind: 'discard' }, ['draft'])).toBe(12_000)
  for (const table of ['campaigns', 'recipients', 'tallies', 'chores'])
    expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
})

test('who writes first gets the database again and again while a large draft is built and discarded', async () => {
  const running = await build(5)
  database.prepare(`UPDATE campaigns SET status = 'paused' WHERE id = ?`).run(running)
  rightOfWay.setBusy(true)
  let isOver = false
  const work = build(30_000)
    .then(campaignId => keeper.carryOut(campaignId, { kind: 'discard' }, ['draft']))
    .finally(() => {
      isOver = true
    })
  let writes = 0
  let longestMs = 0
  while (!isOver) {
    longestMs = Math.max(longestMs, writeFirst(running))
    writes += 1
    await turn()
  }
  await work
  // The long write is done in hundreds of pieces: whoever goes first was never kept out to its end.
  expect(writes).toBeGreaterThan(100)
  expect(longestMs).toBeLessThan(2_000)
  expectTrueTallies(database)
})

describe('a keeper that ends in the midst of a long write', () => {
  test('is followed by one that finishes it, and clears away what nobody can see', async () => {
    const campaignId = await build(20_000)
    const unseen = await build(3)
    database.prepare(`UPDATE campaigns SET status = 'paused' WHERE id = ?`).run(campaignId)
    rightOfWay.setBusy(true)
    const cut = expect(keeper.carryOut(campaignId, { kind: 'cancel' }, ['paused'])).rejects.toThrow()
    const count = database.prepare(`SELECT count(*) FROM recipients WHERE state = 'skipped'`).pluck()
    while (Number(count.get()) === 0) await turn()
    await keeper.close()
    await cut
    const done = Number(count.get())
    expect(done).toBeLessThan(20_000)
    rightOfWay.setBusy(false)
    keeper = openKeeper()
    expect(isLeftOver(database)).toBe(true)
    expect(await keeper.tidy([campaignId])).toEqual([])
    expect(isLeftOver(database)).toBe(false)
    expect(count.get()).toBe(20_000)
    expect(database.prepare('SELECT id FROM campaigns').pluck().all()).toEqual([campaignId])
    expect(unseen).toBeGreaterThan(campaignId)
    expectTrueTallies(database)
  })

  test('a draft that nobody sees is left over; one that waits for its time is not', async () => {
    expect(isLeftOver(database)).toBe(false)
    const campaignId = await build(1)
    expect(isLeftOver(database)).toBe(true)
    await keeper.schedule(campaignId, Date.now() + 3_600_000)
    expect(isLeftOver(database)).toBe(false)
  })

  test('figures that are wrong after an unclean end are counted anew and told', async () => {
    const campaignId = await build(10)
    database.exec(`UPDATE campaigns SET status = 'paused'; UPDATE tallies SET recipients = 4`)
    expect(await keeper.tidy([campaignId])).toEqual([campaignId])
    expectTrueTallies(database)
    expect(openDesk(database).store.countsOf(campaignId).pending).toBe(10)
  })
})

test('a file that another program holds is waited for, and a code survives the way between threads', async () => {
  const campaignId = await build(10)
  const other = new SqliteDatabase(path)
  other.exec('BEGIN IMMEDIATE')
  const discarded = keeper.carryOut(campaignId, { kind: 'discard' }, ['draft'])
  await expect(reader.recipients(campaignId, { at: 'first', limit: 5 })).resolves.toMatchObject({ total: 10 })
  other.exec('ROLLBACK')
  other.close()
  expect(await discarded).toBe(10)
  await expect(keeper.carryOut(campaignId, { kind: 'discard' }, ['draft'])).rejects.toMatchObject({
    name: 'AppError',
    code: 'not-found',
  })
  await expect(reader.recipients(campaignId, { at: 'first', limit: 5 })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('a report tells one moment, whatever is written meanwhile', async () => {
  const campaignId = await build(8_000)
  const file = join(folder, 'report.csv')
  const written = reader.writeReport(campaignId, {
    path: file,
    format: 'csv',
    language: 'zh-CN',
    pricePerPart: null,
    masked: false,
  })
  // Begun by then or not: either all of them stand in it as pending, or all as skipped.
  await keeper.carryOut(campaignId, { kind: 'skip-recent', sinceMs: 0, messages: 1, newSinceMs: 0 }, [
    'draft',
  ])
  const discarded = keeper.carryOut(campaignId, { kind: 'discard' }, ['draft'])
  const { rows } = await written
  await discarded
  expect(rows).toBe(8_000)
})
