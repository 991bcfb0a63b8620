import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Keeper } from '../../electron/services/campaigns/keeper.ts'
import { createConsent, type OwnerQuestion } from '../../electron/services/consent/consent.ts'
import { settingsQuestions } from '../../electron/services/consent/settings-consent.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { createAgreedCampaigns } from '../../electron/services/sending/agreed-campaigns.ts'
import { createBeginConsent } from '../../electron/services/sending/begin-consent.ts'
import type { Sender } from '../../electron/services/sending/sender.ts'
import { createSendingService } from '../../electron/services/sending/sending-service.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createMeta } from '../../electron/services/storage/meta.ts'
import type { Mode } from '../../shared/domain/campaign.ts'
import { askedBySystemFrom } from '../../shared/domain/consent.ts'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import { createManualClock } from '../fakes/clocks.ts'
import { openDesk } from '../fakes/desk.ts'
import { idleSending } from '../fakes/idle-sending.ts'
import { noHistory } from '../fakes/no-history.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

/**
 * Whatever a page asks for, a hundred people are not sent to for real before the owner has agreed to it outside the page
 * (docs/security.md). The app's own rules on a real database; the sender takes down whom it was let go to.
 */

const nowMs = Date.UTC(2026, 10, 27, 4)
const settings: Settings = { ...defaultSettings, pricePerPart: 0.05, recentRule: false }

let database: ReturnType<typeof openDatabase>
beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => database.close())

function stage(answer: () => boolean = () => false) {
  const clock = createManualClock({ startMs: nowMs })
  const desk = openDesk(database, clock.now)
  const log = createSendLog(database, clock.now)
  const asked: OwnerQuestion[] = []
  /** Of each time that the sender was let go: how many it may send to. */
  const letGo: { readonly campaignId: number; readonly people: number }[] = []
  const begin = (campaignId: number, slice: readonly number[] | null): void => {
    letGo.push({ campaignId, people: slice?.length ?? desk.campaigns.view(campaignId).counts.pending })
    log.begin(campaignId)
    const reason = slice === null ? 'owner' : 'first-slice-done'
    log.setStatus(campaignId, 'paused', { reason })
  }
  const sender: Pick<Sender, 'active' | 'start' | 'resume' | 'progress'> = {
    active: () => null,
    progress: () => null,
    start: async ({ campaignId }, slice) => begin(campaignId, slice),
    resume: async ({ campaignId }) => begin(campaignId, null),
  }
  const open = () => {
    const confirm = createConsent(async question => {
      asked.push(question)
      return answer()
    })
    return createSendingService({
      ...idleSending,
      campaigns: desk.campaigns,
      sender: sender as Sender,
      keeper: {
        ...desk.keeper,
        addRecipients: async (campaignId: number, people: Parameters<typeof desk.addRecipients>[1]) =>
          desk.addRecipients(campaignId, people),
        resend: async (campaignId: number, choice: Parameters<typeof desk.resend>[1]) =>
          desk.resend(campaignId, choice),
      } as unknown as Keeper,
      reader: { ...noHistory, tryContent: async () => null },
      settings: () => settings,
      consent: createBeginConsent({
        campaigns: desk.campaigns,
        agreed: createAgreedCampaigns(createMeta(database), async work => work()),
        confirm,
        settings: () => settings,
        clock,
      }),
      confirm,
      clock,
    })
  }
  const create = (mode: Mode = 'real'): number =>
    desk.create(sampleDraft({ name: '周年庆', mode, text: '您好，\n周年庆满100减20。\u202e拒收请回复R' }))
  let next = 0
  const people = (count: number) =>
    Array.from({ length: count }, () => ({
      row: 2,
      phone: `138${String(next++).padStart(8, '0')}`,
      values: [],
    }))
  /** A draft that was looked at. */
  const draft = async (service: ReturnType<typeof open>, count: number, mode: Mode = 'real') => {
    const campaignId = create(mode)
    await service.addRecipients(campaignId, people(count))
    await service.preflight(campaignId)
    return campaignId
  }
  const schedule = (service: ReturnType<typeof open>, campaignId: number) =>
    service.schedule(campaignId, nowMs + 60_000, async () => desk.store.schedule(campaignId, nowMs + 60_000))
  return { desk, open, create, people, draft, schedule, asked, letGo }
}

