import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeLeftOver } from '../../electron/services/back-up/back-up-folder.ts'
import { unpackBackUp } from '../../electron/services/back-up/back-up-reader.ts'
import { makeBackUp } from '../../electron/services/back-up/back-up-writer.ts'
import { finishRestore } from '../../electron/services/back-up/restore.ts'
import { contentsFolder } from '../../electron/services/back-up/restore-folder.ts'
import { readPlan, writePlan } from '../../electron/services/back-up/restore-plan.ts'
import { adoptDatabase } from '../../electron/services/back-up/restored-database.ts'
import { openConnection, openDatabase } from '../../electron/services/storage/database.ts'
import { migrate, migrations } from '../../electron/services/storage/migrations.ts'
import { carryOut } from '../../electron/services/storage/storage-task.ts'
import type { ProfileWork } from '../fakes/back-up-process.ts'
import { expectTrueTallies } from '../fakes/desk.ts'
import { cutAfter } from '../fakes/killed-process.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'
import { addCampaign, addFiles, addList, addOptOut, fillShop, phoneOf } from '../fakes/shop-profile.ts'

/** A power cut while a profile is backed up, restored, or taken a step further: it is readable, and nobody is lost or due twice. */

const isLong = process.env['ZHANGGUI_TEST_LONG'] === '1'
const killsEach = isLong ? 100 : 2
const random = createSeededRandom(Number(process.env['ZHANGGUI_TEST_SEED'] ?? 20261128))
const backUpProcess = fileURLToPath(new URL('../fakes/back-up-process.ts', import.meta.url))
const cut = (work: ProfileWork, killAfterMs: number) => cutAfter(backUpProcess, work, killAfterMs)

const madeAt = Date.UTC(2026, 10, 27, 4)
const now = madeAt + 3_600_000
const people = 4_000

let root: string
const old = () => join(root, 'old')
const used = () => join(root, 'used')
const work = () => join(root, 'work')
const file = (folder: string) => join(folder, 'zhanggui.db')
const back = () => join(root, 'back-up.zgbak')

/** A new copy of a profile to be cut about. */
function copyOf(folder: string): void {
  rmSync(work(), { recursive: true, force: true })
  cpSync(folder, work(), { recursive: true })
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zhanggui-back-up-kills-'))
  for (const folder of [old(), used()]) mkdirSync(folder)
  const database = fillShop(old())
  addCampaign(database, {
    status: 'paused',
    states: ['accepted', 'pending', 'unknown'],
    people,
    from: 10_000,
  })
  addList(
    database,
    '会员',
    Array.from({ length: people }, (_, index) => phoneOf(20_000 + index)),
  )
  database.close()
  const other = openDatabase(file(used()))
  addCampaign(other, {
    status: 'paused',
    states: ['accepted', 'pending'],
    people,
    from: 30_000,
    name: '这里的',
  })
  addOptOut(other, phoneOf(777))
  other.close()
  addFiles(used(), 'here')
  await makeBackUp({
    userData: old(),
    path: back(),
    kind: 'manual',
    password: null,
    appVersion: '0.1.0',
    madeAt,
    unlessContent: null,
  })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const reading = <T>(folder: string, read: (database: Database) => T): T => {
  const database = openConnection(file(folder), 'reader')
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    return read(database)
  } finally {
    database.close()
  }
}
const count = (database: Database, from: string): number =>
  Number(database.prepare(`SELECT count(*) FROM ${from}`).pluck().get())

test('a back-up that was cut off leaves the profile as it is, and no file that looks like one', {
  timeout: 1_200_000,
}, async () => {
  copyOf(old())
  const backups = join(work(), 'backups')
  mkdirSync(backups)
  const path = join(backups, 'zhanggui-auto-20261127-120000.zgbak')
  const order: ProfileWork = { kind: 'back-up', userData: work(), path, madeAt }
  const whole = await cut(order, 60_000)
  expect(whole.isDone).toBe(true)
  let unfinished = 0
  for (let kill = 0; kill < killsEach; kill += 1) {
    rmSync(path, { force: true })
    await cut(order, whole.ms * random())
    if (existsSync(path)) {
      const { figures } = await unpackBackUp(path, null, join(root, 'look'))
      expect(figures.campaigns).toBe(5)
    } else unfinished += 1
    expect(reading(work(), database => count(database, 'recipients'))).toBe(
      reading(old(), database => count(database, 'recipients')),
    )
    removeLeftOver([backups], error => expect.unreachable(String(error)))
    expect(readdirSync(backups).every(name => name.endsWith('.zgbak'))).toBe(true)
  }
  expect(unfinished).toBeGreaterThan(0)
  await makeBackUp({ ...order, kind: 'automatic', password: null, appVersion: '0.1.0', unlessContent: null })
  expect(readdirSync(work())).not.toContain('back-up.tmp')
})

