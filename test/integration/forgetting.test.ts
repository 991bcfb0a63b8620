import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Keeper, startKeeper } from '../../electron/services/campaigns/keeper.ts'
import { isLeftOver } from '../../electron/services/campaigns/left-over.ts'
import { createRetention } from '../../electron/services/campaigns/retention.ts'
import { createErasures } from '../../electron/services/send-log/erasures.ts'
import { createEventLog } from '../../electron/services/send-log/event-log.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'
import { createWorkStore } from '../../electron/services/works/work-store.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'

/** Somebody is forgotten: nothing of them is left in any file of the app, and every figure stays. */

let folder: string
let database: Database
let keeper: Keeper
const rightOfWay = createRightOfWay()
const path = () => join(folder, 'zhanggui.db')

const start = (): Keeper =>
  startKeeper({
    scriptUrl: new URL('../../electron/services/campaigns/keeper-worker.ts', import.meta.url),
    databasePath: path(),
    rightOfWay: rightOfWay.memory,
    onFailure: error => {
      throw error
    },
  })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-forget-'))
  database = openDatabase(path())
  keeper = start()
  rightOfWay.setBusy(false)
})
afterEach(async () => {
  await keeper.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const dayMs = 86_400_000
const nowMs = Date.UTC(2026, 10, 27, 4)
const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`
const secret = { phone: '13987654321', name: '欧阳忘川', note: '尾款八百八' }
const words = Object.values(secret)

type Sent = {
  readonly people: readonly { readonly phone: string; readonly values: readonly string[] }[]
  readonly status?: string
  readonly endedMs?: number
  readonly states?: readonly string[]
  readonly name?: string
}

/** A campaign whose recipients stand in these states in turn, each with an answer that holds what it was sent. */
function campaign({
  people,
  status = 'finished',
  endedMs = nowMs,
  states = ['accepted'],
  name = '周年庆',
}: Sent): number {
  const desk = openDesk(database)
  const campaignId = desk.create({
    name,
    kind: 'bulk',
    mode: 'real',
    signature: { name: '测试店', code: 'S1' },
    template: { code: 'T1', text: '您好${姓名}，${备注}' },
    source: { fileName: '客户.csv', rows: 1, usable: 1, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  })
  desk.addRecipients(
    campaignId,
    people.map(({ phone, values }, index) => ({ row: index + 2, phone, values: [...values] })),
  )
  if (status !== 'draft' && status !== 'scheduled') desk.ready(campaignId)
  const log = createEventLog(database)
  const set = database.prepare(
    'UPDATE recipients SET state = ?, updated_at = ?, attempts = 1 WHERE campaign_id = ? AND seq = ?',
  )
  database.exec('BEGIN')
  people.forEach(({ phone, values }, index) => {
    const state = states[index % states.length] ?? 'accepted'
    if (state === 'pending') return
    set.run(state, endedMs, campaignId, index + 1)
    const answer = `{"code":1,"phone":"${phone}","params":${JSON.stringify(values)}}`
    log.write(campaignId, [{ seq: index + 1, at: endedMs, attempt: 1, state: 'accepted', answer }])
  })
  database.exec('COMMIT')
  database
    .prepare('UPDATE campaigns SET status = ?, started_at = ?, finished_at = ? WHERE id = ?')
    .run(status, endedMs, status === 'finished' || status === 'cancelled' ? endedMs : null, campaignId)
  desk.recount(campaignId)
  return campaignId
}

const crowd = (from: number, many: number) =>
  Array.from({ length: many }, (_, index) => ({
    phone: phoneOf(from + index),
    values: [`客${from + index}`, '备'],
  }))
const withSecret = (from: number, many: number) => {
  const people = crowd(from, many)
  people.splice(many >> 1, 0, { phone: secret.phone, values: [secret.name, secret.note] })
  return people
}

/** Files of the profile, with everything below, that hold one of the words in any of the ways in which files are written. */
function filesWith(wanted: readonly string[]): readonly string[] {
  const found: string[] = []
  const look = (below: string): void => {
    for (const name of readdirSync(join(folder, below))) {
      const place = join(below, name)
      if (statSync(join(folder, place)).isDirectory()) look(place)
      else {
        const bytes = readFileSync(join(folder, place))
        const reversed = wanted.map(word => [...word].reverse().join(''))
        const forms = [...wanted, ...reversed].flatMap(word => [
          Buffer.from(word),
          Buffer.from(word, 'utf16le'),
          Buffer.from(JSON.stringify(word).slice(1, -1)),
        ])
        if (forms.some(form => bytes.includes(form))) found.push(place)
      }
    }
  }
  look('')
  return found.sort()
}

const rowOf = (campaignId: number) =>
  database
    .prepare(
      `SELECT seq, row, phone, values_json, parts, state, attempts FROM recipients
        WHERE campaign_id = ? AND (phone IS NULL OR phone = ?)`,
    )
    .all(campaignId, secret.phone)

describe('a person is forgotten', () => {
  test('in ended campaigns and lists, and stands in no byte of any file; rows and counts stay', async () => {
    const random = createSeededRandom(3)
    const ids = [
      campaign({ people: withSecret(0, 900) }),
      campaign({
        people: withSecret(2_000, 400),
        status: 'cancelled',
        states: ['accepted', 'rejected', 'unsent', 'unknown'],
      }),
      campaign({
        people: [{ phone: secret.phone, values: [secret.name, secret.note] }],
        name: `单条 ${secret.phone}`,
      }),
    ]
    // Taken in and changed again and again, so that pages are split and rows moved.
    const insert = database.prepare(
      'INSERT INTO list_contacts (list_id, phone, values_json, tags_json, added_at) VALUES (1, ?, ?, ?, 0)',
    )
    database.exec(
      `INSERT INTO contact_lists (id, name, columns_json, contacts, state, created_at, updated_at)
       VALUES (1, '会员', '["姓名"]', 0, 'kept', 0, 0)`,
    )
    database.exec('BEGIN')
    for (const { phone, values } of withSecret(0, 800)) insert.run(phone, JSON.stringify(values), '[]')
    for (let index = 0; index < 800; index += 3)
      database
        .prepare('UPDATE list_contacts SET values_json = ? WHERE phone = ?')
        .run(JSON.stringify(['x'.repeat(random() * 90)]), phoneOf(index))
    database.exec('COMMIT')
    database.exec('UPDATE contact_lists SET contacts = (SELECT count(*) FROM list_contacts)')
    writeFileSync(join(folder, 'zhanggui.db.before-step-7'), `${secret.phone}`)
    writeFileSync(join(folder, 'zhanggui.db.damaged-20261101-000000-001'), `${secret.name}`)
    writeFileSync(join(folder, 'library.json'), '{"entries":[]}')
    mkdirSync(join(folder, 'logs'))
    writeFileSync(join(folder, 'logs', 'app.log'), '139****4321')
    expect(filesWith(words)).toContain('zhanggui.db.before-step-7')

    const rows = () => database.prepare('SELECT count(*) FROM recipients').pluck().get()
    const events = () => database.prepare('SELECT count(*) FROM events').pluck().get()
    const before = [rows(), events(), ids.map(id => openDesk(database).store.countsOf(id))]
    expect(await keeper.campaignsOf(secret.phone)).toEqual({ ended: 3, unfinished: 0 })
    expect(await keeper.forget(secret.phone)).toEqual({ campaigns: 3, rewritten: true })

    expect(filesWith(words)).toEqual([])
    expect([rows(), events(), ids.map(id => openDesk(database).store.countsOf(id))]).toEqual(before)
    expect(rowOf(ids[0] ?? 0)).toEqual([
      { seq: 451, row: 452, phone: null, values_json: '[]', parts: 1, state: 'accepted', attempts: 1 },
    ])
    expect(database.prepare('SELECT contacts FROM contact_lists').pluck().get()).toBe(800)
    expect(database.prepare('SELECT name FROM campaigns WHERE id = ?').pluck().get(ids[2])).toBe(
      '单条 139****4321',
    )
    expect(await keeper.campaignsOf(secret.phone)).toEqual({ ended: 0, unfinished: 0 })
    expectTrueTallies(database)
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.prepare('SELECT count(*) FROM erasures').pluck().get()).toBe(0)
  })

  test('can’t be chosen for a resend, nor waits as an unknown any more', async () => {
    const campaignId = campaign({ people: withSecret(0, 2), states: ['unknown'] })
    const outcomes = () => openDesk(database).outcomes(campaignId)
    expect(outcomes()).toMatchObject({ unknown: 3, waiting: 3 })
    await keeper.forget(secret.phone)
    expect(outcomes()).toMatchObject({ unknown: 2, waiting: 2 })
    const { recipients } = await keeper.resend(campaignId, { states: ['unknown'], codes: null, seqs: null })
    expect(recipients).toBe(2)
    expectTrueTallies(database)
  })

  test.each(['scheduled', 'sending', 'paused'])('stays in a campaign that is %s', async status => {
    const campaignId = campaign({ people: withSecret(0, 2), status, states: ['pending'] })
    if (status === 'scheduled')
      database.prepare('UPDATE campaigns SET scheduled_at = ? WHERE id = ?').run(nowMs, campaignId)
    expect(await keeper.campaignsOf(secret.phone)).toEqual({ ended: 0, unfinished: 1 })
    expect(await keeper.forget(secret.phone)).toMatchObject({ campaigns: 0 })
    expect(rowOf(campaignId)).toMatchObject([{ phone: secret.phone }])
  })

  test('goes with a draft that nobody else sees', async () => {
    campaign({ people: withSecret(0, 50), status: 'draft', states: ['pending'] })
    await keeper.forget(secret.phone)
    expect(filesWith(words)).toEqual([])
  })

  test('to the end after the app was cut off in the midst', async () => {
    for (let n = 0; n < 4; n += 1) campaign({ people: withSecret(n * 100, 5) })
    const erasures = createErasures(database, Date.now)
    const id = erasures.mark({ kind: 'person', phone: secret.phone })
    erasures.step(id, 1)
    erasures.step(id, 1)
    expect(filesWith(words)).not.toEqual([])
    await keeper.close()
    keeper = start()
    expect(isLeftOver(database)).toBe(true)
    await keeper.tidy([])
    expect(isLeftOver(database)).toBe(false)
    expect(filesWith(words)).toEqual([])
    expectTrueTallies(database)
  })

  test('while another campaign is being sent the file is written anew afterwards', async () => {
    campaign({ people: withSecret(0, 5) })
    rightOfWay.setBusy(true)
    expect(await keeper.forget(secret.phone)).toEqual({ campaigns: 1, rewritten: false })
    expect(database.prepare('SELECT kind FROM erasures').pluck().all()).toEqual(['rewrite'])
    rightOfWay.setBusy(false)
    await expect
      .poll(() => database.prepare('SELECT count(*) FROM erasures').pluck().get(), { timeout: 5_000 })
      .toBe(0)
    expect(filesWith(words)).toEqual([])
  })
})

describe('works in progress', () => {
  test('with a list of the owner’s go, others stay', async () => {
    const works = createWorkStore({
      folder: join(folder, 'work'),
      now: () => nowMs,
      onUnreadable: () => undefined,
    })
    const keep = async (list: { readonly isSample: boolean } | null): Promise<string> => {
      const workId = await works.begin()
      const bytes = Buffer.from(`姓名,电话\n${secret.name},${secret.phone}\n`)
      if (list !== null) await works.putFile({ workId, file: 0, offset: 0, bytes })
      await works.save(workId, {
        name: '客户',
        mode: 'real',
        step: 'contacts',
        list:
          list === null
            ? null
            : {
                files: [{ name: '客户.csv', bytes: bytes.length }],
                steps: [],
                people: 1,
                isSample: list.isSample,
              },
        content: {
          signature: { name: '', code: '' },
          template: { code: '', text: '' },
          chosen: [],
          policies: [],
          flawPolicies: [],
          forms: [],
        },
      })
      return workId
    }
    await keep({ isSample: false })
    const stay = [await keep(null), await keep({ isSample: true })]
    expect(await works.countWithPeople()).toBe(1)
    await works.removeWithPeople()
    expect((await works.list()).map(({ workId }) => workId).sort()).toEqual(stay.sort())
  })
})

describe('campaigns that ended long ago', () => {
  const old = nowMs - 400 * dayMs
  const retention = (keepMonths: number | null) =>
    createRetention({ keeper, settings: () => ({ keepMonths }), now: () => nowMs })
  const phones = () =>
    database
      .prepare('SELECT campaign_id, count(phone) AS phones FROM recipients GROUP BY 1 ORDER BY 1')
      .raw()
      .all()

  test('forget their people; later ones, unfinished ones and those with undecided unknowns don’t', async () => {
    campaign({ people: withSecret(0, 1_200), endedMs: old, states: ['accepted', 'rejected'] })
    campaign({ people: crowd(0, 3) })
    campaign({ people: crowd(0, 3), endedMs: old, status: 'paused' })
    campaign({ people: crowd(0, 3), endedMs: old, states: ['unknown', 'accepted'] })
    const kept = [
      [2, 3],
      [3, 3],
      [4, 3],
    ]
    expect(await retention(null).sweep()).toBe(0)
    expect(await retention(null).survey(12)).toMatchObject({ campaigns: 1, people: 1_201 })
    expect(await retention(24).sweep()).toBe(0)
    expect(phones()).toEqual([[1, 1_201], ...kept])
    expect(await retention(12).sweep()).toBe(1_201)
    expect(phones()).toEqual([[1, 0], ...kept])
    expect(filesWith(words)).toEqual([])
    expect(await retention(12).survey(12)).toMatchObject({ campaigns: 0, people: 0 })
    expect(await retention(12).sweep()).toBe(0)
    expectTrueTallies(database)
  })

  test('are gone on with after a cut', async () => {
    campaign({ people: withSecret(0, 300), endedMs: old })
    const erasures = createErasures(database, Date.now)
    const id = erasures.mark({ kind: 'older', beforeMs: nowMs - 300 * dayMs })
    erasures.step(id, 100)
    expect(phones()).toEqual([[1, 201]])
    await keeper.tidy([])
    expect(phones()).toEqual([[1, 0]])
    expect(filesWith(words)).toEqual([])
  })
})