const declined = { code: 'owner-declined' }

test('a hundred people: the owner is asked with main’s own figures, and who says no has sent nothing', async () => {
  const { open, draft, asked, letGo, desk } = stage()
  const service = open()
  const campaignId = await draft(service, askedBySystemFrom)
  await expect(service.start(campaignId)).rejects.toMatchObject(declined)
  expect(asked).toEqual([
    {
      kind: 'begin',
      people: 100,
      isSlice: false,
      parts: 100,
      cost: 5,
      signature: '测试店',
      templateCode: 'T1',
      firstWords: '您好， 周年庆满100减20。拒收请回复R',
      at: null,
      waitsUntil: null,
    },
  ])
  expect(letGo).toEqual([])
  expect(desk.campaigns.get(campaignId).status).toBe('draft')
})

test('one less is asked by the page, and practice never outside it', async () => {
  const { open, draft, asked, letGo } = stage()
  const service = open()
  await service.start(await draft(service, askedBySystemFrom - 1))
  await service.start(await draft(service, 5000, 'practice'))
  expect(asked).toEqual([])
  expect(letGo.map(({ people }) => people)).toEqual([99, 5000])
})

test('many small ones: asked as soon as they come to a hundred, and anew after a yes', async () => {
  let says = false
  const { open, draft, asked, letGo } = stage(() => says)
  const service = open()
  await service.start(await draft(service, 60))
  const second = await draft(service, 40)
  await expect(service.start(second)).rejects.toMatchObject(declined)
  says = true
  await service.start(second)
  await service.start(await draft(service, 99))
  expect(asked).toHaveLength(2)
  expect(letGo.map(({ people }) => people)).toEqual([60, 40, 99])
})

test('the rest behind a first slice is asked for, whatever paused it; once agreed to, it goes on unasked, also after a restart', async () => {
  let says = false
  const { open, draft, asked, letGo } = stage(() => says)
  const service = open()
  const campaignId = await draft(service, 500)
  await service.start(campaignId, 20)
  expect(asked).toEqual([])
  await expect(service.resume(campaignId)).rejects.toMatchObject(declined)
  expect(letGo).toEqual([{ campaignId, people: 20 }])
  says = true
  await service.resume(campaignId)
  await service.resume(campaignId)
  await open().resume(campaignId)
  expect(asked.map(question => question.kind)).toEqual(['begin', 'begin'])
})

test('another content after the yes is asked for anew', async () => {
  const answers = [true, false]
  const { open, draft, asked, letGo } = stage(() => answers.shift() ?? false)
  const service = open()
  const campaignId = await draft(service, 150)
  await service.start(campaignId)
  await service.changeContent(campaignId, {
    signature: { name: '测试店', code: 'S1' },
    template: { code: 'T2', text: '别的话。拒收请回复R' },
  })
  await expect(service.resume(campaignId)).rejects.toMatchObject(declined)
  expect(asked.at(-1)).toMatchObject({ kind: 'begin', templateCode: 'T2', firstWords: '别的话。拒收请回复R' })
  expect(letGo).toHaveLength(1)
})

test('a scheduled one is agreed to when it is scheduled, and begins by itself', async () => {
  let says = false
  const { open, draft, schedule, desk, asked, letGo } = stage(() => says)
  const service = open()
  const campaignId = await draft(service, 200)
  await expect(schedule(service, campaignId)).rejects.toMatchObject(declined)
  expect(desk.campaigns.get(campaignId).status).toBe('draft')
  says = true
  await schedule(service, campaignId)
  await service.startScheduled(campaignId)
  expect(asked).toHaveLength(2)
  expect(asked[1]).toMatchObject({ at: nowMs + 60_000, people: 200 })
  expect(letGo).toEqual([{ campaignId, people: 200 }])
})

