import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Keeper } from '../../electron/services/campaigns/keeper.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { createScheduler } from '../../electron/services/sending/scheduler.ts'
import type { SendOrder } from '../../electron/services/sending/send-order.ts'
import type { Sender } from '../../electron/services/sending/sender.ts'
import { createSendingService } from '../../electron/services/sending/sending-service.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import { createManualClock, type ManualClock } from '../fakes/clocks.ts'
import { openDesk } from '../fakes/desk.ts'
import { idleSending } from '../fakes/idle-sending.ts'
import { noHistory } from '../fakes/no-history.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'
import { withoutConsent } from '../fakes/without-consent.ts'

/** What the owner does while a start is on its way: the long writes before it take seconds for a large campaign. */

let database: ReturnType<typeof openDatabase>
let clock: ManualClock

beforeEach(() => {
  database = openDatabase(':memory:')
  clock = createManualClock()
})
afterEach(() => database.close())

function stage() {
  const desk = openDesk(database, clock.now)
  const log = createSendLog(database, clock.now)
  const orders: SendOrder[] = []
  const failures: unknown[] = []
  let settings: Settings = defaultSettings
  let reached = Promise.withResolvers<void>()
  let goOn = Promise.withResolvers<void>()
  /** The log's side of a sender, in the order of the calls. */
  const begin = async (order: SendOrder) => {
    log.begin(order.campaignId)
    orders.push(order)
  }
  const sender: Partial<Sender> = {
    active: () => null,
    progress: () => null,
    start: begin,
    resume: begin,
    cancel: async campaignId => void log.cancel(campaignId),
    setStatus: async (...args) => log.setStatus(...args),
  }
  const keeper = {
    ...desk.keeper,
    finish: async (campaignId: number) => desk.finish(campaignId),
    async carryOut(...args: Parameters<typeof desk.keeper.carryOut>) {
      const changed = await desk.keeper.carryOut(...args)
      reached.resolve()
      await goOn.promise
      return changed
    },
  }
  const service = createSendingService({
    ...idleSending,
    ...withoutConsent,
    campaigns: desk.campaigns,
    sender: sender as Sender,
    keeper: keeper as unknown as Keeper,
    reader: { ...noHistory, tryContent: async () => null },
    settings: () => settings,
    clock,
  })
  const scheduler = createScheduler({
    campaigns: desk.campaigns,
    keeper: keeper as unknown as Keeper,
    store: { setStatus: async (...args) => log.setStatus(...args) },
    clock,
    isSending: () => false,
    begin: service.startScheduled,
    onNear: () => {},
    onChange: () => {},
    onFailure: (_id, error) => failures.push(error),
  })
  scheduler.start()
  const campaignId = desk.create(sampleDraft({ mode: 'practice' }))
  desk.addRecipients(campaignId, [{ row: 2, phone: '13800138000', values: [] }])
  return {
    service,
    scheduler,
    campaignId,
    orders,
    failures,
    log,
    reached: () => reached.promise,
    goOn: () => goOn.resolve(),
    again: () => {
      reached = Promise.withResolvers()
      goOn = Promise.withResolvers()
    },
    set: (change: Partial<Settings>) => {
      settings = { ...settings, ...change }
    },
    status: () => desk.campaigns.get(campaignId).status,
  }
}

const changed = { ratePerSecond: 3, concurrency: 2, headersTimeoutMs: 7_000 }
const changedOrder = { limits: { ratePerSecond: 3, concurrency: 2 }, timeouts: { headersTimeoutMs: 7_000 } }

test('settings that change while a start is on its way are those that it begins with', async () => {
  const { service, campaignId, reached, goOn, set, orders } = stage()
  const started = service.start(campaignId)
  await reached()
  set(changed)
  goOn()
  await started
  expect(orders).toMatchObject([changedOrder])
})

test('and so it is with a resume; its counts are those after the long write', async () => {
  const { service, campaignId, reached, goOn, again, set, orders, log } = stage()
  goOn()
  await service.start(campaignId)
  log.commit(campaignId, {
    results: [],
    release: [],
    claimSeqs: [],
    claimNext: 1,
    claimAfter: 0,
    dayParts: null,
  })
  const refusal = { state: 'rejected', code: 30019 } as const
  log.commit(campaignId, {
    results: [
      {
        seq: 1,
        attempt: 1,
        outcome: refusal,
        at: clock.now(),
        dueAgain: false,
        httpStatus: 200,
        code: 30019,
        latencyMs: 1,
        answer: null,
      },
    ],
    release: [],
    claimSeqs: [],
    claimNext: 0,
    claimAfter: 0,
    dayParts: null,
  })
  log.setStatus(campaignId, 'paused', { reason: 'account-code', code: 30019 })
  orders.splice(0)
  again()
  const resumed = service.resume(campaignId)
  await reached()
  set(changed)
  goOn()
  await resumed
  expect(orders).toMatchObject([{ ...changedOrder, counts: { pending: 1, rejected: 0 } }])
})

test('a scheduled start that is on its way can’t be taken back, only cancelled', async () => {
  const { service, scheduler, campaignId, reached, goOn, orders, status } = stage()
  await scheduler.schedule(campaignId, clock.now() + 60_000)
  await clock.advance(60_000)
  await reached()
  const unscheduled = service.unschedule(campaignId, () => scheduler.unschedule(campaignId))
  await expect(unscheduled).rejects.toMatchObject({ code: 'wrong-state' })
  goOn()
  await clock.advance(1_000)
  expect(orders).toHaveLength(1)
  expect(status()).toBe('sending')
  scheduler.stop()
})

test('a campaign that is cancelled while its scheduled start is on its way stays cancelled', async () => {
  const { service, scheduler, campaignId, reached, goOn, orders, status } = stage()
  await scheduler.schedule(campaignId, clock.now() + 60_000)
  await clock.advance(60_000)
  await reached()
  await service.cancel(campaignId)
  expect(status()).toBe('cancelled')
  goOn()
  await clock.advance(5_000)
  expect(status()).toBe('cancelled')
  expect(orders).toEqual([])
  scheduler.stop()
})

test('a new time that is being agreed to keeps its campaign waiting, not missed', async () => {
  const { service, scheduler, campaignId, goOn, orders, status } = stage()
  goOn()
  await scheduler.schedule(campaignId, clock.now() + 60_000)
  const asked = Promise.withResolvers<void>()
  const rescheduled = service.schedule(campaignId, clock.now() + 30 * 60_000, async () => {
    await asked.promise
    await scheduler.schedule(campaignId, clock.now() + 20 * 60_000)
  })
  await clock.advance(5 * 60_000)
  expect(status()).toBe('scheduled')
  asked.resolve()
  await rescheduled
  await clock.advance(19 * 60_000)
  expect(orders).toEqual([])
  await clock.advance(60_000)
  expect(orders).toHaveLength(1)
  scheduler.stop()
})

test('an ended campaign is never written over', () => {
  const { campaignId, log, status } = stage()
  const refuse = () => {
    log.setStatus(campaignId, 'paused', { reason: 'schedule-missed' })
    return status()
  }
  expect(refuse()).toBe('draft')
  log.cancel(campaignId)
  expect(refuse()).toBe('cancelled')
  log.finish(campaignId)
  expect(status()).toBe('cancelled')
})
