import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  type CampaignDraft,
  type CampaignView,
  campaignDraftSchema,
  campaignKindSchema,
  contactSourceSchema,
  modeSchema,
  pauseSchema,
  type Template,
} from '../../../shared/domain/campaign.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import {
  campaignStatuses,
  noCounts,
  type RecipientState,
  type Resolution,
  recipientStates,
  resolutions,
  type SkipReason,
  type StateCounts,
} from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { json, type ReportUnreadable, readRows } from '../storage/rows.ts'

const campaignRow = z
  .object({
    id: z.int(),
    parent_id: z.int().nullable(),
    kind: campaignKindSchema,
    name: z.string(),
    mode: modeSchema,
    signature_name: z.string(),
    signature_code: z.string(),
    template_code: z.string(),
    template_text: z.string(),
    source: json(contactSourceSchema),
    status: z.enum(campaignStatuses),
    pause: json(pauseSchema).nullable(),
    created_at: z.int(),
    // A time that no calendar has is none: the owner still sees the campaign, and can give it another.
    scheduled_at: timeMsSchema.nullable().catch(null),
    started_at: z.int().nullable(),
    finished_at: z.int().nullable(),
  })
  .transform(row => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    mode: row.mode,
    signature: { name: row.signature_name, code: row.signature_code },
    template: { code: row.template_code, text: row.template_text } satisfies Template,
    source: row.source,
    status: row.status,
    pause: row.pause,
    createdAt: row.created_at,
    scheduledAt: row.scheduled_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }))

/** A campaign as it stands in the database. */
export type StoredCampaign = z.infer<typeof campaignRow>

/** A row of `recipients`. */
export const recipientRow = z
  .object({
    seq: z.int(),
    row: z.int(),
    phone: z.string(),
    values_json: json(z.array(z.string())),
    parts: z.int(),
    state: z.enum(recipientStates),
    code: z.int().nullable(),
    cause: z.string().nullable(),
    attempts: z.int(),
    resolution: z.enum(resolutions).nullable(),
    updated_at: z.int().nullable(),
  })
  .transform(({ values_json, updated_at, ...row }) => ({
    ...row,
    values: values_json,
    updatedAt: updated_at,
  }))

/** A recipient as it stands in the database. */
export type StoredRecipient = z.infer<typeof recipientRow>

/** A recipient that has been checked and measured, ready to be stored. */
export type PreparedRecipient = {
  readonly row: number
  readonly phone: string
  readonly values: readonly string[]
  readonly parts: number
  /** Null: it will be sent. */
  readonly skip: SkipReason | null
}

export type RecipientQuery = {
  readonly states?: readonly RecipientState[] | undefined
  readonly resolution?: Resolution | undefined
  readonly offset: number
  readonly limit: number
}

export type CampaignStore = ReturnType<typeof createCampaignStore>

