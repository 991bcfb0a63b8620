import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  noCounts,
  type Outcome,
  type RecipientState,
  recipientStates,
  type StateCounts,
} from '../../../shared/domain/states.ts'
import type { Claim, Committed, Completed, LogDecisions, SendStore } from '../sending/send-store.ts'
import { createDecisions } from './log-decisions.ts'

const dueRow = z.object({
  seq: z.int(),
  phone: z.string(),
  values_json: z.string(),
  attempts: z.int(),
  opted_out: z.int(),
})
type DueRow = z.infer<typeof dueRow>
const valuesSchema = z.array(z.string())

const codeOf = (outcome: Outcome): number | null => (outcome.state === 'rejected' ? outcome.code : null)
const causeOf = (outcome: Outcome): string | null =>
  outcome.state === 'unsent' || outcome.state === 'unknown' ? outcome.cause : null

/** So many who opted out are left out in one transaction at most; others wait for the database meanwhile. */
const mostSkipsAtOnce = 5_000
/** So many rows are looked at together where some have opted out. */
const skipWindow = 500

/** From where a campaign can begin or go on. */
const beginnable: readonly string[] = ['draft', 'scheduled', 'paused']

/** The methods of the engine's store, each carried out when it returns. */
export type Synchronous<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never
}

export type SendLog = Synchronous<SendStore & LogDecisions> & SendLogRecovery

/**
 * The send log: the one place where a recipient's state changes (docs/sending.md). Each method is one durable
 * transaction; state and event are written together, so the log cannot contradict the state. The app runs it on a
 * thread of its own (send-log-thread.ts), so that a slow disk delays neither requests nor the window.
 */
