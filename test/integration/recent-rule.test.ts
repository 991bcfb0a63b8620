import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Keeper } from '../../electron/services/campaigns/keeper.ts'
import { recipientViewer } from '../../electron/services/campaigns/messages.ts'
import { createHadPeople } from '../../electron/services/reading/had-people.ts'
import { createEarlierSends } from '../../electron/services/send-log/earlier-sends.ts'
import { createLogQueries } from '../../electron/services/send-log/log-queries.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import type { Sender } from '../../electron/services/sending/sender.ts'
import { createSendingService } from '../../electron/services/sending/sending-service.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { CampaignKind, Mode } from '../../shared/domain/campaign.ts'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import { createManualClock, type ManualClock } from '../fakes/clocks.ts'
import { openDesk } from '../fakes/desk.ts'
import { idleSending } from '../fakes/idle-sending.ts'
import { noHistory } from '../fakes/no-history.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'
import { withoutConsent } from '../fakes/without-consent.ts'

/** How often one phone is sent to, across campaigns (docs/sending.md, "Across campaigns"). */

const hourMs = 3_600_000
let database: ReturnType<typeof openDatabase>
let clock: ManualClock
let settings: Settings

beforeEach(() => {
  database = openDatabase(':memory:')
  clock = createManualClock({ startMs: Date.UTC(2026, 10, 27, 4) })
  settings = defaultSettings
})
afterEach(() => database.close())

const phoneOf = (n: number) => `138${String(n).padStart(8, '0')}`

function stage() {
  const desk = openDesk(database, clock.now)
  const log = createSendLog(database, clock.now)
  const queries = createLogQueries(database)
  const earlier = createEarlierSends(database)
  const begun: number[] = []
  const sender: Pick<Sender, 'active' | 'start' | 'resume' | 'progress'> = {
    active: () => null,
    progress: () => null,
    async start({ campaignId }) {
      begun.push(campaignId)
      log.begin(campaignId)
    },
    async resume({ campaignId }) {
      begun.push(campaignId)
      log.begin(campaignId)
    },
  }
  const service = createSendingService({
    ...idleSending,
    campaigns: desk.campaigns,
    sender: sender as Sender,
    keeper: desk.keeper as unknown as Keeper,
    reader: {
      ...noHistory,
      recent: (campaignId, question) => queries.recent(campaignId, question, async () => {}),
      sameText: id => earlier.sameText(id, async () => {}),
      hadPeople: (campaignId, chore, request) =>
        createHadPeople(database, async () => {})(campaignId, chore, {
          ...request,
          view: recipientViewer(desk.store.get(campaignId), []),
        }),
      tryContent: async () => null,
    },
    ...withoutConsent,
    settings: () => settings,
    clock,
  })
  const draft = (people: readonly number[], mode: Mode = 'real', kind: CampaignKind = 'bulk') => {
    const campaignId = desk.create(sampleDraft({ name: '活动', kind, mode }))
    desk.addRecipients(
      campaignId,
      people.map((n, index) => ({ row: index + 2, phone: phoneOf(n), values: [] })),
    )
    return campaignId
  }
  /** Everybody who is pending comes to this state now. */
  const settle = (campaignId: number, state = 'accepted'): void => {
    desk.ready(campaignId)
    database
      .prepare(
        `UPDATE recipients SET state = ?, attempts = 1, updated_at = ? WHERE campaign_id = ? AND state = 'pending'`,
      )
      .run(state, clock.now(), campaignId)
    database.prepare(`UPDATE campaigns SET status = 'paused', started_at = 1 WHERE id = ?`).run(campaignId)
    desk.recount(campaignId)
  }
  const sent = (people: readonly number[], mode: Mode = 'real', kind: CampaignKind = 'bulk'): number => {
    const campaignId = draft(people, mode, kind)
    settle(campaignId)
    return campaignId
  }
  const left = (campaignId: number) => desk.campaigns.view(campaignId).counts.pending
  /** Phones of the list behind a number of the rule. */
  const listed = async (campaignId: number, span: 'rule' | 'week' | 'new') => {
    const of = { kind: 'recent', span } as const
    return (await service.hadPeople(campaignId, of, { at: 'first', limit: 50 })).rows.map(
      ({ phone }) => phone,
    )
  }
  return { desk, service, draft, settle, sent, begun, left, listed }
}

