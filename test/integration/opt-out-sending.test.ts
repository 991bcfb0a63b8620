import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { createProviderClient } from '../../electron/services/provider/client.ts'
import { openSendLog } from '../../electron/services/send-log/open-send-log.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import type { SendWork } from '../../electron/services/send-log/send-store.ts'
import { createSendEngine } from '../../electron/services/sending/engine.ts'
import { createRateMemory } from '../../electron/services/sending/rate-memory.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { CampaignKind } from '../../shared/domain/campaign.ts'
import { totalOf } from '../../shared/domain/states.ts'
import { makeReady, openDesk } from '../fakes/desk.ts'
import { accepted, type FaultScript } from '../fakes/fault.ts'
import { createFaultServer } from '../fakes/fault-server.ts'
import { timeoutsOfMs, usualLimits } from '../fakes/limits.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

let folder: string
let database: Database
const closers: (() => unknown)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-opt-out-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
})

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`
const optOut = (phones: readonly string[]) => createOptOutStore(database, Date.now).add(phones, '', 'typed')

function newCampaign(count: number, kind: CampaignKind = 'bulk') {
  const desk = openDesk(database)
  const campaignId = desk.create(sampleDraft({ kind, text: '您好${name}，拒收请回复R' }))
  desk.addRecipients(
    campaignId,
    Array.from({ length: count }, (_, index) => ({
      row: index + 2,
      phone: phoneOf(index),
      values: ['王芳'],
    })),
  )
  return { desk, store: desk.store, campaignId }
}

/** Sends a campaign to its end through the real engine, log thread and client. Resolves to the phones the server saw. */
async function send(campaignId: number, script: FaultScript = () => accepted) {
  makeReady(database, campaignId)
  const store = createCampaignStore(database, Date.now)
  const server = createFaultServer({ script, latencyMs: 0 })
  const { url } = await server.listen()
  closers.push(() => server.close())
  const log = openSendLog(join(folder, 'zhanggui.db'), Date.now)
  closers.push(() => log.close())
  const engine = createSendEngine({
    store: log,
    rateMemory: createRateMemory(log.meta),
    clock: systemClock,
    random: Math.random,
    onProgress: () => {},
    onLogFailure: error => {
      throw error
    },
  })
  engine.start({
    campaignId,
    endpoint: url,
    counts: store.countsOf(campaignId),
    limits: usualLimits({ ratePerSecond: 100_000 }),
    gate: () => null,
    client: createProviderClient({
      url,
      concurrency: 8,
      ...timeoutsOfMs(1000),
      clock: systemClock,
      keepable: text => text,
    }),
    requestFor: ({ phone }) => ({ phone, body: JSON.stringify({ phone }) }),
  })
  await engine.idle()
  return [...server.seen().keys()]
}

const eventsOf = (campaignId: number) =>
  database.prepare('SELECT seq, state, cause FROM events WHERE campaign_id = ? ORDER BY id').all(campaignId)

describe('who has opted out', () => {
  test('is skipped when added, for that reason before any other', () => {
    optOut([phoneOf(1), phoneOf(2)])
    const { desk, campaignId } = newCampaign(4)
    optOut([phoneOf(4)])
    desk.addRecipients(campaignId, [
      { row: 6, phone: phoneOf(4), values: [''] },
      { row: 7, phone: phoneOf(5), values: [''] },
    ])
    expect(desk.preflight(campaignId)).toMatchObject({
      recipients: 6,
      toSend: 2,
      skipped: [
        { reason: 'opted-out', count: 3 },
        { reason: 'empty-variable', count: 1 },
      ],
    })
  })

  test('after being added to a draft is skipped at its preflight', () => {
    const { desk, campaignId } = newCampaign(4)
    expect(desk.preflight(campaignId).toSend).toBe(4)
    optOut([phoneOf(3)])
    expect(desk.preflight(campaignId)).toMatchObject({
      toSend: 3,
      parts: 3,
      skipped: [{ reason: 'opted-out', count: 1 }],
    })
  })

  test('after the preflight is never sent anything', async () => {
    const { store, desk, campaignId } = newCampaign(60)
    expect(desk.preflight(campaignId).toSend).toBe(60)
    const gone = [0, 7, 8, 9, 30, 59].map(phoneOf)
    optOut(gone)
    const seen = await send(campaignId)
    expect(seen.filter(phone => gone.includes(phone))).toEqual([])
    expect(seen).toHaveLength(54)
    expect(store.get(campaignId).status).toBe('finished')
    expect(store.countsOf(campaignId)).toMatchObject({ accepted: 54, skipped: 6, pending: 0, sending: 0 })
    const skips = eventsOf(campaignId).filter(event => (event as { state: string }).state === 'skipped')
    expect(skips).toEqual([1, 8, 9, 10, 31, 60].map(seq => ({ seq, state: 'skipped', cause: 'opted-out' })))
  })

  test('while the campaign runs is sent nothing once it stands on the disk', async () => {
    const { store, campaignId } = newCampaign(400)
    let gone: readonly string[] = []
    const seen = await send(campaignId, ({ n }) => {
      if (n === 20) {
        const last = Array.from({ length: 200 }, (_, index) => phoneOf(200 + index))
        optOut(last)
        // Whoever was marked for sending before is on the way; everybody else is not.
        const due = database
          .prepare<[number], string>(
            `SELECT phone FROM recipients WHERE campaign_id = ? AND state = 'pending'`,
          )
          .pluck()
          .all(campaignId)
        gone = last.filter(phone => due.includes(phone))
      }
      return accepted
    })
    expect(gone.length).toBeGreaterThan(100)
    expect(seen.filter(phone => gone.includes(phone))).toEqual([])
    expect(store.countsOf(campaignId)).toMatchObject({ accepted: 400 - gone.length, skipped: gone.length })
  })

  test.each(['test', 'quick'] as const)('gets no %s message either', async kind => {
    const { store, desk, campaignId: listId } = newCampaign(1, 'quick')
    const campaignId = kind === 'quick' ? listId : desk.createTest(listId, phoneOf(0), 1)
    optOut([phoneOf(0)])
    expect(await send(campaignId)).toEqual([])
    expect(store.get(campaignId).status).toBe('finished')
    expect(store.recipient(campaignId, 1)).toMatchObject({
      state: 'skipped',
      cause: 'opted-out',
      attempts: 0,
    })
  })

  test('is named when a test message is to go to the own phone', () => {
    const { desk, store, campaignId } = newCampaign(3)
    optOut(['13900000000'])
    expect(() => desk.createTest(campaignId, '139 0000 0000', 1)).toThrow(
      expect.objectContaining({ code: 'nothing-to-send', where: 'opted-out' }),
    )
    expect(store.countsOf(campaignId).pending).toBe(3)
  })
})

describe('a claim', () => {
  const work = (more: Partial<SendWork>): SendWork => ({
    results: [],
    release: [],
    claimSeqs: [],
    claimNext: 0,
    claimAfter: 0,
    ...more,
  })

  test('fills up to its limit past those who have opted out, and knows when nobody is left', () => {
    const { campaignId } = newCampaign(10)
    const log = createSendLog(database, Date.now)
    makeReady(database, campaignId)
    log.begin(campaignId)
    optOut([0, 1, 4, 5, 9].map(phoneOf))

    const first = log.commit(campaignId, work({ claimNext: 3 }))
    expect(first.claims.map(({ seq }) => seq)).toEqual([3, 4, 7])
    expect(first).toMatchObject({ exhausted: false, counts: { pending: 3, sending: 3, skipped: 4 } })

    const second = log.commit(campaignId, work({ claimNext: 3, claimAfter: 7 }))
    expect(second.claims.map(({ seq }) => seq)).toEqual([8, 9])
    expect(second).toMatchObject({ exhausted: true, counts: { pending: 0, sending: 5, skipped: 5 } })
    expect(totalOf(second.counts)).toBe(10)
  })

  test('that is exactly filled is not exhausted, though only opted-out ones are left', () => {
    const { campaignId } = newCampaign(4)
    const log = createSendLog(database, Date.now)
    makeReady(database, campaignId)
    log.begin(campaignId)
    optOut([2, 3].map(phoneOf))
    expect(log.commit(campaignId, work({ claimNext: 2 }))).toMatchObject({
      exhausted: false,
      counts: { pending: 2, sending: 2 },
    })
    expect(log.commit(campaignId, work({ claimNext: 2, claimAfter: 2 }))).toMatchObject({
      claims: [],
      exhausted: true,
      counts: { pending: 0, sending: 2, skipped: 2 },
    })
  })

  test('of one who is due again leaves them out too, and their refusal stays in the log', () => {
    const { store, campaignId } = newCampaign(2)
    const log = createSendLog(database, Date.now)
    makeReady(database, campaignId)
    log.begin(campaignId)
    log.commit(campaignId, work({ claimNext: 2 }))
    const unsent = {
      attempt: 1,
      outcome: { state: 'unsent', cause: 'connection-refused' } as const,
      at: Date.now(),
      dueAgain: true,
      httpStatus: null,
      code: null,
      latencyMs: 1,
      answer: null,
    }
    optOut([phoneOf(0)])
    const results = [
      { ...unsent, seq: 1 },
      { ...unsent, seq: 2 },
    ]
    const { claims, counts } = log.commit(campaignId, work({ results, claimSeqs: [1, 2] }))
    expect(claims.map(({ seq, attempt }) => ({ seq, attempt }))).toEqual([{ seq: 2, attempt: 2 }])
    expect(counts).toMatchObject({ pending: 0, sending: 1, skipped: 1 })
    expect(store.recipient(campaignId, 1)).toMatchObject({ state: 'skipped', cause: 'opted-out', code: null })
    expect(eventsOf(campaignId).filter(event => (event as { seq: number }).seq === 1)).toEqual([
      { seq: 1, state: 'unsent', cause: 'connection-refused' },
      { seq: 1, state: 'skipped', cause: 'opted-out' },
    ])
  })

  test('passes thousands in a row in several short transactions and still fills up', () => {
    const count = 12_003
    const { campaignId, store } = newCampaign(count)
    const log = createSendLog(database, Date.now)
    makeReady(database, campaignId)
    log.begin(campaignId)
    optOut(Array.from({ length: count - 3 }, (_, index) => phoneOf(index + 1)))
    const commits: number[] = []
    const watcher = openDatabase(join(folder, 'zhanggui.db'))
    closers.push(() => watcher.close())
    // Told of every row that is left out: how many of them another connection can already see then.
    database.function('seen_by_others', { deterministic: false }, () => {
      const seen = watcher.prepare(`SELECT count(*) FROM events WHERE state = 'skipped'`).pluck().get()
      if (commits.at(-1) !== seen) commits.push(Number(seen))
      return null
    })
    database.exec(
      `CREATE TEMP TRIGGER watch AFTER INSERT ON main.events WHEN NEW.id % 100 = 0 BEGIN SELECT seen_by_others(); END`,
    )
    const { claims, counts, exhausted } = log.commit(campaignId, work({ claimNext: 3 }))
    expect(claims.map(({ seq }) => seq)).toEqual([1, count - 1, count])
    expect(exhausted).toBe(false)
    expect(counts).toMatchObject({ pending: 0, sending: 3, skipped: count - 3 })
    expect(store.countsOf(campaignId)).toEqual(counts)
    expect(commits.length).toBeGreaterThanOrEqual(3)
    expect(eventsOf(campaignId)).toHaveLength(count - 3)
  })
})
