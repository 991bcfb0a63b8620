import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { pauseSchema } from '../../../shared/domain/campaign.ts'
import type { Pause } from '../../../shared/domain/states.ts'
import { dueAgainAfter } from '../../../shared/provider/due-again.ts'
import { json } from '../storage/rows.ts'
import { createChores } from './chores.ts'
import { createEventLog } from './event-log.ts'
import { recoverSendLog } from './recovery.ts'
import { createResends, resendOf } from './resends.ts'
import { createTallies } from './tallies.ts'
import { rewriteTallies } from './tally-check.ts'

/** Recipients per piece of a long write; large, because nobody else has the file open. */
const pieceSize = 50_000

const unfinishedRow = z.object({
  id: z.int(),
  phones_listed: z.int(),
  // An unreadable pause lists no refused recipients; those due again by their code are found anyway.
  pause: json(pauseSchema).nullable().catch(null),
})
const ids = z.array(z.int())
const hasNotEnded = `status NOT IN ('finished', 'cancelled')`
const everyStatus = ['draft', 'scheduled', 'paused', 'finished', 'cancelled']

export type Settled = { readonly campaigns: number; readonly unknown: number }

/**
 * Changes a database from a back-up so that it can't send to anybody twice: it does not know what was sent after
 * the back-up was made. Every campaign that has not ended is paused, without its scheduled time, and its recipients
 * without a final outcome become unknown. Unlisted drafts are removed. Nobody else has the file open; safe to
 * repeat.
 */
export function settleRestored(database: Database, now: () => number): Settled {
  const events = createEventLog(database)
  const tallies = createTallies(database)
  const resends = createResends(database, now, events, tallies)
  const chores = createChores(database, now)
  const runToEnd = (id: number): void => {
    chores.prepare(id)
    while (!chores.step(id, pieceSize).isLast);
  }

  // Pending chores come first, because they change who is due: afterwards everybody has the state that the owner
  // had asked for.
  for (const id of chores.standing()) runToEnd(id)
  const { unknown: cutOff } = recoverSendLog(database, now)
  const unseen = ids.parse(
    database
      .prepare(
        `SELECT id FROM campaigns WHERE status = 'draft' AND scheduled_at IS NULL
            AND (kind <> 'retry' OR NOT EXISTS (SELECT 1 FROM tallies WHERE campaign_id = campaigns.id AND recipients > 0))`,
      )
      .pluck()
      .all(),
  )
  for (const campaignId of unseen) runToEnd(chores.mark(campaignId, { kind: 'discard' }, ['draft']))

  const selectUnfinished = database.prepare(
    `SELECT id, pause, phones_listed FROM campaigns WHERE ${hasNotEnded} OR id IN
      (SELECT campaign_id FROM tallies WHERE state IN ('pending', 'sending') AND recipients > 0) ORDER BY id`,
  )
  const unfinished = z.array(unfinishedRow).parse(selectUnfinished.all())
  // Rules across campaigns find people by their phones.
  for (const { id, phones_listed: listed } of unfinished)
    if (listed === 0) runToEnd(chores.mark(id, { kind: 'list-phones' }, everyStatus))

  const unsettled = `campaign_id = ? AND (state = 'pending' OR state = 'sending' OR (state = 'rejected' AND
    (code IN (SELECT value FROM json_each(?)) OR seq IN (SELECT value FROM json_each(?)))))`
  const selectSeqs = database.prepare(`SELECT seq FROM recipients WHERE ${unsettled} ORDER BY seq`).pluck()
  const tell = database.prepare(
    `INSERT INTO events (campaign_id, seq, at, attempt, state, cause)
      SELECT campaign_id, seq, ?, attempts, 'unknown', 'restored' FROM recipients WHERE ${unsettled} ORDER BY seq`,
  )
  const doubt = database.prepare(
    `UPDATE recipients SET state = 'unknown', code = NULL, cause = 'restored', updated_at = ? WHERE ${unsettled}`,
  )
  const putOnHold = database.prepare(
    `UPDATE campaigns SET status = 'paused', pause = ?, scheduled_at = NULL WHERE id = ? AND ${hasNotEnded}`,
  )
  const settle = database.transaction((campaignId: number, standing: Pause | null): number => {
    const at = now()
    const due = dueAgainAfter(standing, true)
    const which = [campaignId, JSON.stringify(due.codes), JSON.stringify(due.seqs)]
    const resend = resendOf(database, campaignId)
    if (resend !== null) resends.left(resend, ids.parse(selectSeqs.all(...which)))
    tell.run(at, ...which)
    const { changes } = doubt.run(at, ...which)
    putOnHold.run(JSON.stringify({ reason: 'restored' } satisfies Pause), campaignId)
    rewriteTallies(database, campaignId)
    return changes
  })
  const unknown = unfinished.reduce((sum, { id, pause }) => sum + settle.immediate(id, pause), cutOff)
  return { campaigns: unfinished.length, unknown }
}
