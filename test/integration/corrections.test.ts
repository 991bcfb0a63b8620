import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { createCorrections } from '../../electron/services/send-log/corrections.ts'
import { createLogQueries } from '../../electron/services/send-log/log-queries.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

/** A phone that was refused as wrong is corrected when its message is sent again (docs/sending.md). */

let database: ReturnType<typeof openDatabase>
beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => database.close())

const phoneOf = (n: number) => `138${String(n).padStart(8, '0')}`

/** An ended campaign to people 1 to 4: 1 was accepted, 2 and 3 were refused as no phones, 4 for another reason. */
function ended(): number {
  const desk = openDesk(database)
  const campaignId = desk.create(sampleDraft({ name: '活动', text: '${姓名}您好' }))
  desk.addRecipients(
    campaignId,
    [1, 2, 3, 4].map(n => ({ row: n + 1, phone: phoneOf(n), values: [`顾客${n}`] })),
  )
  desk.ready(campaignId)
  database.exec(`
    UPDATE recipients SET attempts = 1, updated_at = 5, state = iif(seq = 1, 'accepted', 'rejected'),
           code = CASE WHEN seq IN (2, 3) THEN 30011 WHEN seq = 4 THEN 30028 END WHERE campaign_id = ${campaignId};
    UPDATE campaigns SET status = 'finished', started_at = 1, finished_at = 5 WHERE id = ${campaignId}`)
  desk.recount(campaignId)
  return campaignId
}
const choice = { states: ['rejected'], codes: [30011], seqs: null } as const

test('the resend goes to the corrected phone, is told with the old one, and the first outcome knows of it', () => {
  const first = ended()
  const desk = openDesk(database)
  const { campaignId: again } = desk.resend(first, {
    ...choice,
    corrections: [{ seq: 2, phone: phoneOf(22) }],
  })
  expect([...desk.store.all(again)].map(({ phone, values, row }) => [row, phone, values])).toEqual([
    [3, phoneOf(22), ['顾客2']],
    [4, phoneOf(3), ['顾客3']],
  ])
  expect(createLogQueries(database).events(again, 1)).toMatchObject([
    { state: 'pending', cause: 'phone-corrected', answer: phoneOf(2) },
  ])
  expectTrueTallies(database)
  desk.ready(again)
  const log = createSendLog(database, Date.now)
  log.begin(again)
  const work = { release: [], claimSeqs: [], claimAfter: 0 }
  log.commit(again, { ...work, results: [], claimNext: 1 })
  log.commit(again, {
    ...work,
    claimNext: 0,
    results: [
      {
        seq: 1,
        attempt: 1,
        outcome: { state: 'accepted' },
        at: 9,
        dueAgain: false,
        httpStatus: 200,
        code: 10000,
        latencyMs: 1,
        answer: null,
      },
    ],
  })
  expect(desk.store.recipient(first, 2).resolution).toBe('sent-again')
  // Whoever was not reached is free again.
  log.cancel(again)
  desk.finish()
  expect(desk.outcomes(first).rejected).toEqual([
    { code: 30011, count: 1 },
    { code: 30028, count: 1 },
  ])
  expectTrueTallies(database)
})

test('a corrected one of a resend that is discarded is free again', () => {
  const first = ended()
  const desk = openDesk(database)
  const before = desk.outcomes(first)
  const { campaignId: again } = desk.resend(first, {
    ...choice,
    corrections: [{ seq: 2, phone: phoneOf(22) }],
  })
  desk.ready(again)
  desk.discard(again)
  expect(desk.outcomes(first)).toEqual(before)
  expect(database.prepare('SELECT count(*) FROM corrections').pluck().get()).toBe(0)
  expectTrueTallies(database)
})

test('refused: what is no phone, stands in the campaign or one of its resends, or has opted out', () => {
  const first = ended()
  const desk = openDesk(database)
  const corrections = createCorrections(database)
  createOptOutStore(database, Date.now).add([phoneOf(50)], '', 'typed')
  const { campaignId: again } = desk.resend(first, {
    ...choice,
    corrections: [{ seq: 2, phone: phoneOf(22) }],
  })
  const problems = () =>
    ['123', phoneOf(1), phoneOf(22), phoneOf(50), phoneOf(60)].map(phone =>
      corrections.problemOf(first, phone),
    )
  const expected = ['no-phone', 'in-campaign', 'in-campaign', 'opted-out', null]
  // As a draft, and once its phones are listed.
  expect(problems()).toEqual(expected)
  desk.ready(again)
  expect(problems()).toEqual(expected)
  expect(corrections.problemOf(again, phoneOf(1))).toBe('in-campaign')
})

test('a resend takes no correction of others, and no two to one phone', () => {
  const first = ended()
  const corrections = createCorrections(database)
  const refused = expect.objectContaining({ code: 'correction-refused' })
  expect(() => corrections.assertAll(first, [{ seq: 4, phone: phoneOf(60) }])).toThrow(refused)
  expect(() =>
    corrections.assertAll(first, [
      { seq: 2, phone: phoneOf(60) },
      { seq: 3, phone: phoneOf(60) },
    ]),
  ).toThrow(refused)
  corrections.assertAll(first, [
    { seq: 2, phone: phoneOf(60) },
    { seq: 3, phone: phoneOf(61) },
  ])
})