export function createSendLog(database: Database, now: () => number): SendLog {
  // Held exclusively by this process (one instance only), so the next id is known without asking.
  let nextEventId = Number(database.prepare('SELECT coalesce(max(id), 0) + 1 FROM events').pluck().get())
  const countsByCampaign = new Map<number, Record<RecipientState, number>>()

  // SECURITY: the last look at the opt-outs, in the transaction that marks a recipient for sending.
  const dueColumns = `seq, phone, values_json, attempts,
    EXISTS (SELECT 1 FROM opt_outs WHERE opt_outs.phone = recipients.phone) AS opted_out`
  const selectNext = database.prepare(
    `SELECT ${dueColumns} FROM recipients
      WHERE campaign_id = ? AND seq > ? AND state = 'pending' ORDER BY seq LIMIT ?`,
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
        WHERE campaign_id = ? AND seq = ? AND state = 'sending' RETURNING attempts`,
    )
    .pluck()
  const settle = database.prepare(
    `UPDATE recipients SET state = ?, code = ?, cause = ?, updated_at = ?
      WHERE campaign_id = ? AND seq = ? AND state = 'sending'`,
  )
  const addEvent = database.prepare(
    `INSERT INTO events (campaign_id, seq, id, at, attempt, state, code, cause, http_status, latency_ms, answer)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const countStates = database.prepare(
    'SELECT state, count(*) AS n FROM recipients WHERE campaign_id = ? GROUP BY state',
  )
  const statusOf = database.prepare('SELECT status FROM campaigns WHERE id = ?').pluck()
  const setStatus = database.prepare(
    `UPDATE campaigns SET status = ?, pause = ?, started_at = coalesce(started_at, ?) WHERE id = ?`,
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

  /** One immediate transaction; the counts in memory are kept only if it commits. */
  const transaction = <T>(campaignId: number, work: (counts: Record<RecipientState, number>) => T): T => {
    const counts = { ...countsOf(campaignId) }
    const result = database.transaction(() => work(counts)).immediate()
    countsByCampaign.set(campaignId, counts)
    return result
  }

  const writeEvent = (
    campaignId: number,
    seq: number,
    event: {
      at: number
      attempt: number
      state: string
      code?: number | null
      cause?: string | null
      httpStatus?: number | null
      latencyMs?: number | null
      answer?: string | null
    },
  ) => {
    addEvent.run(
      campaignId,
      seq,
      nextEventId++,
      event.at,
      event.attempt,
      event.state,
      event.code ?? null,
      event.cause ?? null,
      event.httpStatus ?? null,
      event.latencyMs ?? null,
      event.answer ?? null,
    )
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
    writeEvent(campaignId, seq, { at, attempt: attempts, state: 'skipped', cause: 'opted-out' })
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
    for (const claim of claims)
      writeEvent(campaignId, claim.seq, { at, attempt: claim.attempt, state: 'sending' })
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
      const rows = selectNext.all(campaignId, cursor, size)
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

  const writeResult = (
    campaignId: number,
    result: Completed,
    at: number,
    counts: Record<RecipientState, number>,
  ): void => {
    const { outcome } = result
    const state = result.dueAgain ? 'pending' : outcome.state
    const { changes } = settle.run(state, codeOf(outcome), causeOf(outcome), at, campaignId, result.seq)
    if (changes !== 1) throw new Error(`recipient ${result.seq} was not being sent`)
    writeEvent(campaignId, result.seq, {
      at,
      attempt: result.attempt,
      state: outcome.state,
      code: result.code,
      cause: causeOf(outcome),
      httpStatus: result.httpStatus,
      latencyMs: Math.round(result.latencyMs),
      answer: result.answer,
    })
    counts.sending -= 1
    counts[state] += 1
  }

  return {
    commit(campaignId, work) {
      let step: Step = transaction(campaignId, counts => {
        const at = now()
        for (const result of work.results) writeResult(campaignId, result, at, counts)
        for (const seq of work.release) {
          const attempt = z.int().optional().parse(releaseOne.get(campaignId, seq))
          if (attempt === undefined) continue
          writeEvent(campaignId, seq, { at, attempt: attempt + 1, state: 'pending', cause: 'not-begun' })
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
        const { changes } = database
          .prepare(
            `UPDATE recipients SET state = 'pending' WHERE campaign_id = ? AND state = 'rejected'
                AND code IN (SELECT value FROM json_each(?))`,
          )
          .run(campaignId, JSON.stringify(requeuedCodes))
        counts.rejected -= changes
        counts.pending += changes
        setStatus.run('sending', null, now(), campaignId)
        return { ...counts }
      })
    },

    setStatus(campaignId, status, pause) {
      setStatus.run(status, pause === null ? null : JSON.stringify(pause), now(), campaignId)
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
        const { changes } = database
          .prepare(
            `INSERT INTO events (campaign_id, seq, id, at, attempt, state, code, cause)
             SELECT campaign_id, seq, ? + row_number() OVER (ORDER BY seq), ?, attempts, ${state}, code, ${cause}
               FROM recipients WHERE campaign_id = ? AND state = 'pending'`,
          )
          .run(nextEventId, at, campaignId)
        nextEventId += changes + 1
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

    ...createDecisions(database, now, count => {
      const first = nextEventId
      nextEventId += count
      return first
    }),

    recover() {
      return database
        .transaction(() => {
          const at = now()
          const cut = z.array(z.object({ campaign_id: z.int(), seq: z.int(), attempts: z.int() })).parse(
            database
              .prepare(
                `SELECT campaign_id, seq, attempts FROM recipients
                    WHERE campaign_id IN (SELECT id FROM campaigns WHERE status IN ('sending', 'holding', 'paused'))
                      AND state = 'sending'`,
              )
              .all(),
          )
          const lose = database.prepare(
            `UPDATE recipients SET state = 'unknown', code = NULL, cause = 'crash', updated_at = ? WHERE campaign_id = ? AND seq = ?`,
          )
          for (const { campaign_id, seq, attempts } of cut) {
            lose.run(at, campaign_id, seq)
            writeEvent(campaign_id, seq, { at, attempt: attempts, state: 'unknown', cause: 'crash' })
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
