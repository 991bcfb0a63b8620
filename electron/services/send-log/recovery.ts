import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { withoutRowChecks } from '../storage/rows.ts'
import { createEventLog } from './event-log.ts'
import { readStanding, standingColumns } from './recipient-rows.ts'
import { createResends, resendOf } from './resends.ts'
import { createTallies } from './tallies.ts'
import { rewriteTallies } from './tally-check.ts'

const ids = z.array(z.int())
const markedAt = z.object({ updated_at: z.int().nullable() })

export type Recovered = { readonly unknown: number; readonly campaigns: readonly number[] }

/**
 * At start, before anything is sent: recipients that were being sent to when the app ended become unknown, and
 * their campaigns are paused. Returns what was found. Costs nothing if nobody was being sent to.
 */
export function recoverSendLog(database: Database, now: () => number): Recovered {
  const events = createEventLog(database)
  const tallies = createTallies(database)
  const resends = createResends(database, now, events, tallies)
  const selectMarked = database.prepare(
    `SELECT ${standingColumns}, updated_at FROM recipients WHERE campaign_id = ? AND state = 'sending' ORDER BY seq`,
  )
  const markUnknown = database.prepare(
    `UPDATE recipients SET state = 'unknown', code = NULL, cause = 'crash', updated_at = ?
      WHERE campaign_id = ? AND seq = ?`,
  )

  const settle = (campaignId: number, at: number): number => {
    const changes = tallies.changes()
    const rows = selectMarked.all(campaignId)
    const seqs = rows.map(found => {
      const row = readStanding(found)
      const { seq, attempts: attempt } = row
      markUnknown.run(at, campaignId, seq)
      // The state itself marks the attempt; an event is written only because nothing else records it.
      events.write(campaignId, [
        { seq, at: markedAt.parse(found).updated_at ?? at, attempt, state: 'sending' },
        { seq, at, attempt, state: 'unknown', cause: 'crash' },
      ])
      changes.remove(row)
      changes.add({ ...row, state: 'unknown', code: null, cause: 'crash' }, seq)
      return seq
    })
    changes.write(campaignId)
    const resend = resendOf(database, campaignId)
    if (resend !== null) resends.left(resend, seqs)
    return rows.length
  }

  const markAllUnknown = database.prepare(
    `UPDATE recipients SET state = 'unknown', code = NULL, cause = 'crash', updated_at = ?
      WHERE campaign_id = ? AND state = 'sending'`,
  )
  const settled = database.transaction(settle)
  /** A row that can't be read keeps neither the app from starting nor the others from their outcome. */
  const settleAtAnyRate = (campaignId: number, at: number): number => {
    try {
      return settled(campaignId, at)
    } catch {
      const { changes } = markAllUnknown.run(at, campaignId)
      rewriteTallies(database, campaignId)
      return changes
    }
  }

  const recover = database.transaction((): Recovered => {
    const at = now()
    const cut = ids.parse(
      database
        .prepare(
          `SELECT DISTINCT campaign_id FROM tallies WHERE state = 'sending' AND recipients > 0
              AND campaign_id IN (SELECT id FROM campaigns WHERE status IN ('sending', 'holding', 'paused'))`,
        )
        .pluck()
        .all(),
    )
    const unknown = cut.reduce((sum, campaignId) => sum + settleAtAnyRate(campaignId, at), 0)
    const campaigns = ids.parse(
      database
        .prepare(
          `UPDATE campaigns SET status = 'paused', pause = ? WHERE status IN ('sending', 'holding') RETURNING id`,
        )
        .pluck()
        .all(JSON.stringify({ reason: 'app-closed' })),
    )
    return { unknown, campaigns }
  })
  return withoutRowChecks(database, () => recover.immediate())
}
