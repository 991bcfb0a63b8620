import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  type CampaignDraft,
  type CampaignView,
  campaignDraftSchema,
} from '../../../shared/domain/campaign.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import type { StateCounts } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { choreQuestion } from '../send-log/chore-marks.ts'
import { countsOf, figuresOf } from '../send-log/figures.ts'
import { openRecipients, openState } from '../send-log/row-chores.ts'
import { createTallies, type Tally } from '../send-log/tallies.ts'
import { type ReportUnreadable, readRow, readRows } from '../storage/rows.ts'
import { campaignRow, type StoredCampaign } from './campaign-row.ts'
import { createDraftRecipients } from './draft-recipients.ts'
import { legibleRecipients } from './legible-recipient.ts'
import {
  namedColumns,
  readRecipient,
  recipientColumns,
  recipientRow,
  type StoredRecipient,
} from './recipient-reader.ts'

export type CampaignStore = ReturnType<typeof createCampaignStore>

/** Drafts that are listed nowhere: neither scheduled, nor a resend that has recipients. */
export const selectUnseenDrafts = `
  SELECT id FROM campaigns WHERE status = 'draft' AND scheduled_at IS NULL
     AND (kind <> 'retry' OR NOT EXISTS (SELECT 1 FROM tallies WHERE campaign_id = campaigns.id AND recipients > 0))`

/** Recipients read at a time: few, so that the garbage collector frees them before it has to move them. */
const pageSize = 250

/**
 * Campaigns and their recipients, as drafts and views need them. States that change during sending belong to the
 * send log.
 */
