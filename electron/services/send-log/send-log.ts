import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { AppError } from '../../../shared/ipc/result.ts'
import { createRightOfWay, type RightOfWay } from '../storage/right-of-way.ts'
import { choreQuestion, markChore } from './chore-marks.ts'
import { createClaiming, type Step } from './claiming.ts'
import { createEventLog } from './event-log.ts'
import { countsOf } from './figures.ts'
import { createResends } from './resends.ts'
import { type Change, createRunningCampaigns } from './running-campaigns.ts'
import type { Completed, SendStore } from './send-store.ts'
import { causeOf, isToldByRow, runsOf } from './settled-runs.ts'
import { createTallies } from './tallies.ts'

/** Statuses from which a campaign can start or resume. */
const beginnable: readonly string[] = ['draft', 'scheduled', 'paused']

/** The methods of the engine's store, made synchronous. */
export type Synchronous<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never
}

export type SendLog = Synchronous<SendStore>

/**
 * The send log as the sender writes it (docs/sending.md). Each method is one durable transaction; state, figures
 * and event are written together, so that they can't contradict each other. The app runs it on the sender's thread
 * (sending/sender.ts), so that a slow disk never delays the window; long writes belong to the keeper (chores.ts).
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
  const claiming = createClaiming(database, events, resends)

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
  // A start that fails may pause its campaign late: what the owner has ended or taken back meanwhile stays so.
  const setStatus = database.prepare(
    `UPDATE campaigns SET status = ?, pause = ? WHERE id = ? AND status NOT IN ('draft', 'finished', 'cancelled')`,
  )
  const setBegun = database.prepare(
    `UPDATE campaigns SET status = 'sending', pause = NULL, started_at = coalesce(started_at, ?) WHERE id = ?`,
  )
  const endCampaign = database.prepare(
    `UPDATE campaigns SET status = ?, pause = NULL, finished_at = ?
      WHERE id = ? AND status NOT IN ('finished', 'cancelled')`,
  )

  const inTransaction = database.transaction((work: () => unknown) => work()).immediate
  const immediately = <T>(work: () => T): T => rightOfWay.first(() => inTransaction(work) as T)
  const running = createRunningCampaigns(database, now, tallies, immediately)

  const writeResults = (results: readonly Completed[], change: Change): void => {
    const { campaignId, at, resend } = change
    const sorted = results.toSorted((one, other) => one.seq - other.seq)
    for (const { first, last, state, code, cause } of runsOf(sorted)) {
      const { changes } = settleRange.run(state, code, cause, at, campaignId, first, last)
      const expected = last - first + 1
      if (changes !== expected)
        throw new Error(`${changes} of the recipients ${first} to ${last} were being sent`)
      for (let seq = first; seq <= last; seq += 1) {
        const before = change.markedAs(seq)
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
    if (resend !== null) {
      const left = sorted.filter(({ outcome }) => outcome.state !== 'unsent').map(({ seq }) => seq)
      resends.left(resend, left)
    }
  }

  /** Returns claimed recipients that were not begun to pending; the attempt is not counted. */
  const release = (seqs: readonly number[], change: Change): void => {
    const { campaignId, at } = change
    for (const seq of seqs) {
      const attempt = z.int().optional().parse(releaseOne.get(campaignId, seq))
      if (attempt === undefined) continue
      events.write(campaignId, [{ seq, at, attempt, state: 'pending', cause: 'not-begun' }])
      const before = change.markedAs(seq)
      change.move(seq, before, { ...before, state: 'pending' })
    }
  }

  return {
    commit(campaignId, work) {
      const first = running.transaction(campaignId, change => {
        writeResults(work.results, change)
        release(work.release, change)
        const { claims, unfit } = claiming.these(work.claimSeqs, work.dayParts, change)
        const limit = unfit.length > 0 ? 0 : work.claimNext
        const next = claiming.next(work.claimAfter, limit, change.room(work.dayParts), change)
        return {
          ...next,
          overBudget: next.overBudget || unfit.length > 0,
          claims: [...claims, ...next.claims],
          unfit,
        }
      })
      let step: Step = first
      const claims = [...first.claims]
      // If thousands in a row have opted out, each step is a transaction of its own, so that nobody waits long.
      while (step.missing > 0 && !step.exhausted && !step.overBudget) {
        const { cursor, missing } = step
        try {
          step = running.transaction(campaignId, change =>
            claiming.next(cursor, missing, change.room(work.dayParts), change),
          )
        } catch {
          // Claims that are committed must be returned; the next commit meets the same error and reports it.
          break
        }
        claims.push(...step.claims)
      }
      const { counts, exhausted, overBudget } = step
      return { claims, counts, exhausted, overBudget, unfit: first.unfit }
    },

    begin(campaignId) {
      immediately(() => {
        const { status, phones_listed: listed } = z
          .object({ status: z.string(), phones_listed: z.int() })
          .parse(selectCampaign.get(campaignId))
        // The campaign may have been cancelled while a resume was under way: an ended campaign stays ended.
        if (!beginnable.includes(status)) throw new AppError('wrong-state', { detail: `it is ${status}` })
        if (hasChore(campaignId) || listed === 0)
          throw new AppError('wrong-state', { detail: 'a long write of the campaign is under way' })
        setBegun.run(now(), campaignId)
      })
      return running.begin(campaignId)
    },

    setStatus(campaignId, status, pause) {
      rightOfWay.first(() => setStatus.run(status, pause === null ? null : JSON.stringify(pause), campaignId))
    },

    finish(campaignId) {
      rightOfWay.first(() => endCampaign.run('finished', now(), campaignId))
      return running.forget(campaignId)
    },

    cancel(campaignId) {
      immediately(() => {
        endCampaign.run('cancelled', now(), campaignId)
        // A pending chore may still make people due.
        if (countsOf(tallies.of(campaignId)).pending > 0 || hasChore(campaignId))
          markChore(database, campaignId, { kind: 'cancel' })
      })
      return running.forget(campaignId)
    },
  }
}
