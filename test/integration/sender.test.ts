import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCampaignService } from '../../electron/services/campaigns/campaign-service.ts'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { startKeeper } from '../../electron/services/campaigns/keeper.ts'
import { createPractice } from '../../electron/services/provider/practice.ts'
import { createPracticeServer } from '../../electron/services/provider/practice-server/practice-server.ts'
import { startReader } from '../../electron/services/reading/reader.ts'
import { recoverSendLog } from '../../electron/services/send-log/recovery.ts'
import { conditionsOf } from '../../electron/services/sending/send-conditions.ts'
import type { SendOrder } from '../../electron/services/sending/send-order.ts'
import { startSender } from '../../electron/services/sending/sender.ts'
import { createSendingService } from '../../electron/services/sending/sending-service.ts'
import { busyTimeoutMs, openDatabase } from '../../electron/services/storage/database.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { Progress } from '../../shared/domain/campaign.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { noCounts } from '../../shared/domain/states.ts'
import { stageCampaign } from '../fakes/engine-stage.ts'
import { looseLimits, timeoutsOfMs } from '../fakes/limits.ts'
import { startWatchedServer } from '../fakes/watched-server.ts'
import { withoutConsent } from '../fakes/without-consent.ts'

/** The sender on the thread that the app gives it. */

const scriptUrl = new URL('../../electron/services/sending/sender-worker.ts', import.meta.url)
const concurrency = 8
const count = 600
const closed = { enabled: true, fromMinute: 0, toMinute: 0 }
const open = { enabled: false, fromMinute: 480, toMinute: 1260 }

let folder: string
let path: string
const closers: (() => unknown)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-sender-'))
  path = join(folder, 'zhanggui.db')
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

