import type { Database, Statement } from 'better-sqlite3'
import { z } from 'zod'
import {
  noCounts,
  type Outcome,
  type RecipientState,
  recipientStates,
  type StateCounts,
} from '../../../shared/domain/states.ts'
import { createEventLog } from './event-log.ts'
import { createDecisions } from './log-decisions.ts'
import type { Claim, Committed, Completed, LogDecisions, SendStore } from './send-store.ts'

const dueRow = z.object({
  seq: z.int(),
  phone: z.string(),
  values_json: z.string(),
  attempts: z.int(),
  opted_out: z.int(),
})
type DueRow = z.infer<typeof dueRow>
const valuesSchema = z.array(z.string())
const cutRow = z.object({ campaign_id: z.int(), seq: z.int(), attempts: z.int(), updated_at: z.int() })

const causeOf = (outcome: Outcome): string | null =>
  outcome.state === 'unsent' || outcome.state === 'unknown' ? outcome.cause : null

/** How a recipient stands after an attempt. */
type Standing = {
  readonly state: RecipientState
  readonly code: number | null
  readonly cause: string | null
}
const standingAfter = ({ outcome, dueAgain }: Completed): Standing => ({
  state: dueAgain ? 'pending' : outcome.state,
  code: outcome.state === 'rejected' ? outcome.code : null,
  cause: causeOf(outcome),
})

/** Recipients with neighbouring numbers who stand alike. */
type Run = Standing & { readonly first: number; last: number }

/** The results as runs, in order of their numbers: mostly few, because what was begun together ends alike. */
function runsOf(sorted: readonly Completed[]): readonly Run[] {
  const runs: Run[] = []
  for (const result of sorted) {
    const standing = standingAfter(result)
    const run = runs.at(-1)
    const goesOn =
      run !== undefined &&
      run.last + 1 === result.seq &&
      run.state === standing.state &&
      run.code === standing.code &&
      run.cause === standing.cause
    if (goesOn) run.last = result.seq
    else runs.push({ ...standing, first: result.seq, last: result.seq })
  }
  return runs
}

/** So many who opted out are left out in one transaction at most; others wait for the database meanwhile. */
const mostSkipsAtOnce = 5_000
/** So many rows are looked at together where some have opted out. */
const skipWindow = 500

/** From where a campaign can begin or go on. */
const beginnable: readonly string[] = ['draft', 'scheduled', 'paused']

/** Keeps what was prepared for the campaign that was asked for last. */
function preparedFor(prepare: (campaignId: number) => Statement): (campaignId: number) => Statement {
  let last: { readonly campaignId: number; readonly statement: Statement } | null = null
  return campaignId => {
    if (last?.campaignId !== campaignId) last = { campaignId, statement: prepare(z.int().parse(campaignId)) }
    return last.statement
  }
}

/** The methods of the engine's store, each carried out when it returns. */
export type Synchronous<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never
}

export type SendLog = Synchronous<SendStore & LogDecisions> & SendLogRecovery

/**
 * The send log: the one place where a recipient's state changes (docs/sending.md). Each method is one durable
 * transaction; state and event are written together, so the log cannot contradict the state. The app runs it on the
 * sender's thread (sending/sender.ts), so that a slow disk never delays the window.
 */