test('a draft that was not looked at as it stands is neither started nor scheduled', async () => {
  const { open, create, people, schedule, draft, letGo } = stage(() => true)
  const service = open()
  const campaignId = create('practice')
  await service.addRecipients(campaignId, people(3))
  const missing = { code: 'preflight-missing' }
  await expect(service.start(campaignId)).rejects.toMatchObject(missing)
  await expect(schedule(service, campaignId)).rejects.toMatchObject(missing)
  await service.preflight(campaignId)
  await service.addRecipients(campaignId, people(1))
  await expect(service.start(campaignId)).rejects.toMatchObject(missing)
  // Of another draft.
  await draft(service, 2)
  await expect(service.start(campaignId)).rejects.toMatchObject(missing)
  await service.preflight(campaignId)
  await service.start(campaignId)
  expect(letGo).toEqual([{ campaignId, people: 4 }])
})

test('nobody is added, and nothing else begun, while the owner is asked', async () => {
  const standing = Promise.withResolvers<boolean>()
  const reached = Promise.withResolvers<void>()
  const confirm = createConsent(() => {
    reached.resolve()
    return standing.promise
  })
  const first = confirm({ kind: 'lost-history' })
  await reached.promise
  await expect(confirm({ kind: 'lost-history' })).rejects.toMatchObject({ code: 'wrong-state' })
  standing.resolve(true)
  await first

  let add: () => Promise<unknown> = async () => undefined
  const tried: unknown[] = []
  const { open, draft, people, letGo } = stage(() => {
    tried.push(add())
    return true
  })
  const service = open()
  const campaignId = await draft(service, 120)
  add = () => service.addRecipients(campaignId, people(5000)).catch((error: unknown) => error)
  await service.start(campaignId)
  expect(await Promise.all(tried)).toMatchObject([{ code: 'wrong-state' }])
  expect(letGo).toEqual([{ campaignId, people: 120 }])
})

test('a possible double is agreed to outside the page, in practice in it', async () => {
  const { open, draft, desk, asked } = stage()
  const service = open()
  const unclear = async (mode: Mode): Promise<number> => {
    const campaignId = await draft(service, 3, mode)
    desk.ready(campaignId)
    database
      .prepare(
        `UPDATE recipients SET state = 'unknown', cause = 'timeout', attempts = 1 WHERE campaign_id = ?`,
      )
      .run(campaignId)
    database.prepare(`UPDATE campaigns SET status = 'finished', started_at = 1 WHERE id = ?`).run(campaignId)
    desk.recount(campaignId)
    return campaignId
  }
  const all = { states: ['unknown'], codes: null, seqs: null } as const
  const campaignId = await unclear('real')
  await expect(service.retry(campaignId, all)).rejects.toMatchObject(declined)
  await expect(service.retry(campaignId, { ...all, seqs: [2] })).rejects.toMatchObject(declined)
  await expect(service.resolve(campaignId, null, 'treat-as-unsent')).rejects.toMatchObject(declined)
  await expect(service.resolve(campaignId, [1, 2], 'treat-as-unsent')).rejects.toMatchObject(declined)
  expect(asked).toEqual([
    { kind: 'resend', people: 3, campaign: '周年庆' },
    { kind: 'resend', people: 1, campaign: '周年庆' },
    { kind: 'treat-as-unsent', people: 3, campaign: '周年庆' },
    { kind: 'treat-as-unsent', people: 2, campaign: '周年庆' },
  ])
  expect(desk.outcomes(campaignId).resolved['treat-as-unsent']).toBe(0)
  // One of them, and the careful answer for all, can be taken back and send nothing.
  await service.resolve(campaignId, [1], 'treat-as-unsent')
  await service.resolve(campaignId, null, 'treat-as-sent')
  await service.retry(await unclear('practice'), all)
  expect(asked).toHaveLength(4)
})

