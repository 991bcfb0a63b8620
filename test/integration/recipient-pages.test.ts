import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRecipientPages } from '../../electron/services/campaigns/recipient-pages.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Page, PageRequest } from '../../shared/domain/page.ts'
import { type RecipientState, recipientStates, resolutions } from '../../shared/domain/states.ts'
import { openDesk } from '../fakes/desk.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

let database: Database

beforeEach(() => {
  database = openDatabase(':memory:')
})

afterEach(() => {
  database.close()
})

type Person = { readonly state: RecipientState; readonly decision: number; readonly phone: string }

const codeOf = ({ state, decision }: Pick<Person, 'state' | 'decision'>): number | null =>
  state === 'rejected' ? 30011 + (decision % 2) : null

const partsOf = ({ decision }: Pick<Person, 'decision'>): number => 1 + (decision % 3)
const isNear = ({ decision }: Pick<Person, 'decision'>): boolean => decision === 5

/** A campaign that was begun, with these people in order. */
function newCampaign(people: readonly Person[]): number {
  const desk = openDesk(database)
  const campaignId = desk.create(sampleDraft())
  desk.addRecipients(
    campaignId,
    people.map(({ phone }, index) => ({ row: index + 2, phone, values: [] })),
  )
  desk.ready(campaignId)
  const set = database.prepare(
    'UPDATE recipients SET state = ?, code = ?, resolution = ? WHERE campaign_id = ? AND phone = ?',
  )
  for (const { phone, state, decision } of people) {
    const decided = state === 'unknown' || state === 'rejected' || state === 'unsent'
    set.run(
      state,
      codeOf({ state, decision }),
      decided ? (resolutions[decision] ?? null) : null,
      campaignId,
      phone,
    )
  }
  const measured = database.prepare(
    'UPDATE recipients SET parts = ?, near_limit = ? WHERE campaign_id = ? AND phone = ?',
  )
  for (const each of people) measured.run(partsOf(each), isNear(each) ? 1 : 0, campaignId, each.phone)
  desk.recount(campaignId)
  database.prepare(`UPDATE campaigns SET status = 'finished' WHERE id = ?`).run(campaignId)
  return campaignId
}

/** Every page from the first to the last, then back again to the first; both must tell the same rows in the same order. */
function walk<Row>(read: (request: PageRequest) => Page<Row>, limit: number, keyOf: (row: Row) => string) {
  const forth: string[] = []
  let page = read({ at: 'first', limit })
  expect(page.previous).toBeNull()
  for (;;) {
    forth.push(...page.rows.map(keyOf))
    if (page.next === null) break
    expect(page.rows).toHaveLength(limit)
    page = read({ at: { after: page.next }, limit })
    expect(page.previous).not.toBeNull()
  }
  const back: string[] = []
  page = read({ at: 'last', limit })
  expect(page.next).toBeNull()
  for (;;) {
    back.unshift(...page.rows.map(keyOf))
    if (page.previous === null) break
    const before = read({ at: { before: page.previous }, limit })
    // A page before the first full one is the first: what it shares with the page behind it is told once.
    const shared = before.previous === null ? new Set(back) : new Set<string>()
    page = { ...before, rows: before.rows.filter(row => !shared.has(keyOf(row))) }
  }
  expect(back).toEqual(forth)
  return { keys: forth, total: page.total, totalIsLeast: page.totalIsLeast }
}

const person = fc.record({
  state: fc.constantFrom(...recipientStates),
  decision: fc.integer({ min: 0, max: 5 }),
})
const people = fc
  .array(person, { maxLength: 40 })
  .map(list => list.map((each, index) => ({ ...each, phone: `138${String(index * 37).padStart(8, '0')}` })))