/** A campaign, the thread that sends it, the service in front of it, and a server. */
async function stage(sendingWindow = open, beforeRecovery = async () => {}) {
  const campaignId = stageCampaign(path, count)
  const server = await startWatchedServer(path)
  closers.push(() => server.close())

  const database = openDatabase(path)
  closers.push(() => database.close())
  const store = createCampaignStore(database, Date.now)
  const rightOfWay = createRightOfWay()
  const threads = { databasePath: path, onFailure: (error: unknown) => expect(error).toBeNull() }
  const keeper = startKeeper({
    ...threads,
    scriptUrl: new URL('../../electron/services/campaigns/keeper-worker.ts', import.meta.url),
    rightOfWay: rightOfWay.memory,
  })
  closers.push(() => keeper.close())
  const reader = startReader({
    ...threads,
    scriptUrl: new URL('../../electron/services/reading/reader-worker.ts', import.meta.url),
  })
  closers.push(() => reader.close())
  const told: Progress[] = []
  const failures: unknown[] = []
  const ends: unknown[] = []
  let tellFailure = () => {}
  let tellProgress = (_progress: Progress) => {}
  const sender = startSender({
    scriptUrl,
    databasePath: path,
    rightOfWay: rightOfWay.memory,
    sendingWindow,
    onProgress: progress => {
      told.push(progress)
      tellProgress(progress)
    },
    onLogFailure: error => {
      failures.push(error)
      tellFailure()
    },
    onThreadEnd: async error => {
      ends.push(error)
      await beforeRecovery()
      recoverSendLog(database, Date.now)
    },
  })
  closers.push(() => sender.close())
  const order = (id = campaignId): SendOrder => ({
    campaignId: id,
    endpoint: server.url,
    counts: store.countsOf(id),
    url: server.url,
    way: { route: { kind: 'direct' }, login: null },
    credentials: { accessKey: 'sender-key', accessSecret: 'sender-secret', packageCode: 'sender-package' },
    signCode: 'S1',
    templateCode: 'T1',
    variables: ['姓名'],
    valueNames: ['姓名'],
    limits: looseLimits({ concurrency }),
    timeouts: { ...timeoutsOfMs(10_000), connectTimeoutMs: 2_000 },
    observesWindow: true,
  })
  const service = createSendingService({
    campaigns: createCampaignService(store, () => defaultSettings),
    sender,
    keeper,
    reader,
    practice: createPractice(async () =>
      createPracticeServer({ clock: systemClock, random: Math.random, onFault: () => {} }),
    ),
    endpointUrl: () => server.url,
    ...withoutConsent,
    credentials: async () => order().credentials,
    wayTo: async () => order().way,
    settings: () => ({ ...defaultSettings, ...order().limits, sendingWindow }),
    onBegun: () => undefined,
    assertMaySend: () => {},
    restoredUnasked: () => null,
    onEnded: () => undefined,
    clock: systemClock,
    onContentChanged: () => {},
  })
  const progressThat = (matches: (progress: Progress) => boolean) =>
    new Promise<Progress>(resolve => {
      tellProgress = progress => {
        if (matches(progress)) resolve(progress)
      }
    })
  return {
    sender,
    service,
    server,
    store,
    told,
    failures,
    ends,
    campaignId,
    order,
    reached: server.reached,
    nextFailure: () =>
      new Promise<void>(resolve => {
        tellFailure = resolve
      }),
    progressThat,
    progressWith: (status: Progress['status']) => progressThat(progress => progress.status === status),
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

test('its own connection writes through to the disk', async () => {
  const { sender } = await stage()
  expect(await sender.pragma('synchronous')).toBe(2)
  expect(await sender.pragma('journal_mode')).toBe('wal')
})

test('a campaign counts as being sent from the moment it is ordered until its last result is written', async () => {
  const { sender, order, campaignId, told, expectAllOnce } = await stage()
  const other = stageCampaign(path, 3)
  const started = sender.start(order(), null)
  expect(sender.active()).toBe(campaignId)
  expect(sender.progress(campaignId)).toMatchObject({ status: 'sending', counts: { pending: count } })
  expect(sender.progress(other)).toBeNull()
  await expect(sender.start(order(other), null)).rejects.toMatchObject({
    code: 'another-campaign-is-sending',
  })
  await started
  await sender.idle()
  expect(sender.active()).toBeNull()
  expect(sender.progress(campaignId)).toBeNull()
  expect(told.at(-1)).toMatchObject({ campaignId, status: 'finished', counts: { accepted: count } })
  expectAllOnce()
})

test('a resume of a campaign that is being sent is answered at once', async () => {
  const { sender, service, order, campaignId, reached } = await stage()
  const inTheMiddle = reached(200)
  await sender.start(order(), null)
  await inTheMiddle
  await expect(service.resume(campaignId)).rejects.toMatchObject({ code: 'wrong-state' })
  expect(sender.active()).toBe(campaignId)
  await sender.idle()
})

test('what a call has changed is told before it is answered', async () => {
  const { sender, order, campaignId, reached, store, expectAllOnce } = await stage()
  const inTheMiddle = reached(200)
  await sender.start(order(), null)
  await inTheMiddle
  await sender.pause(campaignId, { reason: 'owner' })
  const paused = sender.progress(campaignId)
  // Where its last answers were there already, it is no longer being sent.
  if (paused !== null) expect(paused).toMatchObject({ status: 'paused', pause: { reason: 'owner' } })
  await sender.idle()
  expect(store.get(campaignId)).toMatchObject({ status: 'paused', pause: { reason: 'owner' } })
  await sender.resume(order())
  await sender.idle()
  expectAllOnce()
})

test('outside the sending hours it waits, and is cancelled from there', async () => {
  const { sender, order, campaignId, progressWith, server, store } = await stage(closed)
  const holding = progressWith('holding')
  await sender.start(order(), null)
  expect(await holding).toMatchObject({ hold: { reason: 'outside-window' } })
  await sender.cancel(campaignId)
  await sender.idle()
  expect(store.get(campaignId).status).toBe('cancelled')
  expect(server.stats().requests).toBe(0)
})

test('other sending hours are in force for the next that begins', async () => {
  const { sender, order, expectAllOnce } = await stage(closed)
  await sender.setConditions({ ...conditionsOf(defaultSettings), sendingWindow: open })
  await sender.start(order(), null)
  await sender.idle()
  expectAllOnce()
})

test('a log that can’t be opened answers every call with the reason', async () => {
  const ends: unknown[] = []
  const sender = startSender({
    scriptUrl,
    databasePath: join(folder, 'missing', 'zhanggui.db'),
    rightOfWay: createRightOfWay().memory,
    sendingWindow: open,
    onProgress: () => {},
    onLogFailure: () => {},
    onThreadEnd: async error => void ends.push(error),
  })
  await expect(sender.pragma('synchronous')).rejects.toThrow('directory does not exist')
  await expect(sender.cancel(1)).rejects.toThrow('directory does not exist')
  expect(ends).toHaveLength(2)
  await sender.close()
})

/** The threads that are spoken to from here on. */
function watchThreads() {
  const threads: Worker[] = []
  const original = Worker.prototype.postMessage
  const post = vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, ...args) {
    threads.push(this)
    return original.apply(this, args)
  })
  return { first: () => threads[0], restore: () => post.mockRestore() }
}

