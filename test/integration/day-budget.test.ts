import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDayParts } from '../../electron/services/send-log/day-parts.ts'
import { createLogQueries } from '../../electron/services/send-log/log-queries.ts'
import { recoverSendLog } from '../../electron/services/send-log/recovery.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import type { Claim, Completed } from '../../electron/services/send-log/send-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { Mode } from '../../shared/domain/campaign.ts'
import type { Outcome } from '../../shared/domain/states.ts'
import { atShanghai, shanghaiDay } from '../../shared/time/shanghai.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import { openEngineStage, stageCampaign } from '../fakes/engine-stage.ts'
import { createFaultServer } from '../fakes/fault-server.ts'
import { looseLimits, usualTimeouts } from '../fakes/limits.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

/** What may leave on a day, over all campaigns (docs/sending.md, "Across campaigns"). */

const isLong = process.env['ZHANGGUI_TEST_LONG'] === '1'
const startDay = 20_000

const outcomes: Readonly<Record<string, { readonly outcome: Outcome; readonly dueAgain: boolean }>> = {
  accepted: { outcome: { state: 'accepted' }, dueAgain: false },
  unknown: { outcome: { state: 'unknown', cause: 'headers-timeout' }, dueAgain: false },
  refused: { outcome: { state: 'rejected', code: 30011 }, dueAgain: false },
  unsent: { outcome: { state: 'unsent', cause: 'unreachable' }, dueAgain: false },
  again: { outcome: { state: 'unsent', cause: 'unreachable' }, dueAgain: true },
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('claim' as const), n: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      n: fc.integer({ min: 1, max: 6 }),
      as: fc.constantFrom(...Object.keys(outcomes)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('midnight' as const, 'crash' as const, 'other' as const) }),
  },
)

test(
  'the parts of a day are exactly those that left or may have, and never more than the limit',
  () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 20 }),
        fc.integer({ min: 1, max: 15 }),
        fc.array(step, { minLength: 5, maxLength: 40 }),
        (parts, dayParts, steps) => {
          const database = openDatabase(':memory:')
          let now = atShanghai(startDay, 23 * 60)
          const clock = () => now
          let log = createSendLog(database, clock)
          const days = createDayParts(database)
          /** The model: what counts into which day. */
          const spent = new Map<number, number>()
          const spend = (day: number, n: number) => spent.set(day, (spent.get(day) ?? 0) + n)
          const campaigns = (['real', 'practice', 'real'] as const).map(mode => ({
            id: campaignOf(database, parts, mode),
            mode,
          }))
          let turn = 0
          const current = () => campaigns[turn % campaigns.length] ?? { id: 0, mode: 'real' as Mode }
          let marked: { readonly claim: Claim; readonly parts: number; readonly day: number }[] = []
          const isReal = () => current().mode === 'real'
          log.begin(current().id)
          const commit = (work: Partial<Parameters<typeof log.commit>[1]>) =>
            log.commit(current().id, {
              results: [],
              release: [],
              claimSeqs: [],
              claimNext: 0,
              claimAfter: 0,
              dayParts,
              ...work,
            })
          const giveBack = (gone: typeof marked) => {
            for (const one of gone) if (isReal()) spend(one.day, -one.parts)
          }
          const pauseAll = () => {
            commit({ release: marked.map(({ claim }) => claim.seq) })
            giveBack(marked)
            marked = []
            log.setStatus(current().id, 'paused', { reason: 'owner' })
          }
          for (const each of steps) {
            if (each.do === 'claim') {
              const before = spent.get(shanghaiDay(now)) ?? 0
              const { claims, overBudget, counts } = commit({ claimNext: each.n })
              for (const claim of claims) {
                const own = parts[claim.seq - 1] ?? 0
                marked.push({ claim, parts: own, day: shanghaiDay(now) })
                if (isReal()) spend(shanghaiDay(now), own)
              }
              if (overBudget) {
                const next = openDesk(database).campaigns.pendingPhones(current().id)[0]
                const left = dayParts - (spent.get(shanghaiDay(now)) ?? 0)
                expect(parts[(next?.seq ?? 0) - 1] ?? 0).toBeGreaterThan(left)
              } else expect(claims.length === each.n || counts.pending === 0).toBe(true)
              if (claims.length > 0 && isReal())
                expect(spent.get(shanghaiDay(now)) ?? 0).toBeLessThanOrEqual(dayParts)
              if (!isReal()) expect(overBudget).toBe(false)
              expect(before).toBeGreaterThanOrEqual(0)
            }
            if (each.do === 'settle') {
              const settled = marked.splice(0, each.n)
              const { outcome, dueAgain } = outcomes[each.as] ?? {
                outcome: { state: 'accepted' },
                dueAgain: false,
              }
              commit({
                results: settled.map(({ claim }) => completed(claim, outcome, dueAgain, now)),
              })
              if (outcome.state === 'rejected' || outcome.state === 'unsent') giveBack(settled)
            }
            if (each.do === 'release') {
              const released = marked.splice(0)
              commit({ release: released.map(({ claim }) => claim.seq) })
              giveBack(released)
            }
            if (each.do === 'midnight') now += 2 * 60 * 60_000
            if (each.do === 'crash') {
              // Whoever was marked may have been sent: it stays spent.
              marked = []
              recoverSendLog(database, clock)
              log = createSendLog(database, clock)
              log.begin(current().id)
            }
            if (each.do === 'other') {
              pauseAll()
              turn += 1
              log.begin(current().id)
            }
            for (const [day, n] of spent) expect([day, days.of(day)]).toEqual([day, n])
          }
          expectTrueTallies(database)
          database.close()
        },
      ),
      { numRuns: isLong ? 2_000 : 120 },
    )
  },
  isLong ? 900_000 : 60_000,
)