describe('the recipients of a campaign', () => {
  test('under any filter are those that a filter over all of them leaves, page by page from both ends', () => {
    fc.assert(
      fc.property(
        people,
        fc.subarray([...recipientStates]),
        fc.integer({ min: 1, max: 9 }),
        (list, states, limit) => {
          const campaignId = newCampaign(list)
          const pages = createRecipientPages(database)
          const seqsOf = (wanted: (each: Person) => boolean) =>
            list.flatMap((each, index) => (wanted(each) ? [String(index + 1)] : []))
          const found = walk(
            request => pages.recipients(campaignId, { ...request, states }),
            limit,
            ({ seq }) => String(seq),
          )
          expect(found.keys).toEqual(seqsOf(({ state }) => states.includes(state)))
          expect(found.total).toBe(found.keys.length)
          const everybody = walk(
            request => pages.recipients(campaignId, request),
            limit,
            ({ seq }) => String(seq),
          )
          expect(everybody.keys).toEqual(seqsOf(() => true))
          for (const code of [30011, 30012]) {
            const refused = walk(
              request =>
                pages.recipients(campaignId, {
                  ...request,
                  states: ['rejected'],
                  reason: { code, cause: null },
                }),
              limit,
              ({ seq }) => String(seq),
            )
            expect(refused.keys).toEqual(seqsOf(each => codeOf(each) === code))
            expect(refused.total).toBe(refused.keys.length)
          }
          for (const parts of [1, 2, 3, 4]) {
            const long = walk(
              request => pages.recipients(campaignId, { ...request, states, parts }),
              limit,
              ({ seq }) => String(seq),
            )
            expect(long.keys).toEqual(seqsOf(each => states.includes(each.state) && partsOf(each) === parts))
            expect(long.total).toBe(long.keys.length)
          }
          const near = walk(
            request => pages.recipients(campaignId, { ...request, nearLimit: true }),
            limit,
            ({ seq }) => String(seq),
          )
          expect(near.keys).toEqual(seqsOf(isNear))
          for (const resolution of resolutions) {
            const decided = walk(
              request => pages.recipients(campaignId, { ...request, resolution }),
              limit,
              ({ seq }) => String(seq),
            )
            expect(decided.keys).toHaveLength(decided.total)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('are never looked for by passing over the table, in any state but those that are most of it', () => {
    const campaignId = newCampaign([])
    const plans: string[] = []
    const original = database.prepare.bind(database)
    const watched = new Proxy(database, {
      get: (target, key) =>
        key === 'prepare'
          ? (sql: string) => {
              if (sql.startsWith('SELECT * FROM recipients'))
                plans.push(
                  ...original<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
                    .all(...Array(sql.split('?').length - 1).fill(1))
                    .map(({ detail }) => detail),
                )
              return original(sql)
            }
          : Reflect.get(target, key),
    })
    database
      .prepare(
        `INSERT INTO tallies VALUES (?, 'rejected', 1, '', '', 0, 1, 0, 5, 900000), (?, 'pending', 0, '', '', 0, 1, 0, 5, 900000)`,
      )
      .run(campaignId, campaignId)
    createRecipientPages(watched).recipients(campaignId, {
      at: 'last',
      limit: 5,
      states: ['rejected', 'pending'],
    })
    createRecipientPages(watched).recipients(campaignId, {
      at: 'first',
      limit: 5,
      states: ['rejected'],
      reason: { code: 1, cause: null },
    })
    createRecipientPages(watched).recipients(campaignId, {
      at: 'first',
      limit: 5,
      resolution: 'treat-as-sent',
    })
    expect(plans.filter(plan => !/USING (COVERING )?INDEX recipients_(open|decided)/.test(plan))).toEqual([])
    expect(plans.length).toBeGreaterThanOrEqual(4)
  })
})

describe('unknown outcomes that wait', () => {
  test('are told over all campaigns, the newest first, without those that a decision or a resend has', () => {
    fc.assert(
      fc.property(fc.array(people, { maxLength: 4 }), fc.integer({ min: 1, max: 7 }), (lists, limit) => {
        database.exec(
          'DELETE FROM recipients; DELETE FROM tallies; DELETE FROM phone_starts; DELETE FROM phone_ends',
        )
        const expected = lists
          .map(list => {
            const campaignId = newCampaign(list)
            return list.flatMap(({ state, decision }, index) =>
              state === 'unknown' && resolutions[decision] === undefined
                ? [`${campaignId}.${index + 1}`]
                : [],
            )
          })
          .reverse()
          .flat()
        const pages = createRecipientPages(database)
        const found = walk(
          request => pages.unknowns(request),
          limit,
          row => `${row.campaignId}.${row.seq}`,
        )
        expect(found.keys).toEqual(expected)
        expect(found.total).toBe(expected.length)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a search by digits', () => {
  const phones = fc.uniqueArray(
    fc.tuple(fc.constantFrom('138', '139', '188'), fc.integer({ min: 0, max: 4000 })),
    { maxLength: 30, selector: ([prefix, n]) => `${prefix}${n}` },
  )

  test('finds whoever begins or ends with them, once, page by page from both ends', () => {
    fc.assert(
      fc.property(
        fc.array(phones, { maxLength: 3 }),
        fc.integer({ min: 3, max: 11 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 6 }),
        (lists, length, fromStart, limit) => {
          database.exec(
            'DELETE FROM recipients; DELETE FROM tallies; DELETE FROM phone_starts; DELETE FROM phone_ends',
          )
          const all = lists.flatMap(list => {
            const numbers = list.map(([prefix, n]) => `${prefix}${String(n).padStart(8, '0')}`)
            const campaignId = newCampaign(numbers.map(phone => ({ phone, state: 'accepted', decision: 9 })))
            return numbers.map(phone => ({ phone, campaignId }))
          })
          const sample = all[0]?.phone ?? '13800000000'
          const digits = fromStart ? sample.slice(0, length) : sample.slice(-length)
          const expected = all
            .filter(({ phone }) => phone.startsWith(digits) || phone.endsWith(digits))
            .map(({ phone, campaignId }) => `${phone}.${campaignId}`)
          const pages = createRecipientPages(database)
          const found = walk(
            request => pages.byDigits(digits, request),
            limit,
            row => `${row.phone}.${row.campaignId}`,
          )
          expect(found.keys.toSorted()).toEqual(expected.toSorted())
          expect(found).toMatchObject({ total: expected.length, totalIsLeast: false })
        },
      ),
      { numRuns: 60 },
    )
  })

  test('counts no further than a thousand', () => {
    newCampaign(
      Array.from({ length: 1200 }, (_, index) => ({
        phone: `138${String(index).padStart(8, '0')}`,
        state: 'accepted' as const,
        decision: 9,
      })),
    )
    const page = createRecipientPages(database).byDigits('138', { at: 'first', limit: 10 })
    expect(page).toMatchObject({ total: 1000, totalIsLeast: true })
  })

  test('finds nobody of a draft', () => {
    const campaignId = newCampaign([{ phone: '13800000001', state: 'pending', decision: 9 }])
    const { desk } = { desk: openDesk(database) }
    const draft = desk.create({ ...desk.store.get(campaignId), kind: 'bulk' })
    desk.addRecipients(draft, [{ row: 2, phone: '13800000001', values: [] }])
    const page = createRecipientPages(database).byDigits('13800000001', { at: 'first', limit: 10 })
    expect(page.rows.map(row => row.campaignId)).toEqual([campaignId])
  })
})

test.each(['x', '1.x', '-1', '9007199254740993'])(
  'a page behind %j, which is no key, is refused as bad input',
  key => {
    const campaignId = newCampaign([{ phone: '13800000001', state: 'unknown', decision: 9 }])
    const pages = createRecipientPages(database)
    const request = { at: { after: key }, limit: 10 }
    const refused = expect.objectContaining({ code: 'bad-input' })
    expect(() => pages.unknowns(request)).toThrow(refused)
    expect(() => pages.byDigits('138', request)).toThrow(refused)
    expect(() => pages.recipients(campaignId, { ...request, states: ['unknown'] })).toThrow(refused)
  },
)
