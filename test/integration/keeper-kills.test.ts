import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startKeeper } from '../../electron/services/campaigns/keeper.ts'
import { rewriteTallies } from '../../electron/services/send-log/tally-check.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import type { KeeperOrder, LongWrite } from '../fakes/keeper-process.ts'
import { cutAfter } from '../fakes/killed-process.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'

/** A power cut in the midst of every kind of long write: after the next start it is done to its end, or never began. */

const isLong = process.env['ZHANGGUI_TEST_LONG'] === '1'
const killsEach = isLong ? 40 : 1
const seed = Number(process.env['ZHANGGUI_TEST_SEED'] ?? 20261127)
const people = isLong ? 6_000 : 2_400
/** A quarter of the people each: pending, refused, unknown, accepted. */
const quarter = people / 4
const refusedBy = 30019

type Case = {
  readonly title: string
  /** In what status the campaign stands before. */
  readonly status: string
  readonly write: LongWrite
  /** How many people the write has reached, as the database tells. */
  readonly reached: (database: Database) => number
  /** How many it reaches in all. */
  readonly all: number
}

const count = (database: Database, from: string): number =>
  Number(database.prepare(`SELECT count(*) FROM ${from}`).pluck().get())

const cases: readonly Case[] = [
  {
    title: 'cancel',
    status: 'cancelled',
    write: { name: 'chore', chore: { kind: 'cancel' }, statuses: ['cancelled'] },
    reached: database => count(database, `recipients WHERE cause = 'cancelled'`),
    all: quarter,
  },
  {
    title: 'requeue',
    status: 'paused',
    write: { name: 'chore', chore: { kind: 'requeue', codes: [refusedBy], seqs: [] }, statuses: ['paused'] },
    reached: database => count(database, `recipients WHERE state = 'pending'`) - quarter,
    all: quarter,
  },
  {
    title: 'change the content',
    status: 'paused',
    write: {
      name: 'chore',
      chore: {
        kind: 'change-content',
        signature: { name: '测试店', code: 'S1' },
        template: { code: 'T2', text: '${姓名}您好，拒收请回复R' },
        codes: [refusedBy],
        seqs: [],
        optOutWording: '',
      },
      statuses: ['paused'],
    },
    reached: database => count(database, `recipients WHERE state = 'pending'`) - quarter,
    all: quarter,
  },
  {
    title: 'resolve',
    status: 'finished',
    write: {
      name: 'chore',
      chore: { kind: 'resolve', seqs: null, resolution: 'treat-as-sent' },
      statuses: ['finished'],
    },
    reached: database => count(database, `recipients WHERE resolution = 'treat-as-sent'`),
    all: quarter,
  },
  {
    title: 'skip who opted out',
    status: 'scheduled',
    write: { name: 'chore', chore: { kind: 'skip-opted-out' }, statuses: ['scheduled'] },
    reached: database => count(database, `recipients WHERE cause = 'opted-out'`),
    all: quarter,
  },
  {
    title: 'enter phones',
    status: 'scheduled',
    write: { name: 'chore', chore: { kind: 'list-phones' }, statuses: ['scheduled'] },
    reached: database => count(database, 'phone_starts'),
    all: people,
  },
  {
    title: 'fill a resend',
    status: 'finished',
    write: { name: 'resend', choice: { states: ['rejected', 'unknown'], codes: null, seqs: null } },
    reached: database => count(database, 'recipients WHERE campaign_id = 2'),
    all: 2 * quarter,
  },
  {
    title: 'discard',
    status: 'scheduled',
    write: { name: 'chore', chore: { kind: 'discard' }, statuses: ['scheduled'] },
    reached: database => people - count(database, 'recipients'),
    all: people,
  },
]

let folder: string
const random = createSeededRandom(seed)
const template = () => join(folder, 'template.db')
const path = () => join(folder, 'zhanggui.db')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-keeper-kills-'))
  const database = openDatabase(template())
  const desk = openDesk(database)
  const campaignId = desk.create(sampleDraft({ text: '您好${姓名}，拒收请回复R' }))
  desk.addRecipients(
    campaignId,
    Array.from({ length: people }, (_, index) => ({
      row: index + 2,
      phone: `138${String((index * 7919) % 100_000_000).padStart(8, '0')}`,
      values: ['王芳'],
    })),
  )
  database.exec(`
    UPDATE recipients SET state = 'rejected', code = ${refusedBy}, attempts = 1 WHERE seq % 4 = 1;
    UPDATE recipients SET state = 'unknown', cause = 'headers-timeout', attempts = 1 WHERE seq % 4 = 2;
    UPDATE recipients SET state = 'accepted', code = 10000, attempts = 1 WHERE seq % 4 = 3;
    INSERT INTO opt_outs (phone, added_at, reason, source)
      SELECT phone, 1, '', 'typed' FROM recipients WHERE state = 'pending';
    UPDATE campaigns SET scheduled_at = 1;`)
  rewriteTallies(database, campaignId)
  database.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const keeperProcess = fileURLToPath(new URL('../fakes/keeper-process.ts', import.meta.url))
const cut = (order: KeeperOrder, killAfterMs: number) => cutAfter(keeperProcess, order, killAfterMs)

function prepare(status: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path() + end, { force: true })
  copyFileSync(template(), path())
  const database = openDatabase(path())
  database.prepare('UPDATE campaigns SET status = ?').run(status)
  database.close()
}

test.each(cases)('$title', { timeout: 1_200_000 }, async ({ status, write, reached, all }) => {
  const order: KeeperOrder = { databasePath: path(), campaignId: 1, write }
  prepare(status)
  const whole = await cut(order, 60_000)
  expect(whole.isDone).toBe(true)

  let cutInside = 0
  for (let kill = 0; kill < killsEach || cutInside === 0; kill += 1) {
    prepare(status)
    await cut(order, whole.ms * random())

    const database = openDatabase(path())
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    // The figures change in the transaction that changes the people.
    expectTrueTallies(database)
    const before = reached(database)
    const isStanding = count(database, 'chores') > 0
    if (!isStanding) expect([0, all], `kill ${kill}`).toContain(before)
    if (isStanding && before > 0 && before < all) cutInside += 1

    const keeper = startKeeper({
      scriptUrl: new URL('../../electron/services/campaigns/keeper-worker.ts', import.meta.url),
      databasePath: path(),
      rightOfWay: createRightOfWay().memory,
      onFailure: error => {
        throw error
      },
    })
    expect(await keeper.tidy([1])).toEqual([])
    await keeper.close()
    expect(reached(database), `kill ${kill}`).toBe(isStanding ? all : before)
    expect(count(database, 'chores')).toBe(0)
    expectTrueTallies(database)
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  }
})
