import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { createLogQueries } from '../../electron/services/send-log/log-queries.ts'
import { recoverSendLog } from '../../electron/services/send-log/recovery.ts'
import { createSendLog, type SendLog } from '../../electron/services/send-log/send-log.ts'
import type { Completed } from '../../electron/services/send-log/send-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Outcome } from '../../shared/domain/states.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

let folder: string
let database: Database

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-decisions-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
})

afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const phoneOf = (seq: number) => `138${String(seq).padStart(8, '0')}`
const everything = { codes: null, seqs: null } as const

const codeOf = (outcome: Outcome): number | null => {
  if (outcome.state === 'accepted') return 10000
  return outcome.state === 'rejected' ? outcome.code : null
}

const resultOf = (seq: number, attempt: number, outcome: Outcome): Completed => ({
  seq,
  attempt,
  outcome,
  at: Date.now(),
  dueAgain: false,
  httpStatus: 200,
  code: codeOf(outcome),
  latencyMs: 20,
  answer: null,
})

/** A campaign that has ended, with these outcomes in order; `seq` counts from 1. */
function endedCampaign(outcomes: readonly Outcome[]) {
  const desk = openDesk(database)
  const log = createSendLog(database, Date.now)
  const campaignId = desk.create(sampleDraft({ text: '您好，拒收请回复R' }))
  desk.addRecipients(
    campaignId,
    outcomes.map((_, index) => ({ row: index + 2, phone: phoneOf(index + 1), values: [] })),
  )
  desk.ready(campaignId)
  log.begin(campaignId)
  const { claims } = log.commit(campaignId, {
    results: [],
    release: [],
    claimSeqs: [],
    claimNext: outcomes.length,
    claimAfter: 0,
  })
  const results = outcomes.map((outcome, index) => resultOf(claims[index]?.seq ?? 0, 1, outcome))
  log.commit(campaignId, { results, release: [], claimSeqs: [], claimNext: 0, claimAfter: 0 })
  log.finish(campaignId)
  return { desk, store: desk.store, log, campaignId, queries: createLogQueries(database) }
}

const accepted: Outcome = { state: 'accepted' }
const rejected = (code: number): Outcome => ({ state: 'rejected', code })
const unsent: Outcome = { state: 'unsent', cause: 'unreachable' }
const unknown: Outcome = { state: 'unknown', cause: 'headers-timeout' }
const ended = () =>
  endedCampaign([accepted, rejected(30011), rejected(30028), rejected(30011), unsent, unknown, unknown])

describe('who can be sent once more', () => {
  test('is counted by outcome and code, the most frequent code first', () => {
    const { desk, campaignId } = ended()
    expect(desk.outcomes(campaignId)).toEqual({
      reasons: [
        { state: 'unknown', code: null, cause: 'headers-timeout', count: 2, open: 2 },
        { state: 'rejected', code: 30011, cause: null, count: 2, open: 2 },
        { state: 'unsent', code: null, cause: 'unreachable', count: 1, open: 1 },
        { state: 'rejected', code: 30028, cause: null, count: 1, open: 1 },
      ],
      unsent: 1,
      rejected: [
        { code: 30011, count: 2 },
        { code: 30028, count: 1 },
      ],
      unknown: 2,
      waiting: 2,
      resolved: { 'treat-as-sent': 0, 'treat-as-unsent': 0, 'sent-again': 0 },
    })
  })

  test('is chosen by code and one by one, and only once', () => {
    const { desk, store, campaignId } = ended()
    const first = desk.resend(campaignId, { states: ['unsent', 'rejected'], codes: [30011], seqs: null })
    expect(first.recipients).toBe(3)
    const phonesOf = (id: number) => [...store.all(id)].map(({ phone }) => phone)
    expect(phonesOf(first.campaignId)).toEqual([phoneOf(2), phoneOf(4), phoneOf(5)])
    const second = desk.resend(campaignId, { states: ['unknown'], codes: null, seqs: [7] })
    expect(second.recipients).toBe(1)
    const third = desk.resend(campaignId, { states: ['unsent', 'rejected', 'unknown'], ...everything })
    expect(third.recipients).toBe(2)
    expect(phonesOf(third.campaignId)).toEqual([phoneOf(3), phoneOf(6)])
    expect(desk.outcomes(campaignId)).toMatchObject({ unsent: 0, rejected: [], unknown: 0, waiting: 0 })
    expectTrueTallies(database)
  })

  test('is never somebody whom the owner treats as sent', () => {
    const { desk, campaignId } = ended()
    desk.carryOut(campaignId, { kind: 'resolve', seqs: [6], resolution: 'treat-as-sent' })
    desk.carryOut(campaignId, { kind: 'resolve', seqs: [7], resolution: 'treat-as-unsent' })
    expect(desk.outcomes(campaignId)).toMatchObject({
      unknown: 1,
      waiting: 0,
      resolved: { 'treat-as-sent': 1, 'treat-as-unsent': 1 },
    })
    expect(desk.resend(campaignId, { states: ['unknown'], ...everything }).recipients).toBe(1)
    expectTrueTallies(database)
  })
})