function campaignOf(database: ReturnType<typeof openDatabase>, parts: readonly number[], mode: Mode): number {
  const { store, ready } = openDesk(database)
  const campaignId = store.create(sampleDraft({ mode }))
  store.addRecipients(
    campaignId,
    parts.map((n, index) => ({
      row: index + 2,
      phone: `138${String(index).padStart(8, '0')}`,
      values: [],
      parts: n,
      nearLimit: false,
      skip: null,
    })),
  )
  ready(campaignId)
  return campaignId
}

const completed = ({ seq, attempt }: Claim, outcome: Outcome, dueAgain: boolean, at: number): Completed => ({
  seq,
  attempt,
  outcome,
  at,
  dueAgain,
  httpStatus: 200,
  code: null,
  latencyMs: 1,
  answer: null,
})

test('a campaign stops exactly at the limit, at once again when resumed, and goes on when it is raised', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-budget-'))
  const databasePath = join(folder, 'zhanggui.db')
  // Every third is refused, and leaves its place to another one; one answer nobody can read.
  const server = createFaultServer({
    script: ({ n }) =>
      n === 5 ? { kind: 'reset-after' } : { kind: 'answer', code: n % 3 === 0 ? 30011 : 10000 },
    latencyMs: 2,
  })
  const { url } = await server.listen()
  const open = (dayParts: number | null) =>
    openEngineStage({
      databasePath,
      url,
      clock: systemClock,
      limits: looseLimits({ dayParts, concurrency: 8 }),
      timeouts: usualTimeouts,
      onLogFailure: error => {
        throw error
      },
    })
  const campaignId = stageCampaign(databasePath, 60)
  const spent = (counts: { accepted: number; unknown: number; sending: number }) =>
    counts.accepted + counts.unknown + counts.sending
  try {
    const first = open(20)
    await first.start(campaignId)
    await first.engine.idle()
    expect(first.store.get(campaignId)).toMatchObject({ status: 'paused', pause: { reason: 'day-budget' } })
    const counts = first.store.countsOf(campaignId)
    expect(spent(counts)).toBe(20)
    expect(counts.rejected).toBeGreaterThan(0)
    expect(counts.pending).toBe(60 - 20 - counts.rejected)
    const { requests } = server.stats()
    expect(requests).toBe(20 + counts.rejected)
    await first.close()

    const second = open(20)
    second.resume(campaignId)
    await second.engine.idle()
    expect(second.store.get(campaignId).pause?.reason).toBe('day-budget')
    expect(server.stats().requests).toBe(requests)
    await second.close()

    const third = open(null)
    third.resume(campaignId)
    await third.engine.idle()
    expect(third.store.get(campaignId).status).toBe('finished')
    await third.close()
    expect(server.stats().seenAgain).toEqual([])
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('remaining parts are counted down by what was accepted since, of real messages alone', () => {
  const database = openDatabase(':memory:')
  const queries = createLogQueries(database)
  const sendAll = (mode: Mode, startedAt: number, times: readonly number[]): number => {
    const campaignId = campaignOf(
      database,
      times.map(() => 2),
      mode,
    )
    times.forEach((at, index) => {
      database
        .prepare(
          `UPDATE recipients SET state = 'accepted', attempts = 1, updated_at = ? WHERE campaign_id = ? AND seq = ?`,
        )
        .run(at, campaignId, index + 1)
    })
    const last = Math.max(...times)
    database
      .prepare(`UPDATE campaigns SET status = 'finished', started_at = ?, finished_at = ? WHERE id = ?`)
      .run(startedAt, last, campaignId)
    openDesk(database).recount(campaignId)
    return campaignId
  }
  sendAll('real', 10, [11, 12])
  sendAll('real', 90, [95, 105, 110])
  sendAll('real', 200, [210, 220])
  sendAll('practice', 200, [210, 220])
  const unknown = sendAll('real', 300, [310])
  database.prepare(`UPDATE recipients SET state = 'unknown' WHERE campaign_id = ?`).run(unknown)
  openDesk(database).recount(unknown)
  expect(queries.acceptedSince(0)).toBe(14)
  expect(queries.acceptedSince(100)).toBe(8)
  expect(queries.acceptedSince(205)).toBe(4)
  expect(queries.acceptedSince(500)).toBe(0)
  database.close()
})