test('a restore that was cut off is finished by the next start, or never began', {
  timeout: 1_200_000,
}, async () => {
  const prepare = async (): Promise<void> => {
    copyOf(used())
    await unpackBackUp(back(), null, contentsFolder(work()))
    adoptDatabase(file(contentsFolder(work())))
    writePlan(work(), { stage: 'asked', madeAt, askedAt: now })
  }
  const order: ProfileWork = { kind: 'restore', userData: work(), now }
  await prepare()
  const whole = await cut(order, 60_000)
  expect(whole.isDone).toBe(true)
  let cutInside = 0
  for (let kill = 0; kill < killsEach || cutInside === 0; kill += 1) {
    await prepare()
    await cut(order, whole.ms * random())
    // A second cut in the midst of finishing.
    if (kill % 2 === 1) await cut(order, (whole.ms * random()) / 2)
    const plan = readPlan(work())
    if (plan !== null) cutInside += 1
    const outcome = await finishRestore({ userData: work(), appVersion: '0.1.0', now: () => now })
    expect(outcome?.kind ?? 'done before', `kill ${kill}`).toMatch(/^(restored|done before)$/)
    expect(readdirSync(work())).not.toContain('restore')
    reading(work(), database => {
      expectTrueTallies(database)
      expect(count(database, `recipients WHERE state IN ('pending', 'sending')`)).toBe(0)
      expect(count(database, `campaigns WHERE name = '这里的'`)).toBe(0)
      expect(count(database, 'list_contacts')).toBe(people + 3)
      const optOuts = database.prepare('SELECT phone FROM opt_outs ORDER BY phone').pluck().all()
      expect(optOuts).toEqual([phoneOf(777), phoneOf(900)])
      // Nobody is told twice.
      expect(
        count(
          database,
          `(SELECT 1 FROM events WHERE cause = 'restored' GROUP BY campaign_id, seq HAVING count(*) > 1)`,
        ),
      ).toBe(0)
    })
    expect(readFileSync(join(work(), 'settings.json'), 'utf8')).toContain('"ratePerSecond":7')
    // What stood there is whole in its back-up.
    const [before] = readdirSync(join(work(), 'backups')).filter(name => name.endsWith('.zgbak'))
    const kept = await unpackBackUp(join(work(), 'backups', before ?? ''), null, join(root, 'look'))
    expect(kept.figures).toMatchObject({ campaigns: 1, optOuts: 1 })
  }
})

test('steps of the schema that were cut off are taken at the next start, and nobody is lost', {
  timeout: 1_200_000,
}, async () => {
  const earlier = join(root, 'earlier')
  mkdirSync(earlier)
  const made = new SqliteDatabase(file(earlier))
  // As every file of the app is.
  made.pragma('journal_mode = WAL')
  migrate(made, undefined, 2)
  made.exec(readFileSync(new URL('../fixtures/databases/after-step-2.sql', import.meta.url), 'utf8'))
  const insert = made.prepare(
    `INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, state) VALUES (1, ?, ?, ?, '[]', 1, 'accepted')`,
  )
  made.transaction(() => {
    for (let index = 0; index < people; index += 1) insert.run(1000 + index, index, phoneOf(50_000 + index))
  })()
  const everybody = count(made, 'recipients')
  made.close()
  const order: ProfileWork = { kind: 'upgrade', path: file(work()) }
  copyOf(earlier)
  const whole = await cut(order, 60_000)
  expect(whole.isDone).toBe(true)
  for (let kill = 0; kill < killsEach; kill += 1) {
    copyOf(earlier)
    await cut(order, whole.ms * random())
    const taken = reading(work(), database => Number(database.pragma('user_version', { simple: true })))
    expect(taken).toBeGreaterThanOrEqual(2)
    if (taken < migrations.length) expect(carryOut({ kind: 'upgrade', path: file(work()) }).kind).toBe('done')
    reading(work(), database => {
      expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
      expect(count(database, 'recipients')).toBe(everybody)
      expectTrueTallies(database)
    })
  }
})