/** Answers of the provider to the recipients of a resend, in order. */
function answer(log: SendLog, campaignId: number, outcomes: readonly Outcome[]): void {
  const { claims } = log.commit(campaignId, {
    results: [],
    release: [],
    claimSeqs: [],
    claimNext: outcomes.length,
    claimAfter: 0,
  })
  const results = claims.map(({ seq, attempt }, index) => resultOf(seq, attempt, outcomes[index] ?? accepted))
  log.commit(campaignId, { results, release: [], claimSeqs: [], claimNext: 0, claimAfter: 0 })
}

describe('sent again', () => {
  test('is said only of those from whose resend an attempt left', () => {
    const { desk, log, queries, campaignId } = ended()
    const { campaignId: resendId } = desk.resend(campaignId, {
      states: ['unsent', 'rejected', 'unknown'],
      ...everything,
    })
    expect(desk.outcomes(campaignId).resolved['sent-again']).toBe(0)
    desk.ready(resendId)
    log.begin(resendId)
    answer(log, resendId, [accepted, rejected(30011), unsent])
    expect(desk.outcomes(campaignId).resolved['sent-again']).toBe(2)
    expect(queries.events(campaignId, 2).map(({ state, cause }) => [state, cause])).toEqual([
      ['rejected', null],
      ['resolution', 'sent-again'],
    ])
    expectTrueTallies(database)
  })

  test('is said of whoever was being sent when the app ended', () => {
    const { desk, log, campaignId } = ended()
    const { campaignId: resendId } = desk.resend(campaignId, { states: ['unsent'], ...everything })
    desk.ready(resendId)
    log.begin(resendId)
    log.commit(resendId, { results: [], release: [], claimSeqs: [], claimNext: 1, claimAfter: 0 })
    expect(recoverSendLog(database, Date.now)).toEqual({ unknown: 1, campaigns: [resendId] })
    expect(desk.outcomes(campaignId).resolved['sent-again']).toBe(1)
    expectTrueTallies(database)
  })

  test('a cancelled resend frees those from whom nothing left, with the decision that stood there', () => {
    const { desk, log, store, campaignId } = ended()
    desk.carryOut(campaignId, { kind: 'resolve', seqs: [6], resolution: 'treat-as-unsent' })
    const { campaignId: resendId } = desk.resend(campaignId, {
      states: ['unsent', 'rejected', 'unknown'],
      ...everything,
    })
    desk.ready(resendId)
    log.begin(resendId)
    answer(log, resendId, [accepted])
    log.cancel(resendId)
    expect(desk.chores.standing(resendId)).toHaveLength(1)
    for (const id of desk.chores.standing(resendId)) desk.chores.step(id, 1000)
    expect(store.recipient(campaignId, 2)).toMatchObject({ resolution: 'sent-again' })
    expect(store.recipient(campaignId, 6)).toMatchObject({ resolution: 'treat-as-unsent' })
    expect(
      desk.resend(campaignId, { states: ['unsent', 'rejected', 'unknown'], ...everything }).recipients,
    ).toBe(5)
    expectTrueTallies(database)
  })

  test('whoever opts out before the resend is freed and left out of it', () => {
    const { desk, campaignId } = ended()
    const { campaignId: resendId } = desk.resend(campaignId, { states: ['unknown'], ...everything })
    createOptOutStore(database, Date.now).add([phoneOf(6)], '', 'typed')
    expect(desk.preflight(resendId)).toMatchObject({
      toSend: 1,
      skipped: [{ reason: 'opted-out', count: 1 }],
    })
    expect(desk.outcomes(campaignId)).toMatchObject({ unknown: 1, waiting: 1 })
    expectTrueTallies(database)
  })
})

