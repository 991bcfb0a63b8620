import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import type { Chore } from '../../electron/services/send-log/chore-marks.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { campaignStatuses } from '../../shared/domain/states.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

let folder: string
let database: Database

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-chores-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
})

afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const phoneOf = (seq: number) => `138${String(seq).padStart(8, '0')}`

function newDraft(count: number, name = '测试') {
  const desk = openDesk(database)
  const campaignId = desk.create(sampleDraft({ name, text: '您好，拒收请回复R' }))
  desk.addRecipients(
    campaignId,
    Array.from({ length: count }, (_, index) => ({ row: index + 2, phone: phoneOf(index + 1), values: [] })),
  )
  return { desk, campaignId }
}

/** Recipients of an ended campaign in states that repeat in this order. */
const mixture = ['accepted', 'rejected', 'unknown', 'unsent', 'unknown', 'accepted', 'rejected'] as const

/** A campaign whose recipients stand in many ways; its figures are counted, as the app would have written them. */
function newEnded(count: number) {
  const { desk, campaignId } = newDraft(count)
  desk.ready(campaignId)
  const set = database.prepare(
    `UPDATE recipients SET state = ?, code = ?, cause = ?, attempts = 1, updated_at = ? WHERE campaign_id = ? AND seq = ?`,
  )
  for (let seq = 1; seq <= count; seq += 1) {
    const state = mixture[seq % mixture.length] ?? 'accepted'
    const code = state === 'rejected' ? 30011 : null
    const cause = state === 'unknown' ? 'headers-timeout' : state === 'unsent' ? 'unreachable' : null
    set.run(state, code, cause, Date.now(), campaignId, seq)
  }
  desk.recount(campaignId)
  return { desk, campaignId }
}

const end = (campaignId: number, status: 'finished' | 'cancelled' | 'paused') =>
  database.prepare('UPDATE campaigns SET status = ? WHERE id = ?').run(status, campaignId)

/** Everything that stands of a campaign, but the times. */
const snapshot = (campaignId: number) => ({
  recipients: database
    .prepare(
      `SELECT seq, phone, parts, state, code, cause, attempts, resolution, resend_id, content, content_until FROM recipients
        WHERE campaign_id = ? ORDER BY seq`,
    )
    .all(campaignId),
  contents: database
    .prepare(
      'SELECT version, signature_code, template_code, template_text FROM contents WHERE campaign_id = ?',
    )
    .all(campaignId),
  campaign: database
    .prepare('SELECT signature_name, signature_code, template_code, value_order FROM campaigns WHERE id = ?')
    .get(campaignId),
  events: database
    .prepare('SELECT seq, attempt, state, code, cause FROM events WHERE campaign_id = ? ORDER BY seq, id')
    .all(campaignId),
})

