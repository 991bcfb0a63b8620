import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCampaignService } from '../../electron/services/campaigns/campaign-service.ts'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { createLogQueries } from '../../electron/services/send-log/log-queries.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { noCounts, type Outcome } from '../../shared/domain/states.ts'

let folder: string
let database: Database

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-decisions-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
})

afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const phoneOf = (seq: number) => `138${String(seq).padStart(8, '0')}`
const everything = { codes: null, seqs: null } as const

/** A campaign that has ended, with these outcomes in order; `seq` counts from 1. */
function endedCampaign(outcomes: readonly Outcome[]) {
  const store = createCampaignStore(database, Date.now)
  const service = createCampaignService(store, () => defaultSettings)
  const log = createSendLog(database, Date.now)
  const campaignId = service.create({
    name: '测试',
    kind: 'bulk',
    mode: 'real',
    signature: { name: '测试店', code: 'S1' },
    template: { code: 'T1', text: '您好，拒收请回复R' },
    source: { fileName: 'x.csv', rows: 1, usable: 1, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  })
  service.addRecipients(
    campaignId,
    outcomes.map((_, index) => ({ row: index + 2, phone: phoneOf(index + 1), values: [] })),
  )
  log.begin(campaignId, [])
  const { claims } = log.commit(campaignId, {
    results: [],
    release: [],
    claimSeqs: [],
    claimNext: outcomes.length,
    claimAfter: 0,
  })
  const results = outcomes.map((outcome, index) => ({
    seq: claims[index]?.seq ?? 0,
    attempt: 1,
    outcome,
    at: Date.now(),
    dueAgain: false,
    httpStatus: 200,
    code: outcome.state === 'rejected' ? outcome.code : null,
    latencyMs: 20,
    answer: null,
  }))
  log.commit(campaignId, { results, release: [], claimSeqs: [], claimNext: 0, claimAfter: 0 })
  log.finish(campaignId)
  return { store, service, log, campaignId, queries: createLogQueries(database) }
}

const accepted: Outcome = { state: 'accepted' }
const rejected = (code: number): Outcome => ({ state: 'rejected', code })
const unsent: Outcome = { state: 'unsent', cause: 'unreachable' }
const unknown: Outcome = { state: 'unknown', cause: 'headers-timeout' }
const ended = () =>
  endedCampaign([accepted, rejected(30011), rejected(30028), rejected(30011), unsent, unknown, unknown])

describe('who can be sent once more', () => {
  test('is counted by outcome and code, the most frequent code first', () => {
    const { queries, campaignId } = ended()
    expect(queries.outcomes(campaignId)).toEqual({
      unsent: 1,
      rejected: [
        { code: 30011, count: 2 },
        { code: 30028, count: 1 },
      ],
      unknown: 2,
      waiting: 2,
      resolved: { 'treat-as-sent': 0, 'treat-as-unsent': 0, 'sent-again': 0 },
    })
  })

  test('is chosen by code and one by one, and only once', () => {
    const { service, log, store, queries, campaignId } = ended()
    const first = service.createRetry(campaignId)
    expect(log.retry(campaignId, first, { states: ['unsent', 'rejected'], codes: [30011], seqs: null })).toBe(
      3,
    )
    expect([...store.all(first)].map(({ phone }) => phone)).toEqual([phoneOf(2), phoneOf(4), phoneOf(5)])
    const second = service.createRetry(campaignId)
    expect(log.retry(campaignId, second, { states: ['unknown'], codes: null, seqs: [7] })).toBe(1)
    const third = service.createRetry(campaignId)
    const all = { states: ['unsent', 'rejected', 'unknown'], ...everything } as const
    expect(log.retry(campaignId, third, all)).toBe(2)
    expect([...store.all(third)].map(({ phone }) => phone)).toEqual([phoneOf(3), phoneOf(6)])
    expect(queries.outcomes(campaignId).resolved['sent-again']).toBe(6)
  })

  test('is never somebody whom the owner treats as sent', () => {
    const { service, log, queries, campaignId } = ended()
    log.resolve(campaignId, [6], 'treat-as-sent')
    log.resolve(campaignId, [7], 'treat-as-unsent')
    expect(queries.outcomes(campaignId)).toMatchObject({
      unknown: 1,
      waiting: 0,
      resolved: { 'treat-as-sent': 1, 'treat-as-unsent': 1 },
    })
    const retryId = service.createRetry(campaignId)
    expect(log.retry(campaignId, retryId, { states: ['unknown'], ...everything })).toBe(1)
  })
})

describe('a retry that was never sent', () => {
  test('stands in the list until it is withdrawn, and frees its people', () => {
    const { service, log, queries, campaignId } = ended()
    const retryId = service.createRetry(campaignId)
    log.retry(campaignId, retryId, { states: ['rejected'], ...everything })
    expect(service.list().map(({ id }) => id)).toContain(retryId)
    expect(log.withdrawRetry(retryId)).toBe(3)
    service.discard(retryId)
    expect(service.list().map(({ id }) => id)).toEqual([campaignId])
    expect(queries.outcomes(campaignId).rejected).toHaveLength(2)
    expect(queries.events(campaignId, 2).map(({ state, cause }) => [state, cause])).toEqual([
      ['rejected', null],
      ['resolution', 'sent-again'],
      ['resolution', 'withdrawn'],
    ])
  })

  test('is gone from the list even where a test message keeps its row', () => {
    const { service, log, campaignId } = ended()
    const retryId = service.createRetry(campaignId)
    log.retry(campaignId, retryId, { states: ['unsent'], ...everything })
    service.createTest(retryId, phoneOf(99), 1)
    log.withdrawRetry(retryId)
    service.discard(retryId)
    expect(service.list().map(({ id }) => id)).toEqual([campaignId])
    expect(service.view(retryId).counts).toEqual(noCounts)
  })

  test('is not taken back once it has begun', () => {
    const { service, log, queries, campaignId } = ended()
    const retryId = service.createRetry(campaignId)
    log.retry(campaignId, retryId, { states: ['unsent'], ...everything })
    log.begin(retryId, [])
    expect(log.withdrawRetry(retryId)).toBe(0)
    expect(service.view(retryId).counts.pending).toBe(1)
    expect(queries.outcomes(campaignId).unsent).toBe(0)
  })
})

test('a draft that was scheduled once keeps its time and its place in the list', () => {
  const { service } = ended()
  const draft = service.create({
    name: '定时',
    kind: 'bulk',
    mode: 'practice',
    signature: { name: '测试店', code: 'S1' },
    template: { code: 'T1', text: '您好，拒收请回复R' },
    source: { fileName: '', rows: 0, usable: 0, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  })
  expect(service.list().map(({ id }) => id)).not.toContain(draft)
  service.schedule(draft, 1_800_000_000_000)
  expect(service.scheduled()).toEqual([{ id: draft, at: 1_800_000_000_000 }])
  service.schedule(draft, null)
  expect(service.scheduled()).toEqual([])
  expect(service.list().find(({ id }) => id === draft)).toMatchObject({
    status: 'draft',
    scheduledAt: 1_800_000_000_000,
  })
})
