import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSurvey } from '../../electron/services/reading/campaign-survey.ts'
import { createSurveyedPages } from '../../electron/services/reading/surveyed-pages.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { Page, PageRequest } from '../../shared/domain/page.ts'
import {
  type RecipientOrder,
  type RecipientState,
  recipientOrders,
  recipientStates,
} from '../../shared/domain/states.ts'
import { openDesk } from '../fakes/desk.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

let database: Database

beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => {
  database.close()
})

type Person = {
  readonly state: RecipientState
  readonly code: number | null
  readonly at: number | null
  readonly name: string
  readonly phone: string
}

const firstMs = Date.UTC(2026, 10, 1, 1)
const noWait = async (): Promise<void> => undefined

function newCampaign(people: readonly Person[]): number {
  const desk = openDesk(database)
  const campaignId = desk.create(sampleDraft({ text: '${姓名}您好' }))
  desk.addRecipients(
    campaignId,
    people.map(({ phone, name }, index) => ({ row: index + 2, phone, values: [name] })),
  )
  const set = database.prepare(
    'UPDATE recipients SET state = ?, code = ?, cause = NULL, updated_at = ? WHERE campaign_id = ? AND seq = ?',
  )
  for (const [index, { state, code, at }] of people.entries()) set.run(state, code, at, campaignId, index + 1)
  desk.recount(campaignId)
  return campaignId
}

const people = fc
  .array(
    fc.record({
      state: fc.constantFrom(...recipientStates),
      code: fc.constantFrom(null, 30011, 30018),
      // Weeks lie between some, and some stand at the same moment.
      at: fc.option(
        fc.integer({ min: 0, max: 40 }).map(step => firstMs + step ** 6),
        { freq: 6 },
      ),
      name: fc.constantFrom('王伟', '王小明', '李娜', 'Anna', 'ann', '欧阳娜娜', '138', '老\\板'),
      digits: fc.integer({ min: 0, max: 9_999 }),
    }),
    { maxLength: 60 },
  )
  .map(list =>
    list.map(
      ({ digits, ...each }, index): Person => ({
        ...each,
        phone: `1${3 + (digits % 6)}8${String(index * 37 + digits * 1000).padStart(8, '0')}`,
      }),
    ),
  )

const search = fc.constantFrom(
  '',
  ' 王',
  '娜',
  'ＡＮＮ',
  '138',
  '1380',
  '37',
  '0',
  '5 8',
  '+86 ',
  '老\\板',
  '不在',
)
const shown: readonly RecipientState[] = [
  'rejected',
  'unknown',
  'unsent',
  'sending',
  'pending',
  'accepted',
  'skipped',
]

/** The same, asked of each person. */
function expectedOf(
  list: readonly Person[],
  text: string,
  states: readonly RecipientState[],
  code: number | undefined,
  order: RecipientOrder,
): readonly number[] {
  const wanted = text.normalize('NFKC').toLowerCase().trim()
  const digits = wanted.replace(/[\s+]/g, '')
  const numbered = list.map((each, index) => ({ ...each, seq: index + 1 }))
  const found = numbered.filter(
    ({ state, phone, name, ...each }) =>
      states.includes(state) &&
      (code === undefined || each.code === code) &&
      (wanted === '' ||
        name.toLowerCase().includes(wanted) ||
        (/^\d+$/.test(digits) && (phone.startsWith(digits) || phone.endsWith(digits)))),
  )
  const rank: Readonly<Record<RecipientOrder, (a: Person, b: Person) => number>> = {
    list: () => 0,
    state: (a, b) => shown.indexOf(a.state) - shown.indexOf(b.state),
    time: (a, b) => (b.at ?? 0) - (a.at ?? 0),
  }
  return found.toSorted((a, b) => rank[order](a, b) || a.seq - b.seq).map(({ seq }) => seq)
}

async function walk<Row>(read: (request: PageRequest) => Promise<Page<Row>>, limit: number) {
  const forth: Row[] = []
  let page = await read({ at: 'first', limit })
  for (;;) {
    forth.push(...page.rows)
    if (page.next === null) break
    page = await read({ at: { after: page.next }, limit })
  }
  page = await read({ at: 'last', limit })
  let count = page.rows.length
  const back = [...page.rows]
  while (page.previous !== null) {
    page = await read({ at: { before: page.previous }, limit })
    // The first page is full, and shares rows with the page behind it.
    const fresh = Math.min(page.rows.length, forth.length - count)
    back.unshift(...page.rows.slice(0, fresh))
    count += fresh
  }
  return { forth, back }
}

describe('people of a report', () => {
  test('are found by digits and name, under any filter, in any order, page by page from both ends', () =>
    fc.assert(
      fc.asyncProperty(
        people,
        search,
        fc.subarray([...recipientStates], { minLength: 1 }),
        fc.constantFrom(undefined, 30011),
        fc.constantFrom(...recipientOrders),
        fc.integer({ min: 1, max: 9 }),
        async (list, text, states, code, order, limit) => {
          const campaignId = newCampaign(list)
          const pages = createSurveyedPages(database, () => 0, {
            ...systemClock,
            after: () => () => undefined,
          })
          const ask = (request: PageRequest) =>
            pages.recipients(campaignId, {
              ...request,
              states,
              ...(code === undefined ? {} : { reason: { code, cause: null } }),
              search: text,
              order,
            })
          const expected = expectedOf(list, text, states, code, order)
          const { forth, back } = await walk(ask, limit)
          expect(forth.map(({ seq }) => seq)).toEqual(expected)
          expect(back.map(({ seq }) => seq)).toEqual(expected)
          expect((await ask({ at: 'first', limit })).total).toBe(expected.length)
        },
      ),
      { numRuns: 200 },
    ))

  test('are read anew when somebody of them stands otherwise', async () => {
    const campaignId = newCampaign([
      { state: 'unknown', code: null, at: firstMs, name: '王伟', phone: '13800000001' },
      { state: 'accepted', code: null, at: firstMs, name: '李娜', phone: '13800000002' },
    ])
    const pages = createSurveyedPages(database, () => 0, { ...systemClock, after: () => () => undefined })
    const decided = () =>
      pages.recipients(campaignId, {
        at: 'first',
        limit: 10,
        search: '王',
        order: 'time',
        resolution: 'treat-as-sent',
      })
    expect((await decided()).rows).toEqual([])
    openDesk(database).carryOut(campaignId, { kind: 'resolve', seqs: null, resolution: 'treat-as-sent' })
    expect((await decided()).rows.map(({ seq }) => seq)).toEqual([1])
  })
})

describe('what was accepted over time', () => {
  test('adds up to the accepted, in steps of China’s clock, however long it took', () =>
    fc.assert(
      fc.asyncProperty(people, async list => {
        const survey = await readSurvey(database, newCampaign(list), 0, noWait)
        const { stepMs, points } = survey.acceptedOverTime()
        const times = list.flatMap(({ state, at }) => (state === 'accepted' && at !== null ? [at] : []))
        expect(points.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(times.length)
        expect(points.length).toBeLessThanOrEqual(122)
        for (const { at, accepted } of points) {
          expect(times.filter(time => time >= at && time < at + stepMs)).toHaveLength(accepted)
          if (stepMs >= 86_400_000) expect((at + 8 * 3_600_000) % 86_400_000).toBe(0)
        }
      }),
      { numRuns: 100 },
    ))
})