describe('a long write that is cut off', () => {
  type Case = {
    readonly name: string
    readonly chore: (campaignId: number) => Chore
    readonly on: (count: number) => {
      readonly desk: ReturnType<typeof openDesk>
      readonly campaignId: number
    }
  }
  const cases: readonly Case[] = [
    {
      name: 'cancel',
      chore: () => ({ kind: 'cancel' }),
      on: count => {
        const made = newDraft(count)
        end(made.campaignId, 'cancelled')
        return made
      },
    },
    {
      name: 'requeue',
      chore: () => ({ kind: 'requeue', codes: [30011], seqs: [] }),
      on: count => {
        const made = newEnded(count)
        end(made.campaignId, 'paused')
        return made
      },
    },
    {
      name: 'change-content',
      chore: () => ({
        kind: 'change-content',
        signature: { name: '新店', code: 'S2' },
        template: { code: 'T2', text: '您好'.repeat(40) },
        codes: [30011],
        seqs: [],
        optOutWording: '拒收请回复R',
      }),
      on: count => {
        const made = newEnded(count)
        end(made.campaignId, 'paused')
        return made
      },
    },
    {
      name: 'skip-opted-out',
      chore: () => ({ kind: 'skip-opted-out' }),
      on: count => {
        const made = newDraft(count)
        const some = Array.from({ length: count }, (_, index) => phoneOf(index + 1)).filter(
          (_, at) => at % 3 === 0,
        )
        createOptOutStore(database, Date.now).add(some, '', 'typed')
        return made
      },
    },
    {
      name: 'skip-recent',
      chore: () => ({ kind: 'skip-recent', sinceMs: 0, messages: 1, newSinceMs: 0 }),
      on: count => {
        end(newEnded(Math.ceil(count / 2)).campaignId, 'finished')
        return newDraft(count)
      },
    },
    {
      name: 'skip-had',
      chore: campaignId => ({
        kind: 'skip-had',
        earlier: Array.from({ length: campaignId - 1 }, (_, at) => ({ campaignId: at + 1, version: null })),
        same: false,
      }),
      on: count => {
        end(newEnded(Math.ceil(count / 2)).campaignId, 'finished')
        return newDraft(count)
      },
    },
    {
      name: 'take-back',
      chore: () => ({
        kind: 'take-back',
        seqs: [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21],
        resolution: 'treat-as-unsent',
      }),
      on: count => {
        const made = newEnded(count)
        end(made.campaignId, 'finished')
        made.desk.carryOut(made.campaignId, { kind: 'resolve', seqs: null, resolution: 'treat-as-unsent' })
        return made
      },
    },
    {
      name: 'resolve',
      chore: () => ({ kind: 'resolve', seqs: null, resolution: 'treat-as-sent' }),
      on: count => {
        const made = newEnded(count)
        end(made.campaignId, 'finished')
        return made
      },
    },
    { name: 'list-phones', chore: () => ({ kind: 'list-phones' }), on: newDraft },
  ]

  test.each(cases)(
    '$name is finished by whoever opens the file next, and nobody is changed twice',
    ({ chore, on }) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 60 }),
          fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 8 }),
          (count, sizes) => {
            database.exec('BEGIN')
            try {
              const whole = on(count)
              const changed = whole.desk.carryOut(whole.campaignId, chore(whole.campaignId))
              const expected = snapshot(whole.campaignId)
              const phones = database.prepare(
                'SELECT phone, seq FROM phone_starts WHERE campaign_id = ? ORDER BY phone',
              )
              const expectedPhones = phones.all(whole.campaignId)
              database.exec('ROLLBACK; BEGIN')
              const cut = on(count)
              const id = cut.desk.chores.mark(cut.campaignId, chore(cut.campaignId), campaignStatuses)
              let last = { isLast: false, changed: 0 }
              for (let at = 0; !last.isLast; at += 1) {
                // Opened anew before every piece, as after a crash.
                const { chores } = openDesk(database)
                expect(chores.standing()).toContain(id)
                chores.prepare(id)
                last = chores.step(id, sizes[at % sizes.length] ?? 1)
                expectTrueTallies(database)
              }
              expect(last.changed).toBe(changed)
              expect(snapshot(cut.campaignId)).toEqual(expected)
              expect(phones.all(cut.campaignId)).toEqual(expectedPhones)
              expect(openDesk(database).chores.standing()).toEqual([])
            } finally {
              database.exec('ROLLBACK')
            }
          },
        ),
        { numRuns: 12 },
      )
    },
  )

  test('a resend that was being filled has everybody once, and a discard of it frees them all', () => {
    const { desk, campaignId } = newEnded(70)
    end(campaignId, 'finished')
    const before = desk.outcomes(campaignId)
    const resendId = desk.newResend(campaignId)
    const choice = { states: ['rejected', 'unknown', 'unsent'], codes: null, seqs: null } as const
    const id = desk.chores.mark(resendId, { kind: 'fill-resend', from: campaignId, choice }, ['draft'])
    desk.chores.step(id, 7)
    const next = openDesk(database)
    while (!next.chores.step(id, 9).isLast) expectTrueTallies(database)
    const phones = [...next.store.all(resendId)].map(({ phone }) => phone)
    expect(new Set(phones).size).toBe(phones.length)
    expect(phones).toHaveLength(50)
    expect([...next.store.all(resendId)].map(({ seq }) => seq)).toEqual(phones.map((_, index) => index + 1))
    const gone = next.chores.mark(resendId, { kind: 'discard' }, ['draft'])
    next.chores.step(gone, 11)
    const last = openDesk(database)
    while (!last.chores.step(gone, 11).isLast) expectTrueTallies(database)
    expect(last.outcomes(campaignId)).toEqual(before)
    expect(() => last.store.get(resendId)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('while a long write stands', () => {
  const wrongState = expect.objectContaining({ code: 'wrong-state' })

  test('its campaign can’t be started, scheduled or added to', () => {
    const { desk, campaignId } = newDraft(5)
    desk.ready(campaignId)
    desk.chores.mark(campaignId, { kind: 'skip-opted-out' }, ['draft'])
    expect(() => createSendLog(database, Date.now).begin(campaignId)).toThrow(wrongState)
    expect(() => desk.store.schedule(campaignId, 1_800_000_000_000)).toThrow(wrongState)
    expect(() => desk.addRecipients(campaignId, [])).toThrow(wrongState)
    desk.finish(campaignId)
    createSendLog(database, Date.now).begin(campaignId)
    expect(desk.store.get(campaignId).status).toBe('sending')
  })

  test('a cancel settles whom the long write makes due behind it', () => {
    const { desk, campaignId } = newEnded(14)
    end(campaignId, 'paused')
    desk.chores.mark(campaignId, { kind: 'requeue', codes: [30011], seqs: [] }, ['paused'])
    createSendLog(database, Date.now).cancel(campaignId)
    desk.finish(campaignId)
    expect(desk.store.countsOf(campaignId)).toMatchObject({ pending: 0, rejected: 4 })
  })

  test('nobody of it is claimed, but for decisions on outcomes that stand', () => {
    const { desk, campaignId } = newDraft(5)
    desk.ready(campaignId)
    const log = createSendLog(database, Date.now)
    log.begin(campaignId)
    const claim = { results: [], release: [], claimSeqs: [], claimNext: 1, claimAfter: 0 }
    desk.chores.mark(campaignId, { kind: 'resolve', seqs: null, resolution: 'treat-as-sent' }, ['sending'])
    expect(log.commit(campaignId, claim).claims).toHaveLength(1)
    desk.chores.mark(campaignId, { kind: 'cancel' }, ['sending'])
    expect(() => log.commit(campaignId, { ...claim, claimAfter: 1 })).toThrow('long write')
    expectTrueTallies(database)
  })
})

describe('phones', () => {
  test('that stand twice in a campaign keep it from beginning', () => {
    const { desk, campaignId } = newDraft(3)
    // Only a file that something else has written in can hold it.
    database.exec('DROP TRIGGER phones_are_only_forgotten')
    database
      .prepare('UPDATE recipients SET phone = ? WHERE campaign_id = ? AND seq = 3')
      .run(phoneOf(1), campaignId)
    expect(() => desk.ready(campaignId)).toThrow(
      expect.objectContaining({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' }),
    )
    expect(() => createSendLog(database, Date.now).begin(campaignId)).toThrow(
      expect.objectContaining({ code: 'wrong-state' }),
    )
  })

  test('are added to a draft once, in batches and after the app was opened again', () => {
    const { desk, campaignId } = newDraft(3)
    expect(
      desk.addRecipients(
        campaignId,
        [2, 4, 4].map(seq => ({ row: 9, phone: phoneOf(seq), values: [] })),
      ),
    ).toBe(4)
    const next = openDesk(database)
    expect(
      next.addRecipients(
        campaignId,
        [1, 4, 5].map(seq => ({ row: 9, phone: phoneOf(seq), values: [] })),
      ),
    ).toBe(5)
    expect([...next.store.all(campaignId)].map(({ phone }) => phone)).toEqual([1, 2, 3, 4, 5].map(phoneOf))
    expectTrueTallies(database)
  })

  test('of a draft whose start did not come about are taken out again with it', () => {
    const { desk, campaignId } = newDraft(30)
    desk.ready(campaignId)
    desk.discard(campaignId)
    for (const table of ['phone_starts', 'phone_ends', 'recipients', 'tallies', 'chores'])
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  })
})

test('the number of a discarded campaign is never given to another, whose log would begin with its events', () => {
  const first = newDraft(2)
  database
    .prepare(`INSERT INTO events (campaign_id, seq, at, attempt, state) VALUES (?, 1, 0, 0, 'skipped')`)
    .run(first.campaignId)
  first.desk.discard(first.campaignId)
  expect(newDraft(2).campaignId).toBeGreaterThan(first.campaignId)
})

test('drafts that nobody can see are named: no resend with people, nothing that was scheduled once', () => {
  const seen = newDraft(1)
  seen.desk.store.schedule(seen.campaignId, 1_800_000_000_000)
  seen.desk.store.schedule(seen.campaignId, null)
  const ended = newEnded(14)
  end(ended.campaignId, 'finished')
  const resend = ended.desk.resend(ended.campaignId, { states: ['unsent'], codes: null, seqs: null })
  const empty = ended.desk.newResend(ended.campaignId)
  const left = newDraft(2)
  const test = left.desk.createTest(left.campaignId, phoneOf(99), 1)
  expect(resend.recipients).toBe(2)
  expect(left.desk.store.unseenDrafts()).toEqual([empty, left.campaignId, test])
})
