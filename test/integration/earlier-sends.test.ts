import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recipientViewer } from '../../electron/services/campaigns/messages.ts'
import { createResultContacts } from '../../electron/services/campaigns/result-contacts.ts'
import { createHadPeople } from '../../electron/services/reading/had-people.ts'
import type { HadChore } from '../../electron/services/send-log/chore-marks.ts'
import { createEarlierSends } from '../../electron/services/send-log/earlier-sends.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Mode } from '../../shared/domain/campaign.ts'
import { parseTemplate } from '../../shared/sms/template.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'

/** What the people of a draft had from campaigns before it (docs/sending.md, "Across campaigns"). */

let database: ReturnType<typeof openDatabase>
beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => database.close())

const phoneOf = (n: number) => `138${String(n).padStart(8, '0')}`
const atOnce = async () => {}

/** Phones of the people whom a chore would leave out. */
async function listOf(draftId: number, chore: HadChore): Promise<readonly string[]> {
  const view = recipientViewer(openDesk(database).store.get(draftId), [])
  const request = { at: 'first', limit: 500, asked: '', view } as const
  const { rows } = await createHadPeople(database, atOnce)(draftId, chore, request)
  return rows.map(({ phone }) => phone)
}

type Written = {
  readonly text?: string
  readonly signature?: string
  readonly mode?: Mode
  readonly name?: string
}

/** A campaign to these people; each value is the person's number, or what `nameOf` makes of it. */
function campaignTo(
  people: readonly number[],
  { text = '${姓名}您好，满100减20', signature = '测试店', mode = 'real', name = '活动' }: Written = {},
  nameOf: (n: number) => string = n => `顾客${n}`,
): number {
  const desk = openDesk(database)
  const campaignId = desk.create({
    name,
    mode,
    signature: { name: signature, code: 'S1' },
    template: { code: 'T1', text },
    source: {
      fileName: 'x.csv',
      rows: people.length,
      usable: people.length,
      duplicate: 0,
      bad: 0,
      empty: 0,
      leftOut: 0,
    },
  })
  const { variables } = parseTemplate(text)
  desk.addRecipients(
    campaignId,
    people.map((n, index) => ({
      row: index + 2,
      phone: phoneOf(n),
      values: variables.map(() => nameOf(n)),
    })),
  )
  return campaignId
}

/** Has it sent, to the last one: everybody comes to this state. */
function sent(campaignId: number, state = 'accepted', resolution: string | null = null): number {
  openDesk(database).ready(campaignId)
  database
    .prepare(
      `UPDATE recipients SET state = ?, resolution = ?, attempts = 1, updated_at = 5 WHERE campaign_id = ? AND state = 'pending'`,
    )
    .run(state, resolution, campaignId)
  database
    .prepare(`UPDATE campaigns SET status = 'finished', started_at = ?, finished_at = ? WHERE id = ?`)
    .run(campaignId, campaignId, campaignId)
  openDesk(database).recount(campaignId)
  return campaignId
}

const sameText = (draftId: number) => createEarlierSends(database).sameText(draftId, atOnce)

test('says how many of a list had the very same text, and from which campaign', async () => {
  const first = sent(campaignTo([1, 2, 3, 4], { name: '周年庆' }))
  const draft = campaignTo([2, 3, 4, 5])
  expect(await sameText(draft)).toEqual({
    people: 3,
    sends: [{ campaignId: first, name: '周年庆', startedAt: first, people: 3 }],
  })
})

test('CODEs and names of variables don’t make another text; words, signature and values do', async () => {
  sent(campaignTo([1, 2], { text: '$<名字>您好，满100减20' }))
  expect(await sameText(campaignTo([1, 2]))).toMatchObject({ people: 2 })
  expect(await sameText(campaignTo([1, 2], { text: '${姓名}您好，满100减30' }))).toMatchObject({ people: 0 })
  expect(await sameText(campaignTo([1, 2], { signature: '别的店' }))).toMatchObject({ people: 0 })
  expect(await sameText(campaignTo([1, 2], {}, n => (n === 1 ? '顾客1' : '李芳')))).toMatchObject({
    people: 1,
  })
})

