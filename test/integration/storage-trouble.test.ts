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
import { openDatabase } from '../../electron/services/storage/database.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { noCounts } from '../../shared/domain/states.ts'
import { makeReady } from '../fakes/desk.ts'
import { accepted } from '../fakes/fault.ts'
import { looseLimits } from '../fakes/limits.ts'
import { sampleDraft, samplePeople } from '../fakes/sample-draft.ts'
import { startWatchedServer } from '../fakes/watched-server.ts'

/** A log that can't be written for a while: the campaign waits or pauses, nothing is lost, nobody comes twice. */

const count = 1500
const concurrency = 8

let folder: string
let path: string
let database: Database
const closers: (() => unknown)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-trouble-'))
  path = join(folder, 'zhanggui.db')
  database = openDatabase(path)
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A campaign with its engine, log and server. */
async function stage() {
  // Accepted in a way that the log tells in an event of its own, so that the file grows with every message.
  const server = await startWatchedServer(path, () => ({ ...accepted, httpStatus: 201 }))
  closers.push(() => server.close())
  const store = createCampaignStore(database, Date.now)
  const log = openSendLog(path, Date.now)
  closers.push(() => log.close())
  const campaignId = store.create(sampleDraft({ text: '您好${name}' }))
  store.addRecipients(campaignId, samplePeople(count))
  makeReady(database, campaignId)
  const failures: unknown[] = []
  let tellFailure = () => {}
  const engine = createSendEngine({
    store: log,
    rateMemory: createRateMemory(log.meta),
    clock: systemClock,
    random: Math.random,
    onProgress: () => {},
    onLogFailure: error => {
      failures.push(error)
      tellFailure()
    },
  })
  return {
    log,
    engine,
    server,
    failures,
    nextFailure: () =>
      new Promise<void>(resolve => {
        tellFailure = resolve
      }),
    job: () => ({
      campaignId,
      endpoint: server.url,
      counts: store.countsOf(campaignId),
      limits: looseLimits({ concurrency }),
      gate: () => null,
      client: createProviderClient({
        url: server.url,
        concurrency,
        connectTimeoutMs: 2_000,
        headersTimeoutMs: 10_000,
        bodyTimeoutMs: 10_000,
        clock: systemClock,
        keepable: text => text.slice(0, 200),
      }),
      requestFor: ({ phone }: { readonly phone: string }) => ({
        phone,
        body: JSON.stringify({ phone }),
      }),
    }),
    campaign: () => store.get(campaignId),
    counts: () => store.countsOf(campaignId),
    /** Everybody was sent to, once, and every request found its recipient marked. */
    expectAllOnce() {
      expect(store.get(campaignId).status).toBe('finished')
      expect(store.countsOf(campaignId)).toEqual({ ...noCounts, accepted: count })
      expect(server.stats().seenAgain).toEqual([])
      expect(server.stats().requests).toBe(count)
      expect(server.claims.violations()).toEqual([])
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    },
  }
}

describe('the disk is full', () => {
  // A limit on the pages of the log's own connection fails as a full disk does, on every system and for every user;
  // test/e2e/disk.spec.ts fills a real file system.
  test('the campaign pauses, what is known is kept, and with room again it goes on', async () => {
    const { engine, log, job, nextFailure, failures, campaign, counts, server, expectAllOnce } = await stage()
    const pages = Number(await log.pragma('page_count'))
    await log.pragma(`max_page_count = ${pages + 10}`)
    const failed = nextFailure()
    engine.start(job())
    await failed
    expect(String(failures[0])).toContain('full')

    const sentBefore = server.stats().requests
    expect(sentBefore).toBeGreaterThan(0)
    expect(sentBefore).toBeLessThan(count)
    expect(counts().sending).toBeGreaterThan(0)
    expect(counts().sending).toBeLessThanOrEqual(2 * concurrency)
    expect(engine.active()).toBe(job().campaignId)

    await log.pragma('max_page_count = 1000000')
    await engine.idle()
    expect(campaign()).toMatchObject({ status: 'paused', pause: { reason: 'log-failed' } })
    // Those in flight when the disk ran full were answered; nobody was begun after that.
    expect(counts()).toMatchObject({ sending: 0, unknown: 0, accepted: server.stats().requests })
    expect(server.stats().requests).toBeLessThanOrEqual(sentBefore + concurrency)

    engine.resume(job())
    await engine.idle()
    expectAllOnce()
  })

  test('again and again: what was kept is written each time', async () => {
    const { engine, log, job, campaign, expectAllOnce, nextFailure } = await stage()
    engine.start(job())
    for (let round = 0; round < 3; round += 1) {
      const failed = nextFailure()
      const pages = Number(await log.pragma('page_count'))
      await log.pragma(`max_page_count = ${pages + 2}`)
      await failed
      await log.pragma('max_page_count = 1000000')
      await engine.idle()
      expect(campaign()).toMatchObject({ status: 'paused', pause: { reason: 'log-failed' } })
      engine.resume(job())
    }
    await engine.idle()
    expectAllOnce()
  })

  test('full before the start is written: nothing begins, the draft stays a draft', async () => {
    const { engine, log, job, campaign, server } = await stage()
    // The start itself needs no new page; a file that can only be read refuses it as a full disk would.
    await log.pragma('query_only = 1')
    await expect(engine.start(job())).rejects.toMatchObject({ code: 'log-failed' })
    await engine.idle()
    expect(campaign().status).toBe('draft')
    expect(server.stats().requests).toBe(0)
    await log.pragma('query_only = 0')
    engine.start(job())
    await engine.idle()
    expect(campaign().status).toBe('finished')
  })
})
