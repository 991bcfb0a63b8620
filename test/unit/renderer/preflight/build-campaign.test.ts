import { expect, test } from 'vitest'
import type { UsableContact, UsableContacts } from '../../../../renderer/features/import/usable-contacts.ts'
import {
  type BuildBridge,
  buildCampaign,
  draftOf,
  type Plan,
} from '../../../../renderer/features/preflight/build-campaign.ts'
import { gatherWarnings, toTick } from '../../../../renderer/features/preflight/warnings.ts'
import { flawKey } from '../../../../renderer/lib/filling.ts'
import { type NewRecipient, newRecipientSchema } from '../../../../shared/domain/campaign.ts'
import type { FlawPolicy } from '../../../../shared/domain/filling.ts'
import { contract } from '../../../../shared/ipc/contract.ts'
import type { AppError } from '../../../../shared/ipc/result.ts'

const people = (count: number): readonly UsableContact[] =>
  Array.from({ length: count }, (_, index) => ({
    row: index + 2,
    phone: String(13_800_000_000 + index),
    values: [String(13_800_000_000 + index), index % 10 === 0 ? '' : `客户${index}`],
  }))

const listOf = (all: readonly UsableContact[]): UsableContacts => ({
  fileName: '会员.csv',
  columns: [
    { index: 0, name: '手机' },
    { index: 1, name: '姓名' },
  ],
  isSample: false,
  phoneColumn: 0,
  origin: () => null,
  nameColumn: null,
  counts: {
    rows: all.length + 6,
    usable: all.length,
    duplicate: 1,
    bad: 1,
    empty: 1,
    optedOut: 2,
    leftOut: 1,
    leftOutBy: { unreadable: 1 },
  },
  count: async () => all.length,
  flaws: async () => [],
  kinds: async () => [],
  measure: async () => ({ byParts: [all.length], leftOut: 0, gaps: 0, longest: 0, cut: [], other: [] }),
  messages: async (_, offset, limit) => ({ total: all.length, rows: all.slice(offset, offset + limit) }),
  rows: async () => ({ total: 0, rows: [] }),
  page: async (offset, limit) => all.slice(offset, offset + limit),
})

const planFor = (all: readonly UsableContact[]): Plan => ({
  name: '会员 11-22 10:00',
  mode: 'practice',
  contacts: listOf(all),
  content: {
    signature: { name: '王记茶铺', code: 'S' },
    template: { code: 'T', text: '${姓名}您好' },
    chosen: new Map(),
    policies: new Map(),
    flawPolicies: new Map(),
    forms: new Map(),
  },
  review: { warnWords: [], rulesOff: [], optOutWording: '' },
})

/** Keeps what is handed over; refuses the batch with this number, if one is given. */
const keeper = (refuseBatch = 0) => {
  const batches: (readonly NewRecipient[])[] = []
  const discarded: number[] = []
  const bridge: BuildBridge = {
    create: async () => ({ ok: true, value: { campaignId: 7 } }),
    addRecipients: async ({ recipients }) => {
      if (batches.length + 1 === refuseBatch) return { ok: false, error: { code: 'log-failed' } }
      batches.push(recipients)
      return { ok: true, value: { recipients: batches.flat().length } }
    },
    preflight: async ({ campaignId }) => ({
      ok: true,
      value: {
        campaignId,
        recipients: batches.flat().length,
        toSend: batches.flat().length,
        skipped: [],
        parts: 0,
        byParts: [],
        estimatedCost: null,
        maybeTooLong: 0,
        estimatedSeconds: 0,
      },
    }),
    recent: async () => ({ ok: true, value: { people: 0, week: 0 } }),
    sameText: async () => ({ ok: true, value: { people: 0, sends: [] } }),
    recipients: async () => ({
      ok: true,
      value: { rows: [], total: 0, totalIsLeast: false, previous: null, next: null },
    }),
    discard: async ({ campaignId }) => {
      discarded.push(campaignId)
      return { ok: true, value: undefined }
    },
  }
  return { bridge, batches, discarded }
}

const quiet = () => {}
const never = new AbortController().signal

test('everybody usable is handed over once, in order, in batches that the contract takes', async () => {
  const all = people(5_001)
  const { bridge, batches, discarded } = keeper()
  const seen: number[] = []
  const built = await buildCampaign(planFor(all), {
    bridge,
    signal: never,
    onProgress: done => seen.push(done),
  })
  expect(batches.map(batch => batch.length)).toEqual([2000, 2000, 1001])
  expect(seen).toEqual([0, 2000, 4000, 5001])
  const handed = batches.flat()
  expect(handed.map(recipient => recipient.phone)).toEqual(all.map(contact => contact.phone))
  expect(handed[0]).toEqual({ row: 2, phone: '13800000000', values: [''] })
  expect(handed[1]).toEqual({ row: 3, phone: '13800000001', values: ['客户1'] })
  expect(handed.every(recipient => newRecipientSchema.safeParse(recipient).success)).toBe(true)
  expect(built).toMatchObject({ campaignId: 7, preflight: { recipients: 5_001 }, sample: null })
  expect(discarded).toEqual([])
})

