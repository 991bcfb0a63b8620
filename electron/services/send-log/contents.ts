import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Content } from '../../../shared/domain/campaign.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { type ReportUnreadable, readRows } from '../storage/rows.ts'

/** A content that a campaign had before its present one. */
export type EarlierContent = Content & {
  /** 1 for the first. */
  readonly version: number
  /** When it was replaced: milliseconds since 1970. */
  readonly untilMs: number
  /** The last event of the log at that time: attempts up to it used this content or an earlier one. */
  readonly lastEvent: number
}

const contentRow = z
  .object({
    version: z.int(),
    signature_name: z.string(),
    signature_code: z.string(),
    template_code: z.string(),
    template_text: z.string(),
    until_at: timeMsSchema.catch(0),
    last_event: z.int().catch(0),
  })
  .transform(
    (row): EarlierContent => ({
      version: row.version,
      signature: { name: row.signature_name, code: row.signature_code },
      template: { code: row.template_code, text: row.template_text },
      untilMs: row.until_at,
      lastEvent: row.last_event,
    }),
  )

/** The earlier contents of campaigns. The present one is in the campaign's own row. */
export function createContents(database: Database, report: ReportUnreadable = () => undefined) {
  const select = database.prepare('SELECT * FROM contents WHERE campaign_id = ? ORDER BY version')
  const keep = database.prepare(
    `INSERT INTO contents (campaign_id, version, signature_name, signature_code, template_code, template_text, until_at,
                           last_event)
     SELECT id, 1 + (SELECT count(*) FROM contents WHERE campaign_id = id), signature_name, signature_code,
            template_code, template_text, ?, (SELECT coalesce(max(id), 0) FROM events)
       FROM campaigns WHERE id = ?`,
  )
  const change = database.prepare(
    `UPDATE campaigns SET signature_name = ?, signature_code = ?, template_code = ?, template_text = ?,
                          value_order = coalesce(value_order, ?) WHERE id = ?`,
  )

  return {
    /** Earlier contents, the first first; usually none. */
    earlier: (campaignId: number): readonly EarlierContent[] =>
      readRows(contentRow, select.all(campaignId), 'contents', report),

    /** Replaces the present content, which is kept as an earlier one. */
    replace(campaignId: number, { signature, template }: Content, valueNames: readonly string[], at: number) {
      keep.run(at, campaignId)
      change.run(
        signature.name,
        signature.code,
        template.code,
        template.text,
        JSON.stringify(valueNames),
        campaignId,
      )
    },
  }
}

/** Which attempts of a recipient used an earlier content. */
export type ContentUse = {
  readonly attempts: number
  /** Attempts up to `contentUntil` used this version or an earlier one; null: none did. */
  readonly content: number | null
  readonly contentUntil: number | null
}

/** The version of an earlier content that a recipient's last attempt used; null: the campaign's present one, or no attempt. */
export const lastUsedVersion = ({ attempts, content, contentUntil }: ContentUse): number | null =>
  content !== null && contentUntil !== null && attempts <= contentUntil ? content : null