describe('a decision that is taken back', () => {
  const decide = (desk: ReturnType<typeof openDesk>, campaignId: number, seqs: readonly number[]) =>
    desk.carryOut(campaignId, { kind: 'resolve', seqs, resolution: 'treat-as-unsent' })
  const takeBack = (desk: ReturnType<typeof openDesk>, campaignId: number, seqs: readonly number[] | null) =>
    desk.carryOut(campaignId, { kind: 'take-back', seqs, resolution: 'treat-as-unsent' })
  const storyOf = (queries: ReturnType<typeof createLogQueries>, campaignId: number) =>
    queries.events(campaignId, 6).map(({ state, cause }) => [state, cause])

  test('waits for the owner again, and the log tells both', () => {
    const { desk, store, queries, campaignId } = ended()
    decide(desk, campaignId, [6])
    expect(takeBack(desk, campaignId, [1, 2, 6, 7])).toBe(1)
    expect(store.recipient(campaignId, 6)).toMatchObject({ state: 'unknown', resolution: null })
    expect(desk.outcomes(campaignId)).toMatchObject({ waiting: 2, resolved: { 'treat-as-unsent': 0 } })
    expect(storyOf(queries, campaignId)).toEqual([
      ['unknown', 'headers-timeout'],
      ['resolution', 'treat-as-unsent'],
      ['resolution', 'taken-back'],
    ])
    expect(decide(desk, campaignId, [6])).toBe(1)
    expectTrueTallies(database)
  })

  test('is taken back for all for whom it was made, and no other', () => {
    const { desk, store, campaignId } = ended()
    decide(desk, campaignId, [7])
    desk.carryOut(campaignId, { kind: 'resolve', seqs: [6], resolution: 'treat-as-sent' })
    expect(takeBack(desk, campaignId, [6])).toBe(0)
    expect(takeBack(desk, campaignId, null)).toBe(1)
    expect(store.recipient(campaignId, 6)).toMatchObject({ resolution: 'treat-as-sent' })
    expect(desk.outcomes(campaignId)).toMatchObject({ waiting: 1 })
    expectTrueTallies(database)
  })

  test('stays in a resend that has not left, and waits when that is discarded', () => {
    const { desk, campaignId } = ended()
    decide(desk, campaignId, [6])
    const { campaignId: resendId } = desk.resend(campaignId, { states: ['unknown'], codes: null, seqs: [6] })
    expect(takeBack(desk, campaignId, [6])).toBe(1)
    expect(desk.outcomes(campaignId)).toMatchObject({ waiting: 1 })
    expect(decide(desk, campaignId, [6])).toBe(0)
    desk.discard(resendId)
    expect(desk.outcomes(campaignId)).toMatchObject({ waiting: 2 })
    expectTrueTallies(database)
  })

  test('is none any more once an attempt of its resend has left', () => {
    const { desk, log, store, queries, campaignId } = ended()
    decide(desk, campaignId, [6])
    const { campaignId: resendId } = desk.resend(campaignId, { states: ['unknown'], codes: null, seqs: [6] })
    desk.ready(resendId)
    log.begin(resendId)
    answer(log, resendId, [unknown])
    expect(takeBack(desk, campaignId, [6])).toBe(0)
    expect(store.recipient(campaignId, 6)).toMatchObject({ resolution: 'sent-again' })
    expect(storyOf(queries, campaignId).at(-1)).toEqual(['resolution', 'sent-again'])
    expectTrueTallies(database)
  })
})

describe('a resend that was never sent', () => {
  test('stands in the list until it is discarded, and frees its people', () => {
    const { desk, store, queries, campaignId } = ended()
    const { campaignId: resendId } = desk.resend(campaignId, { states: ['rejected'], ...everything })
    expect(store.list().map(({ id }) => id)).toContain(resendId)
    expect(desk.discard(resendId)).toBe(3)
    expect(store.list().map(({ id }) => id)).toEqual([campaignId])
    expect(desk.outcomes(campaignId).rejected).toHaveLength(2)
    expect(queries.events(campaignId, 2).map(({ state, cause }) => [state, cause])).toEqual([
      ['rejected', null],
      ['resolution', 'withdrawn'],
    ])
    expectTrueTallies(database)
  })

  test('is gone even where a test message was sent from it, and the message stays in the log', () => {
    const { desk, store, campaignId } = ended()
    const { campaignId: resendId } = desk.resend(campaignId, { states: ['unsent'], ...everything })
    const testId = desk.createTest(resendId, phoneOf(99), 1)
    desk.discard(resendId)
    expect(store.list().map(({ id }) => id)).toEqual([campaignId])
    expect(() => store.get(resendId)).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(store.get(testId).parentId).toBeNull()
  })

  test('is not taken back once it has begun', () => {
    const { desk, log, campaignId } = ended()
    const { campaignId: resendId } = desk.resend(campaignId, { states: ['unsent'], ...everything })
    desk.ready(resendId)
    log.begin(resendId)
    expect(() => desk.discard(resendId)).toThrow(expect.objectContaining({ code: 'wrong-state' }))
    expect(desk.store.countsOf(resendId).pending).toBe(1)
    expect(desk.outcomes(campaignId).unsent).toBe(0)
  })
})

test('a draft that was scheduled once keeps its time and its place in the list', () => {
  const { desk, store } = ended()
  const draft = desk.create(sampleDraft({ name: '定时', mode: 'practice', text: '您好，拒收请回复R' }))
  expect(store.list().map(({ id }) => id)).not.toContain(draft)
  store.schedule(draft, 1_800_000_000_000)
  expect(store.scheduled()).toEqual([{ id: draft, at: 1_800_000_000_000 }])
  store.schedule(draft, null)
  expect(store.scheduled()).toEqual([])
  expect(store.list().find(({ id }) => id === draft)).toMatchObject({
    status: 'draft',
    scheduledAt: 1_800_000_000_000,
  })
})
