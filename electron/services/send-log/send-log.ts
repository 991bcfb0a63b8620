import type { Database, Statement } from 'better-sqlite3'
import { z } from 'zod'
import type { RecipientState, SkipReason, StateCounts } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { shanghaiDay } from '../../../shared/time/shanghai.ts'
import { createRightOfWay, type RightOfWay } from '../storage/right-of-way.ts'
import { choreQuestion, markChore } from './chore-marks.ts'
import { createDayParts } from './day-parts.ts'
import { type DueRow, dueColumns, dueRow, leftOutFor, pendingOf, toClaim } from './due-rows.ts'
import { createEventLog } from './event-log.ts'
import { countsOf } from './figures.ts'
import { createResends, type Resend, resendOf } from './resends.ts'
import { openRecipients, openState } from './row-chores.ts'
import type { Claim, Committed, Completed, SendStore } from './send-store.ts'
import { causeOf, isToldByRow, runsOf } from './settled-runs.ts'
import { createTallies, type Standing, type TallyChanges } from './tallies.ts'

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

export type SendLog = Synchronous<SendStore>

/** What is known of a campaign while it is being sent: nobody else changes the states of its recipients then. */
type Running = {
  readonly counts: Record<RecipientState, number>
  /** How each recipient stands that is marked `sending`, by number. */
  readonly marked: Map<number, Marked>
  readonly resend: Resend | null
  /** Its messages cost money: they count into the parts of their day. */
  readonly isReal: boolean
}

/** A recipient's standing while it is marked, and the day into which its parts count. */
type Marked = { readonly standing: Standing; readonly day: number }

/** Messages in these states are paid for, or may be. */
const isSpent = ({ state }: Standing): boolean =>
  state === 'sending' || state === 'accepted' || state === 'unknown'

/**
 * The send log as the sender writes it (docs/sending.md). Each method is one durable transaction; state, figures and
 * event are written together, so none can contradict another. The app runs it on the sender's thread
 * (sending/sender.ts), so that a slow disk never delays the window; long writes are the keeper's (chores.ts).
 */
