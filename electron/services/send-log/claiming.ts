import type { Database } from 'better-sqlite3'
import type { SkipReason } from '../../../shared/domain/states.ts'
import { choreQuestion } from './chore-marks.ts'
import { type DueRow, dueColumns, leftOutFor, pendingOf, readDue, toClaim } from './due-rows.ts'
import type { EventLog } from './event-log.ts'
import { legibleValues } from './recipient-rows.ts'
import type { Resends } from './resends.ts'
import { openRecipients, openState } from './row-chores.ts'
import type { Change } from './running-campaigns.ts'
import type { Claim, Committed } from './send-store.ts'

/**
 * At most this many opted-out recipients are skipped in one transaction, because others wait for the database
 * meanwhile.
 */
const mostSkipsAtOnce = 5_000
/** Rows read at a time where some have opted out. */
const skipWindow = 500

/** The result of one transaction. `missing`: this many recipients may still be claimed, after `cursor`. */
export type Step = {
  readonly claims: readonly Claim[]
  readonly missing: number
  readonly cursor: number
} & Pick<Committed, 'counts' | 'exhausted' | 'overBudget'>

/**
 * Marks pending recipients as `sending`, and skips those who have opted out. Each call must be inside a
 * transaction.
 */
export function createClaiming(database: Database, events: EventLog, resends: Resends) {
  const hasChore = choreQuestion(database)
  // `+?`: SQLite plans with the value of a plain parameter, and then compiles the statement anew at every call.
  const selectNext = database
    .prepare(
      `SELECT ${dueColumns} FROM recipients
        WHERE campaign_id = +? AND seq > ? AND state = 'pending' ORDER BY seq LIMIT +?`,
    )
    .raw()
  const selectFirst = database
    .prepare(`SELECT min(seq) FROM ${openRecipients} WHERE campaign_id = ? AND ${openState('pending')}`)
    .pluck()
  const firstPending = (campaignId: number): number => Number(selectFirst.get(campaignId) ?? 1)
  const selectOne = database
    .prepare(`SELECT ${dueColumns} FROM recipients WHERE campaign_id = ? AND seq = ? AND state = 'pending'`)
    .raw()
  const markRange = database.prepare(
    `UPDATE recipients SET state = 'sending', attempts = attempts + 1, updated_at = ?
      WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND state = 'pending'`,
  )
  const leaveOut = database.prepare(
    `UPDATE recipients SET state = 'skipped', code = NULL, cause = ?, updated_at = ?, ${legibleValues}
      WHERE campaign_id = ? AND seq = ? AND state = 'pending'`,
  )

  const skip = (due: DueRow, cause: SkipReason, change: Change): void => {
    const { campaignId, at, resend } = change
    const { seq, attempts } = due
    leaveOut.run(cause, at, campaignId, seq)
    events.write(campaignId, [{ seq, at, attempt: attempts, state: 'skipped', cause }])
    const pending = pendingOf(due)
    change.move(seq, pending, { ...pending, state: 'skipped', code: null, cause })
    if (resend !== null) resends.freed(resend, [seq])
  }

  /** Marks these recipients. Nobody else between the first and the last may be pending. */
  const mark = (dues: readonly DueRow[], change: Change): void => {
    const { campaignId, at } = change
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

  /**
   * Claims at most `limit` pending recipients after `after`, in order, as long as their parts fit into `room`, and
   * skips those who have opted out. Stops early after `mostSkipsAtOnce` skips: then claims are missing, and the
   * caller goes on from `cursor`.
   */
  const claimNext = (after: number, limit: number, room: number, change: Change): Step => {
    const { campaignId } = change
    if (limit > 0 && hasChore(campaignId)) throw new Error('a long write of the campaign is under way')
    const dues: DueRow[] = []
    // A new run finds the first pending recipient through the index, instead of passing over everybody who was sent
    // to.
    let cursor = after > 0 ? after : firstPending(campaignId) - 1
    let skips = 0
    let exhausted = false
    let overBudget = false
    let parts = 0
    while (dues.length < limit && skips < mostSkipsAtOnce && !exhausted && !overBudget) {
      const size = Math.max(limit - dues.length, skips > 0 ? skipWindow : 0)
      const rows = selectNext.all(campaignId, cursor, size)
      for (const row of rows) {
        if (dues.length === limit) break
        const due = readDue(row)
        const reason = leftOutFor(due)
        if (reason === null) {
          overBudget = parts + due.parts > room
          if (overBudget) break
          parts += due.parts
          dues.push(due)
        } else {
          skip(due, reason, change)
          skips += 1
        }
        cursor = due.seq
      }
      exhausted = rows.length < size && dues.length < limit && !overBudget
    }
    // Opted-out recipients in between are no longer pending, so the range from first to last holds the claims
    // alone.
    mark(dues, change)
    return {
      claims: dues.map(toClaim),
      missing: limit - dues.length,
      cursor,
      counts: change.counts(),
      exhausted,
      overBudget,
    }
  }

  /**
   * Claims these recipients if they are still pending, in order, until the parts of one don't fit into the day's
   * budget.
   */
  const claimThese = (
    seqs: readonly number[],
    dayParts: number | null | undefined,
    change: Change,
  ): { readonly claims: readonly Claim[]; readonly unfit: readonly number[] } => {
    const claims: Claim[] = []
    const unfit: number[] = []
    for (const seq of seqs) {
      if (unfit.length > 0) {
        unfit.push(seq)
        continue
      }
      const row = selectOne.get(change.campaignId, seq)
      if (row === undefined) continue
      const due = readDue(row)
      const reason = leftOutFor(due)
      if (reason !== null) {
        skip(due, reason, change)
        continue
      }
      if (due.parts > change.room(dayParts)) {
        unfit.push(seq)
        continue
      }
      mark([due], change)
      claims.push(toClaim(due))
    }
    return { claims, unfit }
  }

  return { next: claimNext, these: claimThese }
}
