import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { createProviderClient } from '../../electron/services/provider/client.ts'
import { openSendLog } from '../../electron/services/send-log/open-send-log.ts'
import { createSendEngine } from '../../electron/services/sending/engine.ts'
import { createRateMemory } from '../../electron/services/sending/rate-memory.ts'
import type { RunLimits } from '../../electron/services/sending/send-job.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { type Outcome, totalOf } from '../../shared/domain/states.ts'
import { dueAgainAfter } from '../../shared/provider/due-again.ts'
import { createClaimCheck } from '../fakes/claim-check.ts'
import { makeReady, openDesk } from '../fakes/desk.ts'
import { accepted, type Fault, type FaultScript } from '../fakes/fault.ts'
import { createFaultServer } from '../fakes/fault-server.ts'
import { looseLimits } from '../fakes/limits.ts'
import { sampleDraft, samplePeople } from '../fakes/sample-draft.ts'

let folder: string
let database: Database
const closers: (() => unknown)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-engine-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
})

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`

function newSendLog() {
  const log = openSendLog(join(folder, 'zhanggui.db'), Date.now)
  closers.push(() => log.close())
  return log
}

/** A campaign over `count` phones, its engine, and a server that plays `script`; resolves `ended` at its end. */
async function stage(count: number, script: FaultScript, limits: Partial<RunLimits> = {}) {
  const check = createClaimCheck(join(folder, 'zhanggui.db'))
  const server = createFaultServer({ script, onRequest: check.check, latencyMs: 0 })
  const { url } = await server.listen()
  closers.push(() => server.close())

  const store = createCampaignStore(database, Date.now)
  const log = newSendLog()
  const campaignId = store.create(sampleDraft({ text: '您好${name}' }))
  store.addRecipients(campaignId, samplePeople(count))
  makeReady(database, campaignId)
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
  const newJob = () => ({
    campaignId,
    endpoint: url,
    counts: store.countsOf(campaignId),
    limits: looseLimits(limits),
    gate: () => null,
    client: createProviderClient({
      url,
      concurrency: 16,
      connectTimeoutMs: 1000,
      headersTimeoutMs: 1_000,
      bodyTimeoutMs: 1_000,
      clock: systemClock,
      keepable: text => text.slice(0, 200),
    }),
    requestFor: ({ phone }: { phone: string }) => ({ phone, body: JSON.stringify({ phone }) }),
  })
  return { engine, newJob, server, check, store, log, campaignId, url }
}

test('the connection of the engine writes through to the disk', async () => {
  const log = newSendLog()
  expect(await log.pragma('synchronous')).toBe(2)
  expect(await log.pragma('journal_mode')).toBe('wal')
})

describe('two thousand recipients with every kind of fault mixed in', () => {
  /** What the fault of a phone must come to. */
  const plan = (index: number): { fault: Fault; state: Outcome['state'] } => {
    switch (index % 20) {
      case 3:
        return { fault: { kind: 'answer', code: 30011 }, state: 'rejected' }
      case 5:
        return { fault: { kind: 'status', status: 502 }, state: 'unknown' }
      case 7:
        return { fault: { kind: 'reset-after' }, state: 'unknown' }
      case 9:
        return { fault: { kind: 'answer', code: 10000, invalidJson: true }, state: 'accepted' }
      case 11:
        return index % 100 === 11
          ? { fault: { kind: 'hang-headers' }, state: 'unknown' }
          : { fault: { kind: 'half-answer' }, state: 'unknown' }
      case 13:
        return { fault: { kind: 'answer', code: 10000, codeAsString: true }, state: 'accepted' }
      default:
        return { fault: { kind: 'answer', code: 10000 }, state: 'accepted' }
    }
  }

  test('no phone is seen twice and the log tells what the server did', async () => {
    const count = 2000
    const indexOf = new Map(Array.from({ length: count }, (_, index) => [phoneOf(index), index]))
    const { engine, newJob, server, check, store, campaignId } = await stage(
      count,
      ({ phone }) => plan(indexOf.get(phone) ?? 0).fault,
    )
    engine.start(newJob())
    await engine.idle()

    expect(check.violations()).toEqual([])
    const seen = server.seen()
    expect([...seen.values()].filter(requests => requests.length > 1)).toEqual([])
    expect(store.get(campaignId).status).toBe('finished')
    const wrong = [...store.all(campaignId)].filter(
      recipient => recipient.state !== plan(indexOf.get(recipient.phone) ?? 0).state,
    )
    expect(wrong).toEqual([])
    const counts = store.countsOf(campaignId)
    expect(totalOf(counts)).toBe(count)
  })
})

test('an account code pauses at once, and on resume who was refused is due again', async () => {
  let mended = false
  const { engine, newJob, server, store, campaignId } = await stage(200, ({ n }) =>
    n >= 50 && !mended ? { kind: 'answer', code: 30019 } : { kind: 'answer', code: 10000 },
  )
  engine.start(newJob())
  await engine.idle()
  const paused = store.get(campaignId)
  expect(paused.status).toBe('paused')
  const refused = store.countsOf(campaignId).rejected
  // Those that were in flight count as well.
  const causes = [{ code: 30019, count: refused }]
  expect(paused.pause).toEqual({ reason: 'account-code', code: 30019, causes })
  expect(refused).toBeGreaterThan(0)
  // What was in flight is let finish; nothing new begins.
  expect(refused).toBeLessThanOrEqual(16)

  mended = true
  openDesk(database).carryOut(campaignId, { kind: 'requeue', ...dueAgainAfter(paused.pause, false) })
  await engine.resume(newJob())
  await engine.idle()
  expect(store.get(campaignId).status).toBe('finished')
  expect(store.countsOf(campaignId).accepted).toBe(200)
  expect([...server.seen().values()].filter(requests => requests.length > 1)).toHaveLength(refused)
})

test('a pause lets answers in flight be written and nothing else begin; a cancel leaves the rest out', async () => {
  const { engine, newJob, server, store, campaignId } = await stage(300, () => accepted, {
    ratePerSecond: 200,
  })
  engine.start(newJob())
  await new Promise<void>(resolve => {
    const watch = () => (server.seen().size >= 20 ? resolve() : setImmediate(watch))
    watch()
  })
  engine.pause(campaignId, { reason: 'owner' })
  await engine.idle()
  const counts = store.countsOf(campaignId)
  expect(counts.sending).toBe(0)
  expect(counts.accepted).toBe(server.seen().size)
  expect(counts.accepted).toBeLessThan(300)
  await engine.cancel(campaignId)
  expect(store.get(campaignId).status).toBe('cancelled')
  // Who is pending is settled behind the end.
  openDesk(database).finish(campaignId)
  expect(store.countsOf(campaignId)).toMatchObject({ pending: 0, skipped: 300 - counts.accepted })
})

test('a server that is not there holds the campaign, and it goes on when the server is back', async () => {
  const { engine, newJob, server, store, campaignId, url } = await stage(30, () => accepted)
  const { port } = new URL(url)
  await server.close()
  engine.start(newJob())
  await new Promise<void>(resolve => {
    const watch = () =>
      engine.progress(campaignId)?.hold?.reason === 'offline' ? resolve() : setImmediate(watch)
    watch()
  })
  const back = createFaultServer({ script: () => accepted, latencyMs: 0, port: Number(port) })
  await back.listen()
  closers.push(() => back.close())
  await engine.idle()
  expect(store.countsOf(campaignId)).toMatchObject({ accepted: 30, unsent: 0 })
})

test('what the provider asked for outlives a restart of the app', async () => {
  const { engine, newJob, server, campaignId } = await stage(20, () => ({
    kind: 'status',
    status: 429,
    headers: { 'retry-after': '600' },
  }))
  await engine.start(newJob())
  while (engine.progress(campaignId)?.hold?.reason !== 'rate-limited')
    await new Promise<void>(resolve => setImmediate(resolve))
  engine.pause(campaignId, { reason: 'owner' })
  await engine.idle()
  const asked = server.stats().requests

  const log = newSendLog()
  const again = createSendEngine({
    store: log,
    rateMemory: createRateMemory(log.meta),
    clock: systemClock,
    random: Math.random,
    onProgress: () => {},
    onLogFailure: error => {
      throw error
    },
  })
  await again.resume(newJob())
  const progress = again.progress(campaignId)
  expect(progress).toMatchObject({ status: 'holding', hold: { reason: 'rate-limited' }, rateLimit: 50_000 })
  expect((progress?.hold?.until ?? 0) - Date.now()).toBeGreaterThan(590_000)
  // Another endpoint, practice for one, is not concerned.
  again.pause(campaignId, { reason: 'owner' })
  await again.idle()
  await again.resume({ ...newJob(), endpoint: 'practice' })
  expect(again.progress(campaignId)).toMatchObject({ status: 'sending', rateLimit: 100_000 })
  again.pause(campaignId, { reason: 'owner' })
  await again.idle()
  expect(server.stats().requests).toBeLessThanOrEqual(asked + 1)
})