/** Campaigns and their recipients, except for the states that change while sending (send-log.ts). */
export function createCampaignStore(
  database: Database,
  now: () => number,
  report: ReportUnreadable = () => undefined,
) {
  const insertCampaign = database.prepare(
    `INSERT INTO campaigns (parent_id, kind, name, mode, signature_name, signature_code, template_code,
                            template_text, source, status, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?) RETURNING id`,
  )
  const insertRecipient = database.prepare(
    `INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, state, cause)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (phone, campaign_id) DO NOTHING`,
  )
  // SECURITY: who has opted out gets nothing; asked when a recipient is stored, at preflight, and when it is claimed.
  const optedOut = database.prepare('SELECT 1 FROM opt_outs WHERE phone = ?').pluck()
  const isOptedOut = (phone: string): boolean => optedOut.get(phone) !== undefined
  const leaveOut = database.prepare(
    `UPDATE recipients SET state = 'skipped', cause = 'opted-out'
      WHERE campaign_id = ? AND state = 'pending' AND phone IN (SELECT phone FROM opt_outs)`,
  )
  const lastSeq = database
    .prepare('SELECT coalesce(max(seq), 0) FROM recipients WHERE campaign_id = ?')
    .pluck()
  const selectCampaign = database.prepare('SELECT * FROM campaigns WHERE id = ?')
  const selectCampaigns = database.prepare(
    `SELECT * FROM campaigns WHERE status <> 'draft' OR scheduled_at IS NOT NULL
        OR (kind = 'retry' AND EXISTS (SELECT 1 FROM recipients WHERE campaign_id = campaigns.id))
      ORDER BY coalesce(started_at, created_at) DESC, id DESC`,
  )
  const selectRecipient = database.prepare('SELECT * FROM recipients WHERE campaign_id = ? AND seq = ?')
  const selectAfter = database.prepare(
    'SELECT * FROM recipients WHERE campaign_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  )
  const countStates = database.prepare(
    'SELECT state, count(*) AS n FROM recipients WHERE campaign_id = ? GROUP BY state',
  )
  const sumParts = database
    .prepare(`SELECT coalesce(sum(parts), 0) FROM recipients WHERE campaign_id = ? AND state <> 'skipped'`)
    .pluck()
  const countParts = database.prepare(
    `SELECT parts, count(*) AS count FROM recipients WHERE campaign_id = ? AND state = 'pending' GROUP BY parts ORDER BY parts`,
  )
  const countSkipped = database.prepare(
    `SELECT cause AS reason, count(*) AS count FROM recipients WHERE campaign_id = ? AND state = 'skipped'
      GROUP BY cause ORDER BY count DESC`,
  )

  const get = (campaignId: number): StoredCampaign => {
    const row = selectCampaign.get(campaignId)
    if (row === undefined) throw new AppError('not-found', { where: `campaign ${campaignId}` })
    return campaignRow.parse(row)
  }

  const countsOf = (campaignId: number): StateCounts => {
    const counts: Record<RecipientState, number> = { ...noCounts }
    for (const row of countStates.all(campaignId)) {
      const { state, n } = z.object({ state: z.enum(recipientStates), n: z.int() }).parse(row)
      counts[state] = n
    }
    return counts
  }

  const filterOf = ({ states, resolution }: RecipientQuery) => ({
    sql: [
      ...(states === undefined ? [] : [` AND state IN (${states.map(() => '?').join(', ')})`]),
      ...(resolution === undefined ? [] : [' AND resolution = ?']),
    ].join(''),
    values: [...(states ?? []), ...(resolution === undefined ? [] : [resolution])],
  })

  return {
    /** Makes a draft; `parentId` for a test message that belongs to a campaign. Returns its id. */
    create(draft: CampaignDraft, parentId: number | null = null): number {
      const { name, kind, mode, signature, template, source } = campaignDraftSchema.parse(draft)
      return z
        .object({ id: z.int() })
        .parse(
          insertCampaign.get(
            parentId,
            kind,
            name,
            mode,
            signature.name,
            signature.code,
            template.code,
            template.text,
            JSON.stringify(source),
            now(),
          ),
        ).id
    },

    /**
     * Adds recipients in order; a phone that the campaign already has is left as it is, and one that has opted out is
     * skipped for that reason before any other. Returns how many were added.
     */
    addRecipients(campaignId: number, recipients: readonly PreparedRecipient[]): number {
      return database
        .transaction(() => {
          let seq = Number(lastSeq.get(campaignId))
          let added = 0
          for (const { row, phone, values, parts, skip } of recipients) {
            const cause = isOptedOut(phone) ? ('opted-out' satisfies SkipReason) : skip
            const { changes } = insertRecipient.run(
              campaignId,
              seq + 1,
              row,
              phone,
              JSON.stringify(values),
              parts,
              cause === null ? 'pending' : 'skipped',
              cause,
            )
            seq += changes
            added += changes
          }
          return added
        })
        .immediate()
    },

    isOptedOut,

    /** Skips who has opted out since they were added to a draft. Returns how many. */
    skipOptedOut: (campaignId: number): number => leaveOut.run(campaignId).changes,

    get,
    countsOf,

    /** A campaign with its figures, as screens see it; `live` holds what only the engine knows. */
    view(campaignId: number, live: Pick<CampaignView, 'hold'> = { hold: null }): CampaignView {
      const campaign = get(campaignId)
      return { ...campaign, ...live, counts: countsOf(campaignId), parts: Number(sumParts.get(campaignId)) }
    },

    /** Every campaign that was started, and drafts that the owner would look for: retries and what was once scheduled. */
    list(): readonly CampaignView[] {
      return readRows(campaignRow, selectCampaigns.all(), 'campaigns', report).map(campaign => ({
        ...campaign,
        hold: null,
        counts: countsOf(campaign.id),
        parts: Number(sumParts.get(campaign.id)),
      }))
    },

    recipient(campaignId: number, seq: number): StoredRecipient {
      const row = selectRecipient.get(campaignId, seq)
      if (row === undefined) throw new AppError('not-found', { where: `recipient ${seq}` })
      return recipientRow.parse(row)
    },

    page(campaignId: number, query: RecipientQuery): { total: number; rows: readonly StoredRecipient[] } {
      const { sql, values } = filterOf(query)
      const total = database
        .prepare(`SELECT count(*) FROM recipients WHERE campaign_id = ?${sql}`)
        .pluck()
        .get(campaignId, ...values)
      const rows = database
        .prepare(`SELECT * FROM recipients WHERE campaign_id = ?${sql} ORDER BY seq LIMIT ? OFFSET ?`)
        .all(campaignId, ...values, query.limit, query.offset)
      return { total: Number(total), rows: rows.map(row => recipientRow.parse(row)) }
    },

    /** All recipients in order, read in pages so that a million of them fit. */
    *all(campaignId: number, pageSize = 1000): Generator<StoredRecipient> {
      for (let after = 0; ; ) {
        const rows = selectAfter.all(campaignId, after, pageSize).map(row => recipientRow.parse(row))
        yield* rows
        const last = rows.at(-1)
        if (last === undefined) return
        after = last.seq
      }
    },

    /** Recipients still to be sent, by number of parts. */
    partsToSend: (campaignId: number) =>
      z.array(z.object({ parts: z.int(), count: z.int() })).parse(countParts.all(campaignId)),

    skipped: (campaignId: number) =>
      z.array(z.object({ reason: z.string(), count: z.int() })).parse(countSkipped.all(campaignId)),

    /** A draft becomes scheduled, or back (null): then its time stays, as the one that it had. Throws `wrong-state`. */
    schedule(campaignId: number, at: number | null): void {
      const { changes } = database
        .prepare(
          `UPDATE campaigns SET status = ?, scheduled_at = coalesce(?, scheduled_at)
            WHERE id = ? AND status IN ('draft', 'scheduled')`,
        )
        .run(at === null ? 'draft' : 'scheduled', at, campaignId)
      if (changes === 0) throw new AppError('wrong-state')
    },

    /** Scheduled campaigns, the next one first. */
    scheduled: () =>
      readRows(
        z.object({ id: z.int(), at: timeMsSchema }),
        database
          .prepare(
            `SELECT id, scheduled_at AS at FROM campaigns WHERE status = 'scheduled' ORDER BY scheduled_at`,
          )
          .all(),
        'campaigns',
        report,
      ),

    /** The first pending recipients, for choosing a slice. */
    pendingPhones: (campaignId: number, limit: number) =>
      z
        .array(z.object({ seq: z.int(), phone: z.string() }))
        .parse(
          database
            .prepare(
              `SELECT seq, phone FROM recipients WHERE campaign_id = ? AND state = 'pending' ORDER BY seq LIMIT ?`,
            )
            .all(campaignId, limit),
        ),

    /** Removes a draft and its recipients. Anything that was ever started stays. */
    discard(campaignId: number): void {
      database
        .transaction(() => {
          if (get(campaignId).status !== 'draft') throw new AppError('wrong-state')
          database
            .prepare(
              `DELETE FROM campaigns WHERE id = ? AND NOT EXISTS (SELECT 1 FROM campaigns WHERE parent_id = ?)`,
            )
            .run(campaignId, campaignId)
        })
        .immediate()
    },
  }
}
