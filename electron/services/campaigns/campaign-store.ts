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
  recipientStates,
  resolutions,
  type SkipReason,
  type StateCounts,
} from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { choreQuestion } from '../send-log/chore-marks.ts'
import { valueNamesOf } from '../send-log/content-change.ts'
import { countsOf, figuresOf } from '../send-log/figures.ts'
import { openRecipients, openState } from '../send-log/row-chores.ts'
import { createTallies, type Tally } from '../send-log/tallies.ts'
import { json, type ReportUnreadable, readRows } from '../storage/rows.ts'
import { readRecipient, recipientColumns, type StoredRecipient } from './recipient-reader.ts'

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
    value_order: z.string().nullable(),
    source: json(contactSourceSchema),
    status: z.enum(campaignStatuses),
    pause: json(pauseSchema).nullable(),
    created_at: z.int(),
    // A time that no calendar has is none: the owner still sees the campaign, and can give it another.
    scheduled_at: timeMsSchema.nullable().catch(null),
    started_at: z.int().nullable(),
    finished_at: z.int().nullable(),
    recent_checked_at: z.int().nullable(),
  })
  .transform(row => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    mode: row.mode,
    signature: { name: row.signature_name, code: row.signature_code },
    template: { code: row.template_code, text: row.template_text } satisfies Template,
    valueNames: valueNamesOf(row.template_text, row.value_order),
    source: row.source,
    status: row.status,
    pause: row.pause,
    createdAt: row.created_at,
    scheduledAt: row.scheduled_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    recentCheckedAt: row.recent_checked_at,
  }))

/** A campaign as it stands in the database. */
export type StoredCampaign = z.infer<typeof campaignRow>

/** A row of `recipients`. */
export const recipientRow = z
  .object({
    seq: z.int(),
    row: z.int(),
    /** Null where the person was forgotten. */
    phone: z.string().nullable(),
    values_json: json(z.array(z.string())),
    parts: z.int(),
    state: z.enum(recipientStates),
    code: z.int().nullable(),
    cause: z.string().nullable(),
    attempts: z.int(),
    resolution: z.enum(resolutions).nullable(),
    content: z.int().nullable(),
    content_until: z.int().nullable(),
    updated_at: z.int().nullable(),
  })
  .transform(
    ({ values_json, content_until, updated_at, phone, ...row }): StoredRecipient => ({
      ...row,
      phone: phone ?? '',
      values: values_json,
      contentUntil: content_until,
      updatedAt: updated_at,
    }),
  )

/** A recipient that has been checked and measured, ready to be stored. */
export type PreparedRecipient = {
  readonly row: number
  readonly phone: string
  readonly values: readonly string[]
  readonly parts: number
  /** The provider may find the message longer than it takes. */
  readonly nearLimit: boolean
  /** Null: it will be sent. */
  readonly skip: SkipReason | null
}

export type CampaignStore = ReturnType<typeof createCampaignStore>

/** Drafts that nobody can see any more: neither scheduled, nor a resend that has recipients. */
export const selectUnseenDrafts = `
  SELECT id FROM campaigns WHERE status = 'draft' AND scheduled_at IS NULL
     AND (kind <> 'retry' OR NOT EXISTS (SELECT 1 FROM tallies WHERE campaign_id = campaigns.id AND recipients > 0))`

/** Recipients that are read into memory together: few, so that they are gone before the collector has to move them. */
const pageSize = 250

/** Recipients that one statement stores. */
const insertedAtOnce = 50