export function createCampaignStore(
  database: Database,
  now: () => number,
  report: ReportUnreadable = () => undefined,
) {
  const tallies = createTallies(database)
  const hasChore = choreQuestion(database)
  const insertCampaign = database.prepare(
    `INSERT INTO campaigns (parent_id, kind, name, mode, signature_name, signature_code, template_code,
                            template_text, value_order, source, status, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?) RETURNING id`,
  )
  // SECURITY: opted-out phones get nothing. Checked when a recipient is stored, at preflight, and when it is
  // claimed.
  const optedOut = database.prepare('SELECT 1 FROM opt_outs WHERE phone = ?').pluck()
  const isOptedOut = (phone: string): boolean => optedOut.get(phone) !== undefined
  const selectAnyOptOut = database.prepare('SELECT 1 FROM opt_outs LIMIT 1')
  const hasOptOuts = (): boolean => selectAnyOptOut.get() !== undefined
  const draftRecipients = createDraftRecipients(database, tallies, { some: hasOptOuts, has: isOptedOut })
  const selectCampaign = database.prepare('SELECT * FROM campaigns WHERE id = ?')
  // Of drafts, only resends and those that were scheduled once are listed, unless they are being discarded.
  const selectCampaigns = database.prepare(
    `SELECT * FROM campaigns WHERE (status <> 'draft' OR scheduled_at IS NOT NULL OR kind = 'retry')
        AND NOT EXISTS (SELECT 1 FROM chores WHERE campaign_id = campaigns.id AND kind = 'discard')
      ORDER BY coalesce(started_at, created_at) DESC, id DESC`,
  )
  const selectUnseen = database.prepare(`${selectUnseenDrafts} ORDER BY id`).pluck()
  const selectAny = database
    .prepare(`SELECT EXISTS (SELECT 1 FROM campaigns WHERE status <> 'draft')`)
    .pluck()
  const selectRecipient = database.prepare('SELECT * FROM recipients WHERE campaign_id = ? AND seq = ?')
  const selectAfter = database
    .prepare(
      `SELECT ${recipientColumns} FROM recipients WHERE campaign_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
    )
    .raw()

  const legible = legibleRecipients(report)
  const rowOf = (campaignId: number, seq: number): unknown => {
    const row = selectRecipient.get(campaignId, seq)
    if (row === undefined) throw new AppError('not-found', { where: `recipient ${seq}` })
    return row
  }
  const shown = (columns: unknown): StoredRecipient => {
    try {
      return readRecipient(columns)
    } catch {
      return legible(namedColumns(columns))
    }
  }

  const get = (campaignId: number): StoredCampaign => {
    const row = selectCampaign.get(campaignId)
    if (row === undefined) throw new AppError('not-found', { where: `campaign ${campaignId}` })
    return campaignRow.parse(row)
  }

  const viewOf = (campaign: StoredCampaign, standing: readonly Tally[]): CampaignView => {
    const { counts, parts, skipped } = figuresOf(standing)
    return { ...campaign, hold: null, counts, partsByState: parts, skipped }
  }

  return {
    /**
     * Creates a draft; `parent`: the campaign of a test or a resend, whose recipients take their values from it.
     * Returns the id.
     */
    create(draft: CampaignDraft, parent: Pick<StoredCampaign, 'id' | 'valueNames'> | null = null): number {
      const { name, kind, mode, signature, template, source } = campaignDraftSchema.parse(draft)
      return z
        .object({ id: z.int() })
        .parse(
          insertCampaign.get(
            parent?.id ?? null,
            kind,
            name,
            mode,
            signature.name,
            signature.code,
            template.code,
            template.text,
            parent === null ? null : JSON.stringify(parent.valueNames),
            JSON.stringify(source),
            now(),
          ),
        ).id
    },

    addRecipients: draftRecipients.add,

    isOptedOut,
    hasOptOuts,

    get,
    /** The figures of a campaign (tallies.ts). */
    tallies: (campaignId: number): readonly Tally[] => tallies.of(campaignId),
    countsOf: (campaignId: number): StateCounts => countsOf(tallies.of(campaignId)),
    /** Whether a long write is under way that keeps the campaign from being sent. */
    hasChore,
    phonesListed: (campaignId: number): boolean =>
      database.prepare('SELECT phones_listed FROM campaigns WHERE id = ?').pluck().get(campaignId) === 1,

    /** A campaign with its figures, as screens see it. */
    view: (campaignId: number): CampaignView => viewOf(get(campaignId), tallies.of(campaignId)),

    /** A campaign as lists need it; null, and a report, if its row can't be read. */
    legible: (campaignId: number): StoredCampaign | null =>
      readRow(campaignRow, selectCampaign.get(campaignId), 'campaigns', report),

    /**
     * All campaigns that were started, and the drafts that are listed: resends and those that were scheduled once.
     */
    list(): readonly CampaignView[] {
      const standing = tallies.ofAll(report)
      return readRows(campaignRow, selectCampaigns.all(), 'campaigns', report).map(campaign =>
        viewOf(campaign, standing.get(campaign.id) ?? []),
      )
    },

    /** Drafts that are listed nowhere. */
    unseenDrafts: (): readonly number[] => z.array(z.int()).parse(selectUnseen.all()),

    /** Whether any campaign was ever started or scheduled. */
    any: (): boolean => selectAny.get() === 1,

    /** To be sent to: throws if the row can't be read. */
    recipient: (campaignId: number, seq: number): StoredRecipient =>
      recipientRow.parse(rowOf(campaignId, seq)),

    /** To be shown. */
    shownRecipient: (campaignId: number, seq: number): StoredRecipient => legible(rowOf(campaignId, seq)),

    /** All recipients in order, read in pages so that a million of them fit into memory. */
    *all(campaignId: number): Generator<StoredRecipient> {
      for (let after = 0; ; ) {
        const rows = selectAfter.all(campaignId, after, pageSize)
        if (rows.length === 0) return
        for (const row of rows) {
          const recipient = shown(row)
          after = recipient.seq
          yield recipient
        }
      }
    },

    rename(campaignId: number, name: string): void {
      const { changes } = database.prepare('UPDATE campaigns SET name = ? WHERE id = ?').run(name, campaignId)
      if (changes === 0) throw new AppError('not-found', { where: `campaign ${campaignId}` })
    },

    /** Records when the owner was told how many of the campaign's people got a message recently. */
    recentChecked(campaignId: number, at: number): void {
      database
        .prepare(
          `UPDATE campaigns SET recent_checked_at = ?
            WHERE id = ? AND status IN ('draft', 'scheduled', 'paused')`,
        )
        .run(at, campaignId)
    },

    /**
     * Schedules a draft, or a paused campaign that was never started; null makes it a draft again, and the old time
     * is kept. Throws `wrong-state`.
     */
    schedule(campaignId: number, at: number | null): void {
      if (hasChore(campaignId)) throw new AppError('wrong-state')
      const { changes } = database
        .prepare(
          `UPDATE campaigns SET status = ?, pause = NULL, scheduled_at = coalesce(?, scheduled_at)
            WHERE id = ? AND (status IN ('draft', 'scheduled')
              OR (status = 'paused' AND started_at IS NULL))`,
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

    /**
     * The phones that real test messages went to since then, and those of this test, each once. One that was forgotten
     * is an unknown phone of its own.
     */
    testPhonesSince: (sinceMs: number, campaignId: number): readonly string[] =>
      z.array(z.string()).parse(
        database
          .prepare(
            `SELECT DISTINCT coalesce(phone, 'of ' || id) FROM campaigns JOIN recipients ON campaign_id = id
                WHERE kind = 'test' AND mode = 'real'
                  AND (id = @campaignId OR (started_at IS NOT NULL AND max(started_at, coalesce(updated_at, 0)) >= @sinceMs))`,
          )
          .pluck()
          .all({ sinceMs, campaignId }),
      ),

    /** The first pending recipients, for choosing a slice. */
    pendingPhones: (campaignId: number, limit: number) =>
      z.array(z.object({ seq: z.int(), phone: z.string() })).parse(
        database
          .prepare(
            `SELECT seq, phone FROM ${openRecipients}
                WHERE campaign_id = ? AND ${openState('pending')}
                ORDER BY seq LIMIT ?`,
          )
          .all(campaignId, limit),
      ),
  }
}
