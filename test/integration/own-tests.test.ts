import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Keeper } from '../../electron/services/campaigns/keeper.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import type { SendOrder } from '../../electron/services/sending/send-order.ts'
import type { Sender } from '../../electron/services/sending/sender.ts'
import { createSendingService } from '../../electron/services/sending/sending-service.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Mode } from '../../shared/domain/campaign.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { contract } from '../../shared/ipc/contract.ts'
import { atShanghai, shanghaiDay } from '../../shared/time/shanghai.ts'
import { createManualClock, type ManualClock } from '../fakes/clocks.ts'
import { openDesk } from '../fakes/desk.ts'
import { idleSending } from '../fakes/idle-sending.ts'
import { noHistory } from '../fakes/no-history.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'
import { withoutConsent } from '../fakes/without-consent.ts'

/** Tests to the owner's own phones, and what leaves outside the sending hours. */

let database: ReturnType<typeof openDatabase>
let clock: ManualClock

beforeEach(() => {
  database = openDatabase(':memory:')
  clock = createManualClock({ startMs: atShanghai(20_000, 23 * 60) })
})
afterEach(() => database.close())

const draft = (mode: Mode) => sampleDraft({ mode })
const phoneOf = (n: number) => `1390000000${n}`

function stage(mode: Mode) {
  const desk = openDesk(database, clock.now)
  const { campaigns } = desk
  const log = createSendLog(database, clock.now)
  const orders: SendOrder[] = []
  /** Tests are paused before anything has left. */
  let isCutOff = false
  /** The log's side of a sender that sends everything at once. */
  const sender: Pick<Sender, 'active' | 'start' | 'resume' | 'progress'> = {
    active: () => null,
    progress: () => null,
    async start(order) {
      orders.push(order)
      log.begin(order.campaignId)
      if (isCutOff) log.setStatus(order.campaignId, 'paused', { reason: 'owner' })
      else log.finish(order.campaignId)
    },
    async resume(order) {
      orders.push(order)
    },
  }
  const service = createSendingService({
    ...idleSending,
    campaigns,
    sender: sender as Sender,
    keeper: desk.keeper as unknown as Keeper,
    reader: { ...noHistory, tryContent: async () => null },
    ...withoutConsent,
    settings: () => defaultSettings,
    clock,
  })
  const campaignId = desk.create(draft(mode))
  desk.addRecipients(campaignId, [{ row: 2, phone: '13800138000', values: [] }])
  return {
    desk,
    campaignId,
    orders,
    send: (phone: string) => service.sendTest(campaignId, phone, 1),
    service,
    cutOff: (value: boolean) => {
      isCutOff = value
    },
  }
}

describe('real tests', () => {
  test('go to five different phones a day of China, and to these as often as the owner likes', async () => {
    const { send } = stage('real')
    for (let n = 1; n <= 5; n += 1) await send(phoneOf(n))
    await expect(send(phoneOf(6))).rejects.toMatchObject({ code: 'test-limit' })
    await send(phoneOf(3))
    await expect(send(phoneOf(6))).rejects.toMatchObject({ code: 'test-limit' })
    expect(shanghaiDay(clock.now())).toBe(20_000)
    await clock.advance(60 * 60_000)
    expect(shanghaiDay(clock.now())).toBe(20_001)
    await send(phoneOf(6))
  })

  test('that were paused count on the day on which they are resumed', async () => {
    const { send, cutOff, service, orders } = stage('real')
    cutOff(true)
    const paused = [await send(phoneOf(1)), await send(phoneOf(2))]
    cutOff(false)
    await clock.advance(60 * 60_000)
    for (let n = 3; n <= 6; n += 1) await send(phoneOf(n))
    orders.splice(0)
    const [first, second] = paused as [number, number]
    await service.resume(first)
    database
      .prepare(`UPDATE recipients SET state = 'accepted', updated_at = ? WHERE campaign_id = ?`)
      .run(clock.now(), first)
    await expect(service.resume(second)).rejects.toMatchObject({ code: 'test-limit' })
    expect(orders).toHaveLength(1)
    await clock.advance(24 * 60 * 60_000)
    await service.resume(second)
  })

  test('count also where their person was forgotten since', async () => {
    const { send } = stage('real')
    for (let n = 1; n <= 5; n += 1) await send(phoneOf(n))
    database.exec(`UPDATE recipients SET phone = NULL, values_json = '[]' WHERE campaign_id IN
      (SELECT id FROM campaigns WHERE kind = 'test' AND status = 'finished')`)
    await expect(send(phoneOf(6))).rejects.toMatchObject({ code: 'test-limit' })
  })

  test('are the only real ones that keep no sending hours', async () => {
    const { desk, send, orders } = stage('real')
    const testId = await send(phoneOf(1))
    expect(orders.map(({ observesWindow }) => observesWindow)).toEqual([false])
    // Nobody else gets into one.
    const another = desk.createTest(1, phoneOf(2), 1)
    for (const id of [testId, another])
      expect(() => desk.addRecipients(id, [{ row: 2, phone: '13800138001', values: [] }])).toThrow(
        'wrong-state',
      )
  })
})

test('practice tests are not limited', async () => {
  const { send, orders } = stage('practice')
  for (let n = 1; n <= 9; n += 1) await send(phoneOf(n))
  expect(orders).toHaveLength(9)
})

test('the window can make neither a test nor a retry', () => {
  const { input } = contract['campaigns.create']
  for (const kind of ['test', 'retry'])
    expect(input.safeParse({ ...draft('real'), kind }).success).toBe(false)
  for (const kind of ['bulk', 'quick']) expect(input.safeParse({ ...draft('real'), kind }).success).toBe(true)
})