test('counts who had as many as the rule allows, real ones only, and leaves them out', async () => {
  const { desk, service, draft, sent, settle, left, listed } = stage()
  sent([1, 2])
  sent([3], 'practice')
  settle(desk.createTest(draft([9]), phoneOf(4), 1))
  await clock.advance(23 * hourMs)
  sent([2, 5], 'real', 'quick')
  const campaignId = draft([1, 2, 3, 4, 5, 6])
  expect(await service.recent(campaignId)).toEqual({ people: 3, week: 3 })
  settings = { ...settings, recentMessages: 2 }
  expect(await service.recent(campaignId)).toEqual({ people: 1, week: 3 })
  settings = { ...settings, recentHours: 1 }
  expect(await service.recent(campaignId)).toEqual({ people: 0, week: 3 })
  settings = { ...settings, recentMessages: 1 }
  expect(await service.recent(campaignId)).toEqual({ people: 2, week: 3 })
  expect(await listed(campaignId, 'rule')).toEqual([phoneOf(2), phoneOf(5)])
  expect(await listed(campaignId, 'week')).toEqual([phoneOf(1), phoneOf(2), phoneOf(5)])
  expect(await service.skipRecent(campaignId, 'rule')).toBe(2)
  expect(left(campaignId)).toBe(4)
  expect(await service.recent(campaignId)).toEqual({ people: 0, week: 1 })
  settings = { ...settings, recentRule: false, recentHours: 24 }
  expect(await service.recent(campaignId)).toEqual({ people: 0, week: 1 })
})

test('unknown and sending count, what is treated as unsent, refused or unsent does not', async () => {
  const { service, draft, sent } = stage()
  const earlier = sent([1])
  const campaignId = draft([1])
  for (const [state, resolution, people] of [
    ['unknown', null, 1],
    ['sending', null, 1],
    ['unknown', 'treat-as-unsent', 0],
    ['rejected', null, 0],
    ['unsent', null, 0],
  ] as const) {
    database
      .prepare('UPDATE recipients SET state = ?, resolution = ? WHERE campaign_id = ?')
      .run(state, resolution, earlier)
    expect([state, (await service.recent(campaignId)).people]).toEqual([state, people])
  }
})

test('a start asks for those who were sent something since the owner was told, and for nobody else', async () => {
  const { service, draft, sent, begun, left, listed } = stage()
  sent([1])
  await clock.advance(hourMs)
  const campaignId = draft([1, 2, 3])
  await service.recent(campaignId)
  await clock.advance(hourMs)
  sent([2])
  await expect(service.start(campaignId)).rejects.toMatchObject({ code: 'recent-more', detail: '1' })
  expect(begun).toEqual([])
  expect(await listed(campaignId, 'new')).toEqual([phoneOf(2)])
  expect(await service.skipRecent(campaignId, 'new')).toBe(1)
  expect(left(campaignId)).toBe(2)
  await service.start(campaignId)
  expect(begun).toEqual([campaignId])
})

test('who was asked about and shall be sent to is not asked about again, neither at the start nor later', async () => {
  const { desk, service, draft, sent, settle, begun } = stage()
  const campaignId = draft([1, 2])
  await service.recent(campaignId)
  await clock.advance(hourMs)
  sent([2])
  await expect(service.start(campaignId)).rejects.toMatchObject({ code: 'recent-more' })
  await clock.advance(1_000)
  await service.acceptRecent(campaignId)
  await service.start(campaignId)
  database.prepare(`UPDATE campaigns SET status = 'paused' WHERE id = ?`).run(campaignId)
  await clock.advance(hourMs)
  await service.resume(campaignId)
  expect(begun).toEqual([campaignId, campaignId])
  database.prepare(`UPDATE campaigns SET status = 'paused' WHERE id = ?`).run(campaignId)
  sent([1])
  await expect(service.resume(campaignId)).rejects.toMatchObject({ code: 'recent-more', detail: '1' })
  settle(campaignId)
  expect(desk.campaigns.view(campaignId).counts.accepted).toBe(2)
})

test('a campaign that was never checked asks for everybody whom the rule concerns', async () => {
  const { service, draft, sent } = stage()
  sent([1, 2])
  await expect(service.start(draft([1, 2, 3]))).rejects.toMatchObject({ code: 'recent-more', detail: '2' })
  settings = { ...settings, recentRule: false }
  await service.start(draft([1, 2, 3]))
})

test('a resend of unknown outcomes is not asked about for those very outcomes; practice and tests never', async () => {
  const { desk, service, draft, sent } = stage()
  const first = sent([1, 2])
  database.exec(`UPDATE recipients SET state = 'unknown' WHERE campaign_id = ${first};
    UPDATE campaigns SET status = 'finished', finished_at = ${clock.now()} WHERE id = ${first}`)
  desk.recount(first)
  const again = desk.resend(first, { states: ['unknown'], codes: null, seqs: null })
  await service.start(again.campaignId)
  await service.start(draft([1, 2], 'practice'))
  await service.sendTest(first, phoneOf(1), 1)
})
