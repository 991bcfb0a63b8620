import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCampaignService } from '../../electron/services/campaigns/campaign-service.ts'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { createListStore } from '../../electron/services/contact-lists/list-store.ts'
import { createMappingStore } from '../../electron/services/contact-lists/mapping-store.ts'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { createScheduler } from '../../electron/services/sending/scheduler.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { reportOnce } from '../../electron/services/storage/rows.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { contract } from '../../shared/ipc/contract.ts'
import { createManualClock } from '../fakes/clocks.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

/** A single row that can't be read never keeps the app from starting or the others from being shown. */

/** No calendar has such a moment, and a number holds it only roughly. */
const beyondCalendars = 10n ** 17n
const outOfRange = [beyondCalendars, 2n ** 63n - 1n, -1n, -(2n ** 63n)]

let database: Database
let reported: { readonly table: string; readonly row: string; readonly problem: string }[]
const now = () => Date.UTC(2026, 10, 22)

beforeEach(() => {
  database = openDatabase(':memory:')
  reported = []
})
afterEach(() => {
  database.close()
})

const report = (): Parameters<typeof createOptOutStore>[2] => reportOnce(where => reported.push(where))

describe('campaigns', () => {
  const newCampaign = (name: string): number => {
    const store = createCampaignStore(database, now)
    const id = store.create(sampleDraft({ name }))
    store.addRecipients(id, [
      { row: 2, phone: '13800000001', values: [], parts: 1, nearLimit: false, skip: null },
    ])
    return id
  }

  test.each(outOfRange)(
    'scheduled at %i: shown without a time, never begun, the next one on time',
    async at => {
      const clock = createManualClock()
      const broken = newCampaign('坏的')
      const other = newCampaign('好的')
      const store = createCampaignStore(database, clock.now, report())
      store.schedule(other, clock.now() + 60_000)
      database
        .prepare(`UPDATE campaigns SET status = 'scheduled', scheduled_at = ? WHERE id = ?`)
        .run(at, broken)
      const begun: number[] = []
      const scheduler = createScheduler({
        campaigns: createCampaignService(store, () => defaultSettings),
        keeper: { schedule: async (id, time) => store.schedule(id, time) },
        isSending: () => false,
        onNear: () => undefined,
        store: { setStatus: async () => undefined },
        clock,
        begin: async id => {
          begun.push(id)
          database.prepare(`UPDATE campaigns SET status = 'sending' WHERE id = ?`).run(id)
        },
        onChange: () => undefined,
        onFailure: (_id, error) => expect.unreachable(String(error)),
      })
      scheduler.start()
      await clock.advance(61_000)
      scheduler.stop()
      expect(begun).toEqual([other])
      expect(store.view(broken)).toMatchObject({ name: '坏的', status: 'scheduled', scheduledAt: null })
      expect(store.list().map(({ id }) => id)).toContain(broken)
      await scheduler.unschedule(broken)
      scheduler.stop()
      expect(store.get(broken).status).toBe('draft')
    },
  )

  test('one whose row can’t be read is left out of the list, and the log names it once', () => {
    const [one, broken, other] = [newCampaign('一'), newCampaign('二'), newCampaign('三')]
    database.exec(`UPDATE campaigns SET status = 'finished'`)
    database.prepare(`UPDATE campaigns SET source = '{"rows":"viele"}' WHERE id = ?`).run(broken)
    const store = createCampaignStore(database, now, report())
    expect(store.list().map(({ id }) => id)).toEqual([other, one])
    store.list()
    expect(reported).toEqual([
      { table: 'campaigns', row: `id ${broken}`, problem: 'source: JSON of another shape' },
    ])
  })
})

