import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { messageMeasure } from '../../../shared/sms/measure.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'
import { json } from '../storage/rows.ts'
import type { Chore } from './chore-marks.ts'
import { createContents } from './contents.ts'
import type { EventLog } from './event-log.ts'
import { readStanding, standingColumns } from './recipient-rows.ts'
import { type Resends, resendOf } from './resends.ts'
import type { Tallies } from './tallies.ts'

type ChangeContent = Extract<Chore, { kind: 'change-content' }>

/** SQL: the recipients to send to after the content has changed; with `dueValues`. */
const dueAfterChange = `(state = 'pending' OR (state = 'rejected'
  AND (code IN (SELECT value FROM json_each(?)) OR seq IN (SELECT value FROM json_each(?)))))`
const dueValues = ({
  codes,
  seqs,
}: {
  readonly codes: readonly number[]
  readonly seqs: readonly number[]
}) => [JSON.stringify(codes), JSON.stringify(seqs)] as const

/** Null where they can't be read: there is no message then. */
const valuesRow = z.object({ values_json: json(z.array(z.string())).nullable().catch(null) })
const campaignRow = z.object({ template_text: z.string(), value_order: json(z.array(z.string())).nullable() })

/**
 * The change of a paused campaign's content, as a chore: recipients refused because of the old content are due
 * again, due recipients are measured again, and attempted ones keep a reference to the content that was used. The
 * campaign's row changes with the last piece.
 */
export function createContentChange(
  database: Database,
  now: () => number,
  events: EventLog,
  tallies: Tallies,
  resends: Resends,
) {
  const contents = createContents(database)
  const selectCampaign = database.prepare('SELECT template_text, value_order FROM campaigns WHERE id = ?')
  const keepUse = database.prepare(
    `UPDATE recipients SET content = ?, content_until = attempts
      WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND attempts > coalesce(content_until, 0)`,
  )
  const selectDue = database.prepare(
    `SELECT ${standingColumns}, values_json FROM recipients
      WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND ${dueAfterChange} ORDER BY seq`,
  )
  const update = database.prepare(
    `UPDATE recipients SET state = ?, code = ?, cause = ?, parts = ?, near_limit = ?,
                           updated_at = coalesce(?, updated_at) WHERE campaign_id = ? AND seq = ?`,
  )

  const namesOf = (campaignId: number): readonly string[] => {
    const { template_text, value_order } = campaignRow.parse(selectCampaign.get(campaignId))
    return value_order ?? parseTemplate(template_text).variables
  }

  return {
    /** Carries out the part for these recipients. Returns how many of them are due again. */
    piece(campaignId: number, chore: ChangeContent, from: number, to: number): number {
      const at = now()
      const changes = tallies.changes()
      const resend = resendOf(database, campaignId)
      const measure = messageMeasure({
        signatureName: chore.signature.name,
        templateText: chore.template.text,
        valueNames: namesOf(campaignId),
        optOutWording: chore.optOutWording,
      })
      keepUse.run(contents.earlier(campaignId).length + 1, campaignId, from, to)
      const left: number[] = []
      let dueAgain = 0
      for (const found of selectDue.all(campaignId, from, to, ...dueValues(chore))) {
        const row = readStanding(found)
        const { values_json } = valuesRow.parse(found)
        const { skip, ...measured } =
          values_json === null ? ({ ...row, skip: 'empty-variable' } as const) : measure(values_json)
        const { seq, attempts: attempt } = row
        // A recipient who got a message keeps its length.
        const { parts, nearLimit } = skip !== null && attempt > 0 ? row : measured
        const after =
          skip === null
            ? ({ ...row, state: 'pending', parts, nearLimit } as const)
            : ({ ...row, state: 'skipped', code: null, cause: skip, parts, nearLimit } as const)
        // Most changes concern a CODE and leave every length as it was.
        const isAsBefore = row.state === after.state && row.parts === parts && row.nearLimit === nearLimit
        if (isAsBefore) continue
        const skippedAt = skip === null ? null : at
        update.run(after.state, after.code, after.cause, parts, nearLimit ? 1 : 0, skippedAt, campaignId, seq)
        changes.remove(row)
        changes.add(after, seq)
        if (skip !== null) {
          left.push(seq)
          events.write(campaignId, [{ seq, at, attempt, state: 'skipped', cause: skip }])
        } else if (row.state === 'rejected') {
          dueAgain += 1
          events.write(campaignId, [{ seq, at, attempt, state: 'pending', cause: 'content-changed' }])
        }
      }
      changes.write(campaignId)
      if (resend !== null) resends.freed(resend, left)
      return dueAgain
    },

    /** The last piece: from here on the campaign has the new content. */
    complete(campaignId: number, { signature, template }: ChangeContent): void {
      contents.replace(campaignId, { signature, template }, namesOf(campaignId), now())
    },
  }
}