test('the draft fits the contract and its source adds up', () => {
  const draft = draftOf(planFor(people(3)))
  expect(contract['campaigns.create'].input.safeParse(draft).success).toBe(true)
  const { rows, usable, duplicate, bad, empty, leftOut } = draft.source
  expect(usable + duplicate + bad + empty + leftOut).toBe(rows)
})

test('a failure on the way discards the half-made draft and is told', async () => {
  const { bridge, discarded } = keeper(2)
  const building = buildCampaign(planFor(people(6000)), { bridge, signal: never, onProgress: quiet })
  await expect(building).rejects.toMatchObject({ code: 'log-failed' } satisfies Partial<AppError>)
  expect(discarded).toEqual([7])
})

test('stopped by the owner, the draft is discarded and no further batch is handed over', async () => {
  const { bridge, batches, discarded } = keeper()
  const stop = new AbortController()
  const building = buildCampaign(planFor(people(20_000)), {
    bridge,
    signal: stop.signal,
    onProgress: done => {
      if (done === 2000) stop.abort()
    },
  })
  await expect(building).rejects.toThrow()
  expect(batches).toHaveLength(1)
  expect(discarded).toEqual([7])
})

test('values that are none are counted as they go out after the owner’s choice', async () => {
  const names = ['NULL', '王芳', '#N/A', '无', '王\ufffd', '']
  const all = names.map((value, index) => ({
    row: index + 2,
    phone: String(13_800_000_000 + index),
    values: [String(13_800_000_000 + index), value],
  }))
  const built = async (...decisions: readonly (readonly [string, FlawPolicy])[]) => {
    const plan = planFor(all)
    const { bridge, batches } = keeper()
    const campaign = await buildCampaign(
      { ...plan, content: { ...plan.content, flawPolicies: new Map(decisions) } },
      { bridge, signal: never, onProgress: quiet },
    )
    const warnings = gatherWarnings({
      preflight: campaign.preflight,
      sameText: campaign.sameText,
      recent: campaign.recent,
      findings: [],
      values: [],
      flaws: campaign.flawWarnings,
    })
    return {
      values: batches.flat().map(recipient => recipient.values[0]),
      ticks: await Promise.all(
        toTick(warnings).map(async ({ id, count, people }) => [
          id,
          count,
          (await people?.page(0, 50))?.map(person => person.word),
        ]),
      ),
    }
  }
  const name = flawKey('姓名', 'no-value')
  const unreadable = ['unreadable', 1, ['王\ufffd']]
  const stands = ['no-value', 3, ['NULL', '#N/A', '无']]
  expect(await built()).toEqual({ values: names, ticks: [stands, unreadable] })
  // Who keeps them has seen them, and says so once more before money leaves.
  expect(await built([name, { kind: 'keep' }])).toEqual({ values: names, ticks: [stands, unreadable] })
  expect(await built([name, { kind: 'leave-out' }])).toEqual({
    values: ['', '王芳', '', '', '王\ufffd', ''],
    ticks: [unreadable],
  })
  expect(
    await built(
      [name, { kind: 'replace', text: '顾客' }],
      [flawKey('姓名', 'unreadable'), { kind: 'leave-out' }],
    ),
  ).toEqual({ values: ['顾客', '王芳', '顾客', '顾客', '', ''], ticks: [] })
})

test('everybody behind a number of warned people can be leafed through, however many they are', async () => {
  // Every tenth has no name and gets no message; every third of the others has a link for a name.
  const all = people(68_000).map(contact => ({
    ...contact,
    values: contact.values.map(value => (Number(value.slice(2)) % 3 === 1 ? 'http://a.cn' : value)),
  }))
  const concerned = all.filter(contact => contact.values[1] === 'http://a.cn')
  const { bridge } = keeper()
  const { valueWarnings } = await buildCampaign(planFor(all), { bridge, signal: never, onProgress: quiet })
  const warned = valueWarnings.find(({ rule }) => rule === 'value-link')?.people
  expect(warned?.total).toBe(concerned.length)
  const from = concerned.length - 50
  expect(await warned?.page(from, 50)).toEqual(
    concerned
      .slice(from)
      .map(({ row, phone }) => ({ row, phone, variable: '姓名', word: expect.stringContaining('a.cn') })),
  )
})