test('a figure that can’t be read keeps no campaign from the list, and is named in the log', () => {
  const store = createCampaignStore(database, now, report())
  const ids = ['一', '二'].map(name => store.create(sampleDraft({ name })))
  for (const id of ids) {
    store.addRecipients(id, [
      { row: 2, phone: '13800000001', values: [], parts: 1, nearLimit: false, skip: null },
    ])
  }
  database.exec(`UPDATE campaigns SET status = 'finished'`)
  database.prepare(`UPDATE tallies SET state = 'lost' WHERE campaign_id = ?`).run(ids[0])
  expect(store.list().map(({ id, counts }) => [id, counts.pending])).toEqual([
    [ids[1], 1],
    [ids[0], 0],
  ])
  expect(reported).toMatchObject([{ table: 'tallies', row: `campaign_id ${ids[0]}` }])
})

test('an opt-out that can’t be read is left out of the page and the export, and holds all the same', () => {
  const store = createOptOutStore(database, now, report())
  store.add(['13800000001', '13800000002', '13800000003'], '', 'typed')
  database.prepare(`UPDATE opt_outs SET added_at = ? WHERE phone = '13800000002'`).run(beyondCalendars)
  const shown = ['13800000001', '13800000003']
  expect(store.page({ search: '', offset: 0, limit: 10 }).rows.map(({ phone }) => phone)).toEqual(shown)
  // Whole pages of what can't be read are passed over, too.
  expect([...store.all(1)].map(({ phone }) => phone)).toEqual(shown)
  expect(store.has('13800000002')).toBe(true)
  expect(reported.map(({ row }) => row)).toEqual(['phone 13800000002'])
})

test('a kept list, and a person in one, that can’t be read are left out', () => {
  const store = createListStore(database, now, report())
  const [one, broken] = ['一', '二'].map(name => {
    const id = store.create(name, ['姓名'])
    store.keep(id, ['姓名'])
    return id
  })
  database.prepare(`UPDATE contact_lists SET columns_json = '{}' WHERE id = ?`).run(broken)
  expect(store.lists().map(({ id }) => id)).toEqual([one])
  expect(() => store.get(Number(broken))).toThrow()

  const insert = database.prepare(
    'INSERT INTO list_contacts (list_id, phone, values_json, tags_json, added_at) VALUES (?, ?, ?, ?, 1)',
  )
  insert.run(one, '13800000001', '["王芳"]', '["熟客"]')
  insert.run(one, '13800000002', '"王芳"', '["熟客"]')
  insert.run(one, '13800000003', '["李娜"]', '{"熟客":1}')
  expect([...store.all(Number(one), 1)].map(({ phone }) => phone)).toEqual(['13800000001'])
  expect(store.contact(Number(one), '13800000002')).toBeNull()
  expect(store.findPerson('13800000002')).toEqual([])
  const phones = ['13800000001', '13800000002', '13800000003']
  expect(store.changeTags(Number(one), phones, ['新客'], [])).toBe(2)
  expect(store.tagSets(Number(one), '', '2').map(({ tags_json }) => tags_json)).toEqual([['新客', '熟客']])
})

test('a mapping that is no JSON is none', () => {
  const mappings = createMappingStore(database, now, { write: async piece => piece() })
  database.exec('PRAGMA ignore_check_constraints = ON')
  database.exec(`INSERT INTO mappings VALUES ('x', '{', 0)`)
  const [key] = database.prepare(`SELECT header_key FROM mappings`).pluck().all()
  expect(key).toBe('x')
  expect(mappings.get(['电话'])).toBeNull()
})

test('of very many rows that can’t be read the log names some', () => {
  const tell = reportOnce(where => reported.push(where))
  for (let id = 0; id < 1000; id += 1) tell('recipients', { campaign_id: 1, seq: id }, 'x')
  expect(reported).toHaveLength(200)
  expect(reported[0]?.row).toBe('campaign_id 1, seq 0')
})

test.each([1e17, Number.MAX_SAFE_INTEGER, -1, 0, 8.64e15, 1.5, Date.UTC(1999, 11, 31), Date.UTC(2101, 0, 1)])(
  'a campaign can’t be scheduled at %d',
  at => {
    expect(contract['campaigns.schedule'].input.safeParse({ campaignId: 1, at }).success).toBe(false)
  },
)
