import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { campaignKindSchema, type EventView, modeSchema } from '../../../shared/domain/campaign.ts'
import { type Resolution, resolutions } from '../../../shared/domain/states.ts'
import { recipientRow, type StoredRecipient } from '../campaigns/campaign-store.ts'

const eventRow = z
  .object({
    at: z.int(),
    attempt: z.int(),
    state: z.string(),
    code: z.int().nullable(),
    cause: z.string().nullable(),
    http_status: z.int().nullable(),
    latency_ms: z.int().nullable(),
    answer: z.string().nullable(),
  })
  .transform(({ http_status, latency_ms, ...event }) => ({
    ...event,
    httpStatus: http_status,
    latencyMs: latency_ms,
  }))

const foundRow = z.object({
  campaign_id: z.int(),
  campaign_name: z.string(),
  campaign_kind: campaignKindSchema,
  mode: modeSchema,
})

const openRow = z.object({
  state: z.enum(['unsent', 'rejected', 'unknown']),
  code: z.int().nullable(),
  undecided: z.int(),
  n: z.int(),
})
const resolvedRow = z.object({ resolution: z.enum(resolutions), n: z.int() })

/** A recipient with the campaign it stands in. */
export type FoundStored = StoredRecipient & {
  readonly campaignId: number
  readonly campaignName: string
  readonly campaignKind: z.infer<typeof campaignKindSchema>
  readonly mode: z.infer<typeof modeSchema>
}

export type Found = { readonly total: number; readonly rows: readonly FoundStored[] }

export type LogQueries = ReturnType<typeof createLogQueries>

/** Reading the send log across campaigns. */
export function createLogQueries(database: Database) {
  const find = (
    where: string,
    values: readonly unknown[],
    page: { readonly offset: number; readonly limit: number },
  ): Found => {
    const from = `FROM recipients JOIN campaigns ON campaigns.id = recipients.campaign_id
                  WHERE campaigns.status NOT IN ('draft', 'scheduled') AND ${where}`
    const total = Number(
      database
        .prepare(`SELECT count(*) ${from}`)
        .pluck()
        .get(...values),
    )
    const rows = database
      .prepare(
        `SELECT recipients.*, campaigns.name AS campaign_name, campaigns.kind AS campaign_kind, campaigns.mode AS mode
           ${from} ORDER BY recipients.campaign_id DESC, recipients.seq LIMIT ? OFFSET ?`,
      )
      .all(...values, page.limit, page.offset)
    return {
      total,
      rows: rows.map(row => {
        const { campaign_id, campaign_name, campaign_kind, mode } = foundRow.parse(row)
        return {
          ...recipientRow.parse(row),
          campaignId: campaign_id,
          campaignName: campaign_name,
          campaignKind: campaign_kind,
          mode,
        }
      }),
    }
  }

  const countOpen = database.prepare(
    `SELECT state, CASE state WHEN 'rejected' THEN code END AS code, count(*) AS n,
            sum(resolution IS NULL) AS undecided FROM recipients
      WHERE campaign_id = ? AND state IN ('unsent', 'rejected', 'unknown')
        AND (resolution IS NULL OR resolution = 'treat-as-unsent') GROUP BY 1, 2`,
  )
  const countResolved = database.prepare(
    `SELECT resolution, count(*) AS n FROM recipients
      WHERE campaign_id = ? AND resolution IS NOT NULL GROUP BY resolution`,
  )
  const events = database.prepare(
    'SELECT * FROM events WHERE campaign_id = ? AND seq = ? ORDER BY id LIMIT 1000',
  )

  return {
    /** Everything that happened to one recipient, first thing first. */
    events: (campaignId: number, seq: number): EventView[] =>
      events.all(campaignId, seq).map(row => eventRow.parse(row)),

    /** Who of a campaign can be sent once more, and the decisions that were made. */
    outcomes(campaignId: number) {
      const open = { unsent: 0, unknown: 0, waiting: 0 }
      const rejected: { code: number; count: number }[] = []
      for (const row of countOpen.all(campaignId)) {
        const { state, code, undecided, n } = openRow.parse(row)
        if (state === 'unknown') open.waiting += undecided
        if (state === 'rejected') rejected.push({ code: code ?? 0, count: n })
        else open[state] += n
      }
      const resolved: Record<Resolution, number> = {
        'treat-as-sent': 0,
        'treat-as-unsent': 0,
        'sent-again': 0,
      }
      for (const row of countResolved.all(campaignId)) {
        const { resolution, n } = resolvedRow.parse(row)
        resolved[resolution] = n
      }
      return {
        ...open,
        rejected: rejected.toSorted((a, b) => b.count - a.count || a.code - b.code),
        resolved,
      }
    },

    /** Unknown outcomes that have no decision yet. */
    unknowns: (page: { readonly offset: number; readonly limit: number }): Found =>
      find(`recipients.state = 'unknown' AND recipients.resolution IS NULL`, [], page),

    /** Recipients whose phone begins or ends with these digits. */
    byPhone: (digits: string, page: { readonly offset: number; readonly limit: number }): Found =>
      find(
        '((recipients.phone >= ? AND recipients.phone < ?) OR recipients.phone LIKE ?)',
        [digits, `${digits}:`, `%${digits}`],
        page,
      ),
  }
}