test.each([true, false])(
  'until the recovery after a lost thread is over, nothing else begins (it works: %s)',
  async works => {
    const recovery = Promise.withResolvers<void>()
    const { sender, order, campaignId, reached, progressWith, ends, failures } = await stage(
      open,
      () => recovery.promise,
    )
    const threads = watchThreads()
    const inTheMiddle = reached(200)
    await sender.start(order(), null)
    await inTheMiddle
    const paused = progressWith('paused')
    await threads.first()?.terminate()
    threads.restore()
    expect(ends).toHaveLength(1)
    expect(sender.active()).toBe(campaignId)
    await expect(sender.start(order(), null)).rejects.toMatchObject({ code: 'another-campaign-is-sending' })
    const failure = new Error('the database is held')
    if (works) recovery.resolve()
    else recovery.reject(failure)
    await paused
    expect(sender.active()).toBeNull()
    expect(failures).toEqual(works ? [] : [failure])
    expect(await sender.pragma('user_version')).toBeDefined()
  },
)

test('a thread that ends in the middle: its campaign stands paused as after a crash, and another thread goes on', async () => {
  const { sender, service, order, campaignId, reached, ends, progressWith, store, server } = await stage()
  const threads = watchThreads()
  const inTheMiddle = reached(200)
  await sender.start(order(), null)
  await inTheMiddle
  const paused = progressWith('paused')
  await threads.first()?.terminate()
  expect(await paused).toMatchObject({ campaignId, pause: { reason: 'app-closed' } })
  threads.restore()
  expect(ends).toHaveLength(1)
  expect(sender.active()).toBeNull()
  const { sending, unknown, accepted, pending } = store.countsOf(campaignId)
  expect({ sending, total: unknown + accepted + pending }).toEqual({ sending: 0, total: count })
  expect(unknown).toBeLessThanOrEqual(2 * concurrency)

  await service.resume(campaignId)
  await sender.idle()
  expect(store.get(campaignId).status).toBe('finished')
  expect(server.stats().seenAgain).toEqual([])
  expect(store.countsOf(campaignId)).toMatchObject({ unknown, accepted: count - unknown })
})

describe('another program holds the database', () => {
  const holdFile = () => {
    const other = new SqliteDatabase(path, { timeout: 5_000 })
    other.exec('BEGIN EXCLUSIVE')
    return () => {
      other.exec('ROLLBACK')
      other.close()
    }
  }

  test('for a moment: the campaign waits and goes on by itself', async () => {
    const { sender, order, reached, failures, expectAllOnce } = await stage()
    const inTheMiddle = reached(200)
    await sender.start(order(), null)
    await inTheMiddle
    const letGo = holdFile()
    await after(1_500)
    letGo()
    await sender.idle()
    expect(failures).toEqual([])
    expectAllOnce()
  })

  test('at the start: whoever starts it is told, and a pause in the middle of waiting is answered at once', async () => {
    const { sender, order, reached, campaignId, service, store, told, progressThat } = await stage()
    const letGoOfStart = holdFile()
    await expect(sender.start(order(), null)).rejects.toMatchObject({ code: 'log-failed' })
    letGoOfStart()
    expect(sender.active()).toBeNull()
    expect(store.get(campaignId).status).toBe('draft')
    expect(told).toEqual([])

    const inTheMiddle = reached(200)
    await sender.start(order(), null)
    await inTheMiddle
    const waiting = progressThat(({ logWaiting }) => logWaiting)
    const letGo = holdFile()
    expect(await waiting).toMatchObject({ status: 'sending', logWaiting: true })
    const askedAtMs = performance.now()
    await service.pause(campaignId)
    expect(performance.now() - askedAtMs).toBeLessThan(1_000)
    expect(sender.progress(campaignId)).toMatchObject({ status: 'paused', pause: { reason: 'owner' } })
    letGo()
    await sender.idle()
    expect(store.get(campaignId)).toMatchObject({ status: 'paused', pause: { reason: 'owner' } })
  })

  test('for longer than it is waited for: the campaign pauses and its owner resumes it', async () => {
    const {
      sender,
      service,
      order,
      reached,
      nextFailure,
      progressWith,
      failures,
      campaignId,
      store,
      server,
      expectAllOnce,
    } = await stage()
    const inTheMiddle = reached(200)
    await sender.start(order(), null)
    await inTheMiddle
    const heldAtMs = performance.now()
    const shown = progressWith('paused')
    const letGo = holdFile()
    await nextFailure()
    expect(performance.now() - heldAtMs).toBeGreaterThan(busyTimeoutMs - 500)
    expect(String(failures[0])).toContain('locked')
    await shown
    // The owner who presses on is told so, and not left waiting for a log that can't be written.
    await expect(service.resume(campaignId)).rejects.toMatchObject({ code: 'log-failed' })
    letGo()
    await sender.idle()
    expect(store.get(campaignId)).toMatchObject({ status: 'paused', pause: { reason: 'log-failed' } })
    expect(store.countsOf(campaignId)).toMatchObject({
      sending: 0,
      unknown: 0,
      accepted: server.stats().requests,
    })
    await service.resume(campaignId)
    await sender.idle()
    expectAllOnce()
  })
})
