import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { EventLog } from './event-log.ts'
import { legibleValues, type RecipientRow, readStanding, standingColumns } from './recipient-rows.ts'
import type { Tallies } from './tallies.ts'

/**
 * Carries the fate of a resend's recipient back to the original campaign (docs/sending.md, "Sending again"). Call
 * it inside the transaction that changes the resend's recipient.
 */
export type Resends = {
  /** An attempt left: the original outcome is marked as sent again and can't be chosen any more. */
  readonly left: (resend: Resend, seqs: readonly number[]) => void
  /** Nothing left and nothing will: the original outcome can be chosen again and keeps its decision. */
  readonly freed: (resend: Resend, seqs: readonly number[]) => void
}

/** A resend and the campaign whose recipients it holds. */
export type Resend = { readonly campaignId: number; readonly parentId: number }

/** The resend's data if the campaign is one, or null. */
export function resendOf(database: Database, campaignId: number): Resend | null {
  const row = z
    .object({ kind: z.string(), parent_id: z.int().nullable() })
    .optional()
    .parse(database.prepare('SELECT kind, parent_id FROM campaigns WHERE id = ?').get(campaignId))
  return row?.kind === 'retry' && row.parent_id !== null ? { campaignId, parentId: row.parent_id } : null
}

export function createResends(
  database: Database,
  now: () => number,
  events: EventLog,
  tallies: Tallies,
): Resends {
  const selectHeld = database.prepare(
    `SELECT ${standingColumns} FROM recipients
      WHERE campaign_id = @parent AND resend_id = @resend AND seq = coalesce(
        (SELECT of_seq FROM corrections WHERE campaign_id = @resend AND seq = @seq),
        (SELECT first.seq FROM phone_starts AS first JOIN recipients AS again ON again.phone = first.phone
          WHERE again.campaign_id = @resend AND again.seq = @seq AND first.campaign_id = @parent))`,
  )
  const setLeft = database.prepare(
    `UPDATE recipients SET resolution = 'sent-again', ${legibleValues} WHERE campaign_id = ? AND seq = ?`,
  )
  const setFree = database.prepare(
    `UPDATE recipients SET resend_id = NULL, ${legibleValues} WHERE campaign_id = ? AND seq = ?`,
  )

  const change = (
    { campaignId, parentId }: Resend,
    seqs: readonly number[],
    apply: (row: RecipientRow, at: number) => Partial<RecipientRow> | null,
  ): void => {
    const changes = tallies.changes()
    const at = now()
    for (const seq of seqs) {
      const found = selectHeld.get({ parent: parentId, resend: campaignId, seq })
      if (found === undefined) continue
      const row = readStanding(found)
      const changed = apply(row, at)
      if (changed === null) continue
      changes.remove(row)
      changes.add({ ...row, ...changed }, row.seq)
    }
    changes.write(parentId)
  }

  return {
    left: (resend, seqs) =>
      change(resend, seqs, ({ seq, attempts, resolution }, at) => {
        if (resolution === 'sent-again') return null
        events.write(resend.parentId, [
          { seq, at, attempt: attempts, state: 'resolution', cause: 'sent-again' },
        ])
        setLeft.run(resend.parentId, seq)
        return { resolution: 'sent-again' }
      }),

    freed: (resend, seqs) =>
      change(resend, seqs, ({ seq, attempts, resolution }, at) => {
        // An earlier attempt of the resend left before the recipient was refused for good or the resend cancelled.
        if (resolution === 'sent-again') return null
        events.write(resend.parentId, [
          { seq, at, attempt: attempts, state: 'resolution', cause: 'withdrawn' },
        ])
        setFree.run(resend.parentId, seq)
        return { resendId: null, held: false }
      }),
  }
}