export function createSendLog(
  database: Database,
  now: () => number,
  rightOfWay: RightOfWay = createRightOfWay(),
): SendLog {
  const events = createEventLog(database)
  const tallies = createTallies(database)
  const resends = createResends(database, now, events, tallies)
  const hasChore = choreQuestion(database)
  const dayParts = createDayParts(database)
  const runningById = new Map<number, Running>()

  // Once per campaign: with a parameter for the id, SQLite compiles an ordered SELECT anew at every call.
  const selectNext = preparedFor(campaignId =>
    database.prepare(
      `SELECT ${dueColumns} FROM recipients
        WHERE campaign_id = ${campaignId} AND seq > ? AND state = 'pending' ORDER BY seq LIMIT ?`,
    ),
  )
  const selectFirst = database
    .prepare(`SELECT min(seq) FROM ${openRecipients} WHERE campaign_id = ? AND ${openState('pending')}`)
    .pluck()
  const firstPending = (campaignId: number): number => Number(selectFirst.get(campaignId) ?? 1)
  const selectOne = database.prepare(
    `SELECT ${dueColumns} FROM recipients WHERE campaign_id = ? AND seq = ? AND state = 'pending'`,
  )
  const markRange = database.prepare(
    `UPDATE recipients SET state = 'sending', attempts = attempts + 1, updated_at = ?
      WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND state = 'pending'`,
  )
  const leaveOut = database.prepare(
    // Values that are no JSON would keep the row from being changed.
    `UPDATE recipients SET state = 'skipped', code = NULL, cause = ?, updated_at = ?,
                           values_json = iif(json_valid(values_json), values_json, '[]')
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
  const selectCampaign = database.prepare('SELECT status, phones_listed FROM campaigns WHERE id = ?')
  const selectMode = database.prepare('SELECT mode FROM campaigns WHERE id = ?').pluck()
  const setStatus = database.prepare(`UPDATE campaigns SET status = ?, pause = ? WHERE id = ?`)
  const setBegun = database.prepare(
    `UPDATE campaigns SET status = 'sending', pause = NULL, started_at = coalesce(started_at, ?) WHERE id = ?`,
  )
  const endCampaign = database.prepare(
    `UPDATE campaigns SET status = ?, pause = NULL, finished_at = ? WHERE id = ?`,
  )

  const runningOf = (campaignId: number): Running => {
    const known = runningById.get(campaignId)
    if (known !== undefined) return known
    const running: Running = {
      counts: { ...countsOf(tallies.of(campaignId)) },
      marked: new Map(),
      resend: resendOf(database, campaignId),
      isReal: selectMode.get(campaignId) === 'real',
    }
    runningById.set(campaignId, running)
    return running
  }

  const inTransaction = database.transaction((work: () => unknown) => work()).immediate
  const immediately = <T>(work: () => T): T => rightOfWay.first(() => inTransaction(work) as T)

  /** The counts of a campaign that is not being sent any more; others may change its recipients now. */
  const forget = (campaignId: number): StateCounts => {
    runningById.delete(campaignId)
    return countsOf(tallies.of(campaignId))
  }

  /** What one transaction changes of the figures; what is remembered of the campaign changes only if it commits. */
  type Change = {
    readonly move: (seq: number, before: Standing, after: Standing) => void
    readonly counts: () => StateCounts
    /** How many parts may still be marked today under this limit. */
    readonly room: (limit: number | null | undefined) => number
  }
  const transaction = <T>(campaignId: number, work: (change: Change, running: Running) => T): T => {
    const running = runningOf(campaignId)
    const counts = { ...running.counts }
    const marks: { readonly seq: number; readonly after: Standing }[] = []
    const changes: TallyChanges = tallies.changes()
    const today = shanghaiDay(now())
    const spent = new Map<number, number>()
    const spend = (day: number, parts: number): void => {
      if (running.isReal) spent.set(day, (spent.get(day) ?? 0) + parts)
    }
    const result = immediately(() => {
      const value = work(
        {
          move(seq, before, after) {
            counts[before.state] -= 1
            counts[after.state] += 1
            changes.remove(before)
            changes.add(after, seq)
            marks.push({ seq, after })
            if (after.state === 'sending') spend(today, after.parts)
            // What was marked before midnight is given back to the day that it counts into.
            else if (before.state === 'sending' && !isSpent(after))
              spend(running.marked.get(seq)?.day ?? today, -before.parts)
          },
          counts: () => ({ ...counts }),
          room: limit =>
            limit === null || limit === undefined || !running.isReal
              ? Number.POSITIVE_INFINITY
              : limit - dayParts.of(today) - (spent.get(today) ?? 0),
        },
        running,
      )
      changes.write(campaignId)
      for (const [day, parts] of spent) dayParts.add(day, parts)
      return value
    })
    for (const { seq, after } of marks) {
      if (after.state === 'sending') running.marked.set(seq, { standing: after, day: today })
      else running.marked.delete(seq)
    }
    Object.assign(running.counts, counts)
    return result
  }

  const skip = (
    campaignId: number,
    due: DueRow,
    cause: SkipReason,
    at: number,
    change: Change,
    resend: Resend | null,
  ): void => {
    const { seq, attempts } = due
    leaveOut.run(cause, at, campaignId, seq)
    events.write(campaignId, [{ seq, at, attempt: attempts, state: 'skipped', cause }])
    const pending = pendingOf(due)
    change.move(seq, pending, { ...pending, state: 'skipped', code: null, cause })
    if (resend !== null) resends.freed(resend, [seq])
  }

  /** Marks recipients between whom nobody else is pending. */
  const mark = (campaignId: number, dues: readonly DueRow[], at: number, change: Change): void => {
    const first = dues[0]
    const last = dues.at(-1)
    if (first === undefined || last === undefined) return
    const { changes } = markRange.run(at, campaignId, first.seq, last.seq)
    if (changes !== dues.length) throw new Error(`marked ${changes} recipients instead of ${dues.length}`)
    for (const due of dues) {
      const pending = pendingOf(due)
      change.move(due.seq, pending, { ...pending, state: 'sending' })
    }
  }

  type Step = { readonly claims: readonly Claim[]; readonly missing: number; readonly cursor: number } & Pick<
    Committed,
    'counts' | 'exhausted' | 'overBudget'
  >

  /**
   * Claims at most `limit` of the pending after `after`, in order, as long as their parts fit into `room`, and leaves out
   * who has opted out among them. Ends early after `mostSkipsAtOnce`: then claims are missing, and `cursor` says where to go on.
   */
  const claimNext = (
    campaignId: number,
    after: number,
    limit: number,
    room: number,
    at: number,
    change: Change,
    resend: Resend | null,
  ): Step => {
    if (limit > 0 && hasChore(campaignId)) throw new Error('a long write of the campaign is under way')
    const dues: DueRow[] = []
    // Whoever begins looks for the first through the index, instead of passing over all that were sent before.
    let cursor = after > 0 ? after : firstPending(campaignId) - 1
    let skips = 0
    let exhausted = false
    let overBudget = false
    let parts = 0
    while (dues.length < limit && skips < mostSkipsAtOnce && !exhausted && !overBudget) {
      const size = Math.max(limit - dues.length, skips > 0 ? skipWindow : 0)
      const rows = selectNext(campaignId).all(cursor, size)
      for (const row of rows) {
        if (dues.length === limit) break
        const due = dueRow.parse(row)
        const reason = leftOutFor(due)
        if (reason === null) {
          overBudget = parts + due.parts > room
          if (overBudget) break
          parts += due.parts
          dues.push(due)
        } else {
          skip(campaignId, due, reason, at, change, resend)
          skips += 1
        }
        cursor = due.seq
      }
      exhausted = rows.length < size && dues.length < limit && !overBudget
    }
    // Who has opted out between them is no longer pending: the range from first to last holds the claims alone.
    mark(campaignId, dues, at, change)
    return {
      claims: dues.map(toClaim),
      missing: limit - dues.length,
      cursor,
      counts: change.counts(),
      exhausted,
      overBudget,
    }
  }

  const markedAs = (running: Running, seq: number): Standing => {
    const marked = running.marked.get(seq)
    if (marked === undefined) throw new Error(`recipient ${seq} is not being sent`)
    return marked.standing
  }

  const writeResults = (
    campaignId: number,
    results: readonly Completed[],
    at: number,
    change: Change,
    running: Running,
  ): void => {
    const sorted = results.toSorted((one, other) => one.seq - other.seq)
    for (const { first, last, state, code, cause } of runsOf(sorted)) {
      const { changes } = settleRange.run(state, code, cause, at, campaignId, first, last)
      const expected = last - first + 1
      if (changes !== expected)
        throw new Error(`${changes} of the recipients ${first} to ${last} were being sent`)
      for (let seq = first; seq <= last; seq += 1) {
        const before = markedAs(running, seq)
        change.move(seq, before, { ...before, state, code, cause })
      }
    }
    events.write(
      campaignId,
      sorted
        .filter(result => !isToldByRow(result))
        .map(result => ({
          ...result,
          state: result.outcome.state,
          cause: causeOf(result.outcome),
          latencyMs: Math.round(result.latencyMs),
        })),
    )
    if (running.resend !== null) {
      const left = sorted.filter(({ outcome }) => outcome.state !== 'unsent').map(({ seq }) => seq)
      resends.left(running.resend, left)
    }
  }

  return {
    commit(campaignId, work) {
      const unfit: number[] = []
      let step: Step = transaction(campaignId, (change, running) => {
        const at = now()
        writeResults(campaignId, work.results, at, change, running)
        for (const seq of work.release) {
          const attempt = z.int().optional().parse(releaseOne.get(campaignId, seq))
          if (attempt === undefined) continue
          events.write(campaignId, [{ seq, at, attempt, state: 'pending', cause: 'not-begun' }])
          const before = markedAs(running, seq)
          change.move(seq, before, { ...before, state: 'pending' })
        }
        const claims: Claim[] = []
        for (const seq of work.claimSeqs) {
          if (unfit.length > 0) {
            unfit.push(seq)
            continue
          }
          const row = selectOne.get(campaignId, seq)
          if (row === undefined) continue
          const due = dueRow.parse(row)
          const reason = leftOutFor(due)
          if (reason !== null) {
            skip(campaignId, due, reason, at, change, running.resend)
            continue
          }
          if (due.parts > change.room(work.dayParts)) {
            unfit.push(seq)
            continue
          }
          mark(campaignId, [due], at, change)
          claims.push(toClaim(due))
        }
        const limit = unfit.length > 0 ? 0 : work.claimNext
        const room = change.room(work.dayParts)
        const next = claimNext(campaignId, work.claimAfter, limit, room, at, change, running.resend)
        return {
          ...next,
          overBudget: next.overBudget || unfit.length > 0,
          claims: [...claims, ...next.claims],
        }
      })
      const claims = [...step.claims]
      // Thousands in a row have opted out: each step is a transaction of its own, so that nobody waits long.
      while (step.missing > 0 && !step.exhausted && !step.overBudget) {
        const { cursor, missing } = step
        try {
          step = transaction(campaignId, (change, running) =>
            claimNext(campaignId, cursor, missing, change.room(work.dayParts), now(), change, running.resend),
          )
        } catch {
          // What is committed stands and must be told; the next commit meets the same fault and reports it.
          break
        }
        claims.push(...step.claims)
      }
      return { claims, counts: step.counts, exhausted: step.exhausted, overBudget: step.overBudget, unfit }
    },

    begin(campaignId) {
      immediately(() => {
        const { status, phones_listed: listed } = z
          .object({ status: z.string(), phones_listed: z.int() })
          .parse(selectCampaign.get(campaignId))
        // A resume may have been under way when the campaign was cancelled: what has ended stays ended.
        if (!beginnable.includes(status)) throw new AppError('wrong-state', { detail: `it is ${status}` })
        if (hasChore(campaignId) || listed === 0)
          throw new AppError('wrong-state', { detail: 'a long write of the campaign is under way' })
        setBegun.run(now(), campaignId)
      })
      runningById.delete(campaignId)
      return { ...runningOf(campaignId).counts }
    },

    setStatus(campaignId, status, pause) {
      rightOfWay.first(() => setStatus.run(status, pause === null ? null : JSON.stringify(pause), campaignId))
    },

    finish(campaignId) {
      rightOfWay.first(() => endCampaign.run('finished', now(), campaignId))
      return forget(campaignId)
    },

    cancel(campaignId) {
      immediately(() => {
        endCampaign.run('cancelled', now(), campaignId)
        // A long write that stands may still make people due.
        if (countsOf(tallies.of(campaignId)).pending > 0 || hasChore(campaignId))
          markChore(database, campaignId, { kind: 'cancel' })
      })
      return forget(campaignId)
    },
  }
}