test('a page that tries everything, and an owner who never agrees: fewer than a hundred are sent to', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('draft'), people: fc.integer({ min: 1, max: 130 }) }),
    fc.record({ kind: fc.constant('add'), on: fc.nat(5), people: fc.integer({ min: 1, max: 80 }) }),
    fc.record({ kind: fc.constant('look'), on: fc.nat(5) }),
    fc.record({
      kind: fc.constant('start'),
      on: fc.nat(5),
      slice: fc.option(fc.integer({ min: 1, max: 100 })),
    }),
    fc.record({ kind: fc.constant('schedule'), on: fc.nat(5) }),
    fc.record({ kind: fc.constant('due'), on: fc.nat(5) }),
    fc.record({ kind: fc.constant('resume'), on: fc.nat(5) }),
    fc.record({ kind: fc.constant('content'), on: fc.nat(5), code: fc.constantFrom('T1', 'T2') }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
      database.close()
      database = openDatabase(':memory:')
      const { open, draft, people, schedule, letGo } = stage()
      const service = open()
      const drafts = [await draft(service, 60)]
      for (const each of steps) {
        const on = 'on' in each ? (drafts[each.on % drafts.length] ?? 0) : 0
        const work = async (): Promise<unknown> => {
          switch (each.kind) {
            case 'draft':
              return drafts.push(await draft(service, each.people))
            case 'add':
              return service.addRecipients(on, people(each.people))
            case 'look':
              return service.preflight(on)
            case 'start':
              return service.start(on, each.slice ?? undefined)
            case 'schedule':
              return schedule(service, on)
            case 'due':
              return service.startScheduled(on)
            case 'resume':
              return service.resume(on)
            default:
              return service.changeContent(on, {
                signature: { name: '测试店', code: 'S1' },
                template: { code: each.code, text: '您好。拒收请回复R' },
              })
          }
        }
        await work().catch(() => undefined)
      }
      // The sender of this stage sends nobody: who was let go twice would be the same people.
      const reached = new Map<number, number>()
      for (const { campaignId, people: n } of letGo)
        reached.set(campaignId, Math.max(n, reached.get(campaignId) ?? 0))
      const sentTo = [...reached.values()].reduce((total, n) => total + n, 0)
      expect(sentTo).toBeLessThan(askedBySystemFrom)
    }),
    { numRuns: 60 },
  )
})

test('wider sending hours and another address are asked for, what protects more is not', () => {
  const at = (sendingWindow: Settings['sendingWindow']): Settings => ({ ...settings, sendingWindow })
  const day = { enabled: true, fromMinute: 480, toMinute: 1260 }
  const off = { ...day, enabled: false }
  expect(settingsQuestions({ sendingWindow: off }, at(day))).toEqual([{ kind: 'hours', hours: null }])
  expect(settingsQuestions({ sendingWindow: { ...day, fromMinute: 470 } }, at(day))).toHaveLength(1)
  expect(settingsQuestions({ sendingWindow: { ...day, toMinute: 1261 } }, at(day))).toEqual([
    { kind: 'hours', hours: { fromMinute: 480, toMinute: 1261 } },
  ])
  for (const narrower of [day, { ...day, fromMinute: 500 }, { ...day, toMinute: 1000 }])
    expect(settingsQuestions({ sendingWindow: narrower }, at(day))).toEqual([])
  expect(settingsQuestions({ sendingWindow: day }, at(off))).toEqual([])
  expect(settingsQuestions({ ratePerSecond: 5 }, at(day))).toEqual([])

  const url = 'https://other.example/send'
  expect(settingsQuestions({ endpoint: url }, settings)).toEqual([{ kind: 'endpoint', url }])
  expect(settingsQuestions({ endpoint: url }, { ...settings, endpoint: url })).toEqual([])
  expect(settingsQuestions({ endpoint: null }, { ...settings, endpoint: url })).toEqual([])
})