test('accepted, sending and unknown had it; refused, unsent, and what is treated as unsent had not', async () => {
  const draft = campaignTo([1])
  for (const [state, resolution, had] of [
    ['accepted', null, 1],
    ['sending', null, 1],
    ['unknown', null, 1],
    ['unknown', 'treat-as-sent', 1],
    ['unknown', 'treat-as-unsent', 0],
    ['rejected', null, 0],
    ['unsent', null, 0],
    ['skipped', null, 0],
  ] as const) {
    database.exec('SAVEPOINT one')
    sent(campaignTo([1]), state, resolution)
    expect([state, resolution, (await sameText(draft)).people]).toEqual([state, resolution, had])
    database.exec('ROLLBACK TO one')
  }
})

test('practice, tests and other drafts are had by nobody; a resend counts as its campaign', async () => {
  sent(campaignTo([1, 2], { mode: 'practice' }))
  const test1 = openDesk(database).createTest(campaignTo([9]), phoneOf(1), 1)
  sent(test1)
  campaignTo([1, 2])
  const draft = campaignTo([1, 2])
  expect(await sameText(draft)).toEqual({ people: 0, sends: [] })
  const first = sent(campaignTo([1, 2]), 'rejected')
  const { campaignId: resend } = openDesk(database).resend(first, {
    states: ['rejected'],
    codes: null,
    seqs: null,
  })
  sent(resend)
  expect(await sameText(draft)).toMatchObject({ people: 2, sends: [{ campaignId: first, people: 2 }] })
})

test('a content that was changed on the way is had by those who were sent it', async () => {
  const first = campaignTo([1, 2, 3, 4])
  const desk = openDesk(database)
  desk.ready(first)
  database.exec(
    `UPDATE recipients SET state = 'accepted', attempts = 1, updated_at = 5 WHERE campaign_id = ${first} AND seq <= 2;
     UPDATE campaigns SET status = 'paused', started_at = 5 WHERE id = ${first}`,
  )
  desk.recount(first)
  desk.carryOut(first, {
    kind: 'change-content',
    signature: { name: '测试店', code: 'S1' },
    template: { code: 'T2', text: '${姓名}您好，满100减30' },
    codes: [],
    seqs: [],
    optOutWording: '',
  })
  sent(first)
  const everybody = [1, 2, 3, 4]
  expect(await sameText(campaignTo(everybody))).toMatchObject({ people: 2 })
  expect(await sameText(campaignTo(everybody, { text: '${姓名}您好，满100减30' }))).toMatchObject({
    people: 2,
  })
})

