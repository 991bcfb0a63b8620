import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Result, ResultPage } from '../../../shared/domain/campaign.ts'
import { json, type ReportUnreadable, readRows } from '../storage/rows.ts'

const contactRow = z.object({ seq: z.int(), phone: z.string(), values_json: json(z.array(z.string())) })

const pageSize = 2_000

/**
 * The people of a campaign's result as a list. Left out are forgotten people, and those who were or are being sent
 * to again: their result belongs to the resend.
 */
export function createResultContacts(database: Database, report: ReportUnreadable = () => undefined) {
  const select = database.prepare(
    `SELECT seq, phone, values_json FROM recipients
      WHERE campaign_id = @campaignId AND seq > @after AND state = @state AND phone IS NOT NULL
        AND resend_id IS NULL AND (state = 'accepted' OR resolution IS NULL OR resolution = 'treat-as-unsent')
        AND (@any = 1 OR (code IS @code AND cause IS @cause))
      ORDER BY seq LIMIT ${pageSize}`,
  )
  return (campaignId: number, { state, reason }: Result, after: number): ResultPage => {
    const found = select.all({
      campaignId,
      after,
      state,
      any: reason === undefined ? 1 : 0,
      code: reason?.code ?? null,
      cause: reason?.cause ?? null,
    })
    const rows = readRows(contactRow, found, 'recipients', report)
    const last = z.object({ seq: z.int() }).optional().parse(found.at(-1))
    return {
      contacts: rows.map(({ phone, values_json }) => ({ phone, values: values_json })),
      next: found.length < pageSize ? null : (last?.seq ?? null),
    }
  }
}