/** Campaigns and their recipients as drafts and views need them; states that change while sending are the send log's. */
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
  const insertRecipients = (rows: number) =>
    database.prepare(
      `INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, near_limit, state, cause)
       VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    )
  const insertOne = insertRecipients(1)
  const insertMany = insertRecipients(insertedAtOnce)
  /** Stores the rows in order; as many as possible go into one statement, which takes half the time. */
  const insertAll = (rows: readonly (readonly unknown[])[]): void => {
    let from = 0
    for (; from + insertedAtOnce <= rows.length; from += insertedAtOnce)
      insertMany.run(rows.slice(from, from + insertedAtOnce).flat())
    for (const row of rows.slice(from)) insertOne.run(row)
  }
  // SECURITY: who has opted out gets nothing; asked when a recipient is stored, at preflight, and when it is claimed.
  const optedOut = database.prepare('SELECT 1 FROM opt_outs WHERE phone = ?').pluck()
  const isOptedOut = (phone: string): boolean => optedOut.get(phone) !== undefined
  const selectAnyOptOut = database.prepare('SELECT 1 FROM opt_outs LIMIT 1')
  const hasOptOuts = (): boolean => selectAnyOptOut.get() !== undefined
  const selectCampaign = database.prepare('SELECT * FROM campaigns WHERE id = ?')
  // A draft is seen where its owner would look for it: a resend, and one that was scheduled once; not one that is being
  // discarded.
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
  const selectPhones = database
    .prepare('SELECT phone FROM recipients WHERE campaign_id = ? AND phone IS NOT NULL ORDER BY seq')
    .pluck()

  /** The draft that recipients are being added to: whom it has, so that one phone stands in it once. */
  let building: {
    readonly campaignId: number
    readonly phones: Set<number>
    readonly lastSeq: number
  } | null = null
  const buildingOf = (campaignId: number) => {
    if (building?.campaignId !== campaignId) {
      const lastSeq = tallies.of(campaignId).reduce((last, tally) => Math.max(last, tally.lastSeq), 0)
      const phones = new Set(z.array(z.string()).parse(selectPhones.all(campaignId)).map(Number))
      building = { campaignId, phones, lastSeq }
    }
    return building
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
     * Makes a draft; `parent` for a test or a resend, whose recipients have their values from that campaign. Returns its
     * id.
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

    /**
     * Adds recipients in order; a phone that the campaign already has is left as it is, and one that has opted out is
     * skipped for that reason before any other. Returns how many the campaign has now.
     */
    addRecipients(campaignId: number, recipients: readonly PreparedRecipient[]): number {
      const { phones, lastSeq } = buildingOf(campaignId)
      let seq = lastSeq
      try {
        database
          .transaction(() => {
            const changes = tallies.changes()
            const rows: (readonly unknown[])[] = []
            const someOptedOut = hasOptOuts()
            for (const { row, phone, values, parts, nearLimit, skip } of recipients) {
              const key = Number(phone)
              if (phones.has(key)) continue
              const cause = someOptedOut && isOptedOut(phone) ? ('opted-out' satisfies SkipReason) : skip
              const state = cause === null ? 'pending' : 'skipped'
              seq += 1
              const near = nearLimit ? 1 : 0
              rows.push([campaignId, seq, row, phone, JSON.stringify(values), parts, near, state, cause])
              changes.add({ state, code: null, cause, resolution: null, held: false, parts, nearLimit }, seq)
              phones.add(key)
            }
            insertAll(rows)
            changes.write(campaignId)
          })
          .immediate()
      } catch (error) {
        building = null
        throw error
      }
      building = { campaignId, phones, lastSeq: seq }
      return seq
    },

    isOptedOut,
    hasOptOuts,

    get,
    /** The campaign's figures (tallies.ts). */
    tallies: (campaignId: number): readonly Tally[] => tallies.of(campaignId),
    countsOf: (campaignId: number): StateCounts => countsOf(tallies.of(campaignId)),
    /** A long write is under way that keeps the campaign from being sent. */
    hasChore,
    phonesListed: (campaignId: number): boolean =>
      database.prepare('SELECT phones_listed FROM campaigns WHERE id = ?').pluck().get(campaignId) === 1,

    /** A campaign with its figures, as screens see it. */
    view: (campaignId: number): CampaignView => viewOf(get(campaignId), tallies.of(campaignId)),

    /** Every campaign that was started, and drafts that the owner would look for: resends and what was once scheduled. */
    list(): readonly CampaignView[] {
      const standing = tallies.ofAll(report)
      return readRows(campaignRow, selectCampaigns.all(), 'campaigns', report).map(campaign =>
        viewOf(campaign, standing.get(campaign.id) ?? []),
      )
    },

    /** Drafts that nobody can see any more. */
    unseenDrafts: (): readonly number[] => z.array(z.int()).parse(selectUnseen.all()),

    /** Whether a campaign was ever begun or scheduled. */
    any: (): boolean => selectAny.get() === 1,

    recipient(campaignId: number, seq: number): StoredRecipient {
      const row = selectRecipient.get(campaignId, seq)
      if (row === undefined) throw new AppError('not-found', { where: `recipient ${seq}` })
      return recipientRow.parse(row)
    },

    /** All recipients in order, read in pages so that a million of them fit. */
    *all(campaignId: number): Generator<StoredRecipient> {
      for (let after = 0; ; ) {
        const rows = selectAfter.all(campaignId, after, pageSize)
        if (rows.length === 0) return
        for (const row of rows) {
          const recipient = readRecipient(row)
          after = recipient.seq
          yield recipient
        }
      }
    },

    rename(campaignId: number, name: string): void {
      const { changes } = database.prepare('UPDATE campaigns SET name = ? WHERE id = ?').run(name, campaignId)
      if (changes === 0) throw new AppError('not-found', { where: `campaign ${campaignId}` })
    },

    /** The owner is told at this moment how many of the campaign's people were sent something lately. */
    recentChecked(campaignId: number, at: number): void {
      database
        .prepare(
          `UPDATE campaigns SET recent_checked_at = ?
            WHERE id = ? AND status IN ('draft', 'scheduled', 'paused')`,
        )
        .run(at, campaignId)
    },

    /**
     * A draft, or one that stands paused and was never begun, becomes scheduled; or it becomes a draft again (null): then its time
     * stays, as the one that it had. Throws `wrong-state`.
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

    /** The phones that real tests went to since then, each once. */
    testPhonesSince: (sinceMs: number): readonly string[] =>
      z.array(z.string()).parse(
        database
          .prepare(
            `SELECT DISTINCT phone FROM campaigns JOIN recipients ON campaign_id = id
                WHERE kind = 'test' AND mode = 'real' AND started_at >= ? AND phone IS NOT NULL`,
          )
          .pluck()
          .all(sinceMs),
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