test('leaving out who had it leaves exactly the others, whatever the history', async () => {
  const group = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          people: group,
          state: fc.constantFrom('accepted', 'unknown', 'rejected', 'sending'),
          isSame: fc.boolean(),
        }),
        { maxLength: 5 },
      ),
      group,
      fc.boolean(),
      async (history, people, onlySame) => {
        database.exec('SAVEPOINT story')
        try {
          const desk = openDesk(database)
          const ids = history.map(({ people: who, state, isSame }) =>
            sent(campaignTo(who, isSame ? {} : { text: '${姓名}：别的内容' }), state),
          )
          const draft = campaignTo(people)
          const hadIt = new Set(
            history
              .filter(({ state, isSame }) => state !== 'rejected' && (isSame || !onlySame))
              .flatMap(({ people: who }) => who)
              .filter(n => people.includes(n)),
          )
          const earlier = createEarlierSends(database)
          const found = await (onlySame ? earlier.sameText(draft, atOnce) : earlier.all(draft, atOnce))
          expect(found.people).toBe(hadIt.size)
          for (const { campaignId, people: n } of found.sends) {
            const { people: who } = history[ids.indexOf(campaignId)] ?? { people: [] }
            expect(n).toBe(who.filter(each => people.includes(each)).length)
          }
          const chosen = onlySame ? earlier.sameWords(draft) : earlier.withResends(draft, ids)
          const chore = { kind: 'skip-had', earlier: chosen, same: onlySame } as const
          expect(await listOf(draft, chore)).toEqual(people.filter(n => hadIt.has(n)).map(phoneOf))
          desk.carryOut(draft, chore)
          const left = [...desk.store.all(draft)].filter(({ state }) => state === 'pending')
          expect(left.map(({ phone }) => phone)).toEqual(people.filter(n => !hadIt.has(n)).map(phoneOf))
          expectTrueTallies(database)
        } finally {
          database.exec('ROLLBACK TO story')
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('the people of a number stand a page at a time, each with the newest of what they had', async () => {
  const first = sent(campaignTo([1, 2, 3, 4, 5], { name: '周年庆' }))
  const resent = sent(campaignTo([2, 3], { name: '国庆' }))
  database.exec(`UPDATE recipients SET updated_at = 9 WHERE campaign_id = ${resent}`)
  sent(campaignTo([1, 2, 3], { name: '练习', mode: 'practice' }))
  const draft = campaignTo([5, 3, 2, 1])
  const hadPeople = createHadPeople(database, atOnce)
  const asked = {
    asked: 'all',
    view: recipientViewer(openDesk(database).store.get(draft), []),
    limit: 2,
  }
  const chore = {
    kind: 'skip-had',
    earlier: [first, resent].map(campaignId => ({ campaignId, version: null })),
    same: false,
  } as const
  const page = await hadPeople(draft, chore, { ...asked, at: 'first' })
  expect(page).toMatchObject({ total: 4, previous: null, next: '2' })
  expect(page.rows.map(({ phone, name, last }) => [phone, name, last])).toEqual([
    [phoneOf(5), '顾客5', { campaignId: first, campaignName: '周年庆', at: 5 }],
    [phoneOf(3), '顾客3', { campaignId: resent, campaignName: '国庆', at: 9 }],
  ])
  const second = await hadPeople(draft, chore, { ...asked, at: { after: '2' } })
  expect(second).toMatchObject({ total: 4, previous: '2', next: null })
  expect(second.rows.map(({ phone }) => phone)).toEqual([phoneOf(2), phoneOf(1)])
  expect(await hadPeople(draft, chore, { ...asked, at: { before: '2' } })).toEqual(page)
  // Another number of the same draft is another list.
  const only = { ...chore, earlier: [{ campaignId: resent, version: null }] }
  expect((await hadPeople(draft, only, { ...asked, asked: 'one', at: 'last' })).total).toBe(2)
})

test('a result is the list of a follow-up: its people with their values, but those who were sent it again', () => {
  const desk = openDesk(database)
  const first = sent(campaignTo([1, 2, 3, 4, 5, 6]))
  const set = (seq: number, state: string, code: number | null, cause: string | null) =>
    database
      .prepare('UPDATE recipients SET state = ?, code = ?, cause = ? WHERE campaign_id = ? AND seq = ?')
      .run(state, code, cause, first, seq)
  set(2, 'rejected', 30011, null)
  set(3, 'rejected', 30028, null)
  set(4, 'unsent', null, 'unreachable')
  set(5, 'unknown', null, 'crash')
  database.exec(`UPDATE recipients SET resolution = 'treat-as-sent' WHERE campaign_id = ${first} AND seq = 5`)
  desk.recount(first)
  const contacts = createResultContacts(database)
  const phones = (...result: Parameters<typeof contacts> extends [number, infer R, number] ? [R] : never) =>
    contacts(first, result[0], 0).contacts.map(({ phone }) => phone)
  expect(contacts(first, { state: 'accepted' }, 0)).toEqual({
    contacts: [
      { phone: phoneOf(1), values: ['顾客1'] },
      { phone: phoneOf(6), values: ['顾客6'] },
    ],
    next: null,
  })
  expect(contacts(first, { state: 'accepted' }, 1).contacts).toHaveLength(1)
  expect(phones({ state: 'rejected' })).toEqual([phoneOf(2), phoneOf(3)])
  expect(phones({ state: 'rejected', reason: { code: 30028, cause: null } })).toEqual([phoneOf(3)])
  expect(phones({ state: 'unsent', reason: { code: null, cause: 'unreachable' } })).toEqual([phoneOf(4)])
  expect(phones({ state: 'unknown' })).toEqual([])
  set(6, 'skipped', null, 'cancelled')
  expect(phones({ state: 'skipped', reason: { code: null, cause: 'cancelled' } })).toEqual([phoneOf(6)])
  desk.resend(first, { states: ['rejected'], codes: [30011], seqs: null })
  expect(phones({ state: 'rejected' })).toEqual([phoneOf(3)])
})