export function createSendLog(database: Database, now: () => number): SendLog {
  const events = createEventLog(database)
  const countsByCampaign = new Map<number, Record<RecipientState, number>>()

  // SECURITY: the last look at the opt-outs, in the transaction that marks a recipient for sending.
  const dueColumns = `seq, phone, values_json, attempts,
    EXISTS (SELECT 1 FROM opt_outs WHERE opt_outs.phone = recipients.phone) AS opted_out`
  // Once per campaign: with a parameter for the id, SQLite compiles an ordered SELECT anew at every call.
  const selectNext = preparedFor(campaignId =>
    database.prepare(
      `SELECT ${dueColumns} FROM recipients
        WHERE campaign_id = ${campaignId} AND seq > ? AND state = 'pending' ORDER BY seq LIMIT ?`,
    ),
  )
  const selectOne = database.prepare(
    `SELECT ${dueColumns} FROM recipients WHERE campaign_id = ? AND seq = ? AND state = 'pending'`,
  )
  const markRange = database.prepare(
    `UPDATE recipients SET state = 'sending', attempts = attempts + 1, updated_at = ?
      WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND state = 'pending'`,
  )
  const leaveOut = database.prepare(
    `UPDATE recipients SET state = 'skipped', code = NULL, cause = 'opted-out', updated_at = ?
      WHERE campaign_id = ? AND seq = ? AND state = 'pending'`,
  )
  const releaseOne = database
    .prepare(
      `UPDATE recipients SET state = 'pending', attempts = attempts - 1
        WHERE campaign_id = ? AND seq = ? AND state = 'sending' RETURNING attempts + 1`,
    )
    .pluck()
  const settleRange = database.prepare(
    `UPDATE recipients SET state = ?, code = ?, cause = ?, updated_at = ?
      WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND state = 'sending'`,
  )
  const countStates = database.prepare(
    'SELECT state, count(*) AS n FROM recipients WHERE campaign_id = ? GROUP BY state',
  )
  const statusOf = database.prepare('SELECT status FROM campaigns WHERE id = ?').pluck()
  const setStatus = database.prepare(`UPDATE campaigns SET status = ?, pause = ? WHERE id = ?`)
  const setBegun = database.prepare(
    `UPDATE campaigns SET status = 'sending', pause = NULL, started_at = coalesce(started_at, ?) WHERE id = ?`,
  )
  const endCampaign = database.prepare(
    `UPDATE campaigns SET status = ?, pause = NULL, finished_at = ? WHERE id = ?`,
  )

  const countsOf = (campaignId: number): Record<RecipientState, number> => {
    const known = countsByCampaign.get(campaignId)
    if (known !== undefined) return known
    const counted = { ...noCounts }
    for (const row of countStates.all(campaignId)) {
      const { state, n } = z.object({ state: z.enum(recipientStates), n: z.int() }).parse(row)
      counted[state] = n
    }
    countsByCampaign.set(campaignId, counted)
    return counted
  }

  /** The counts of a campaign that is not being sent any more; others may change its recipients now. */
  const forget = (campaignId: number): StateCounts => {
    const counts = countsOf(campaignId)
    countsByCampaign.delete(campaignId)
    return counts
  }

  const immediately = database.transaction((work: () => unknown) => work()).immediate

  /** One immediate transaction; the counts in memory are kept only if it commits. */
  const transaction = <T>(campaignId: number, work: (counts: Record<RecipientState, number>) => T): T => {
    const counts = { ...countsOf(campaignId) }
    const result = immediately(() => work(counts)) as T
    countsByCampaign.set(campaignId, counts)
    return result
  }

  const toClaim = ({ seq, phone, values_json, attempts }: DueRow): Claim => ({
    seq,
    phone,
    values: valuesSchema.parse(JSON.parse(values_json)),
    attempt: attempts + 1,
  })

  const skipOptedOut = (
    campaignId: number,
    { seq, attempts }: DueRow,
    at: number,
    counts: Record<RecipientState, number>,
  ): void => {
    leaveOut.run(at, campaignId, seq)
    events.write(campaignId, [{ seq, at, attempt: attempts, state: 'skipped', cause: 'opted-out' }])
    counts.pending -= 1
    counts.skipped += 1
  }

  const mark = (
    campaignId: number,
    claims: readonly Claim[],
    at: number,
    counts: Record<RecipientState, number>,
  ): void => {
    const first = claims[0]
    const last = claims.at(-1)
    if (first === undefined || last === undefined) return
    const { changes } = markRange.run(at, campaignId, first.seq, last.seq)
    if (changes !== claims.length) throw new Error(`marked ${changes} recipients instead of ${claims.length}`)
    counts.pending -= claims.length
    counts.sending += claims.length
  }

  type Step = { readonly claims: readonly Claim[]; readonly missing: number; readonly cursor: number } & Pick<
    Committed,
    'counts' | 'exhausted'
  >

  /**
   * Claims at most `limit` of the pending after `after`, in order, and leaves out who has opted out among them. Ends
   * early after `mostSkipsAtOnce`: then claims are missing, and `cursor` says where to go on.
   */
  const claimNext = (
    campaignId: number,
    after: number,
    limit: number,
    at: number,
    counts: Record<RecipientState, number>,
  ): Step => {
    const claims: Claim[] = []
    let cursor = after
    let skips = 0
    let exhausted = false
    while (claims.length < limit && skips < mostSkipsAtOnce && !exhausted) {
      const size = Math.max(limit - claims.length, skips > 0 ? skipWindow : 0)
      const rows = selectNext(campaignId).all(cursor, size)
      for (const row of rows) {
        if (claims.length === limit) break
        const due = dueRow.parse(row)
        cursor = due.seq
        if (due.opted_out === 0) {
          claims.push(toClaim(due))
        } else {
          skipOptedOut(campaignId, due, at, counts)
          skips += 1
        }
      }
      exhausted = rows.length < size && claims.length < limit
    }
    // Who has opted out between them is no longer pending: the range from first to last holds the claims alone.
    mark(campaignId, claims, at, counts)
    return { claims, missing: limit - claims.length, cursor, counts: { ...counts }, exhausted }
  }

  const writeResults = (
    campaignId: number,
    results: readonly Completed[],
    at: number,
    counts: Record<RecipientState, number>,
  ): void => {
    const sorted = results.toSorted((one, other) => one.seq - other.seq)
    for (const { first, last, state, code, cause } of runsOf(sorted)) {
      const { changes } = settleRange.run(state, code, cause, at, campaignId, first, last)
      const expected = last - first + 1
      if (changes !== expected)
        throw new Error(`${changes} of the recipients ${first} to ${last} were being sent`)
      counts.sending -= changes
      counts[state] += changes
    }
    events.write(
      campaignId,
      sorted.map(result => ({
        ...result,
        state: result.outcome.state,
        cause: causeOf(result.outcome),
        latencyMs: Math.round(result.latencyMs),
      })),
    )
  }

  return {
    commit(campaignId, work) {
      let step: Step = transaction(campaignId, counts => {
        const at = now()
        writeResults(campaignId, work.results, at, counts)
        for (const seq of work.release) {
          const attempt = z.int().optional().parse(releaseOne.get(campaignId, seq))
          if (attempt === undefined) continue
          events.write(campaignId, [{ seq, at, attempt, state: 'pending', cause: 'not-begun' }])
          counts.sending -= 1
          counts.pending += 1
        }
        const claims: Claim[] = []
        for (const seq of work.claimSeqs) {
          const row = selectOne.get(campaignId, seq)
          if (row === undefined) continue
          const due = dueRow.parse(row)
          if (due.opted_out === 1) {
            skipOptedOut(campaignId, due, at, counts)
            continue
          }
          const claim = toClaim(due)
          mark(campaignId, [claim], at, counts)
          claims.push(claim)
        }
        const next = claimNext(campaignId, work.claimAfter, work.claimNext, at, counts)
        return { ...next, claims: [...claims, ...next.claims] }
      })
      const claims = [...step.claims]
      // Thousands in a row have opted out: each step is a transaction of its own, so that nobody waits long.
      while (step.missing > 0 && !step.exhausted) {
        const { cursor, missing } = step
        try {
          step = transaction(campaignId, counts => claimNext(campaignId, cursor, missing, now(), counts))
        } catch {
          // What is committed stands and must be told; the next commit meets the same fault and reports it.
          break
        }
        claims.push(...step.claims)
      }
      return { claims, counts: step.counts, exhausted: step.exhausted }
    },

    begin(campaignId, requeuedCodes) {
      return transaction(campaignId, counts => {
        // A resume may have been under way when the campaign was cancelled: what has ended stays ended.
        const status = String(statusOf.get(campaignId))
        if (!beginnable.includes(status)) throw new Error(`a campaign that is ${status} can't begin`)
        const at = now()
        const refused = `state = 'rejected' AND code IN (SELECT value FROM json_each(?))`
        const codes = JSON.stringify(requeuedCodes)
        events.writeWhere(campaignId, at, refused, [codes], { state: `'pending'`, cause: `'cause-mended'` })
        const { changes } = database
          .prepare(`UPDATE recipients SET state = 'pending' WHERE campaign_id = ? AND ${refused}`)
          .run(campaignId, codes)
        counts.rejected -= changes
        counts.pending += changes
        setBegun.run(at, campaignId)
        return { ...counts }
      })
    },

    setStatus(campaignId, status, pause) {
      setStatus.run(status, pause === null ? null : JSON.stringify(pause), campaignId)
      if (status === 'paused') countsByCampaign.delete(campaignId)
    },

    finish(campaignId) {
      endCampaign.run('finished', now(), campaignId)
      return forget(campaignId)
    },

    cancel(campaignId) {
      transaction(campaignId, () => {
        const at = now()
        const state = `CASE WHEN code IS NOT NULL THEN 'rejected' WHEN cause IS NOT NULL THEN 'unsent' ELSE 'skipped' END`
        const cause = `CASE WHEN code IS NULL AND cause IS NULL THEN 'cancelled' ELSE cause END`
        events.writeWhere(campaignId, at, `state = 'pending'`, [], { state, code: 'code', cause })
        database
          .prepare(
            `UPDATE recipients SET state = ${state}, cause = ${cause}, updated_at = ?
              WHERE campaign_id = ? AND state = 'pending'`,
          )
          .run(at, campaignId)
        endCampaign.run('cancelled', at, campaignId)
      })
      countsByCampaign.delete(campaignId)
      return forget(campaignId)
    },

    ...createDecisions(database, now, events),

    recover() {
      return database
        .transaction(() => {
          const at = now()
          const cut = z.array(cutRow).parse(
            database
              .prepare(
                `SELECT campaign_id, seq, attempts, updated_at FROM recipients
                    WHERE campaign_id IN (SELECT id FROM campaigns WHERE status IN ('sending', 'holding', 'paused'))
                      AND state = 'sending'`,
              )
              .all(),
          )
          const markUnknown = database.prepare(
            `UPDATE recipients SET state = 'unknown', code = NULL, cause = 'crash', updated_at = ? WHERE campaign_id = ? AND seq = ?`,
          )
          for (const { campaign_id, seq, attempts: attempt, updated_at } of cut) {
            markUnknown.run(at, campaign_id, seq)
            // The mark is the recipient's own state and an event only where nothing else tells of the attempt.
            events.write(campaign_id, [
              { seq, at: updated_at, attempt, state: 'sending' },
              { seq, at, attempt, state: 'unknown', cause: 'crash' },
            ])
          }
          const paused = JSON.stringify({ reason: 'app-closed' })
          const campaigns = database
            .prepare(
              `UPDATE campaigns SET status = 'paused', pause = ? WHERE status IN ('sending', 'holding') RETURNING id`,
            )
            .pluck()
            .all(paused)
          countsByCampaign.clear()
          return { unknown: cut.length, campaigns: z.array(z.int()).parse(campaigns) }
        })
        .immediate()
    },
  }
}

export type SendLogRecovery = {
  /**
   * At start, before anything is sent: who was being sent when the app ended has an unknown outcome, and their
   * campaigns wait for the owner. Returns what was found.
   */
  readonly recover: () => { readonly unknown: number; readonly campaigns: readonly number[] }
}
