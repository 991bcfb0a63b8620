import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { EventView } from '../../../shared/domain/campaign.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import type { Resolution } from '../../../shared/domain/states.ts'
import { acceptedCode } from '../../../shared/provider/codes.ts'
import { createContents, type EarlierContent, lastUsedVersion } from './contents.ts'
import { createDayParts } from './day-parts.ts'
import { type RecentQuestion, recentValues, sentRecently } from './had.ts'
import { openRecipients, openState } from './row-chores.ts'

const eventRow = z
  .object({
    // An unreadable number of an event is left out; the rest is shown.
    id: z.int(),
    at: timeMsSchema.catch(0),
    attempt: z.int().catch(0),
    state: z.string(),
    code: z.int().nullable().catch(null),
    cause: z.string().nullable(),
    http_status: z.int().nullable().catch(null),
    latency_ms: z.int().nullable().catch(null),
    answer: z.string().nullable(),
  })
  .transform(({ http_status, latency_ms, ...event }) => ({
    ...event,
    httpStatus: http_status,
    latencyMs: latency_ms,
  }))

const acceptedRow = z
  .object({
    updated_at: timeMsSchema.catch(0),
    attempts: z.int().catch(0),
    content: z.int().nullable().catch(null),
    content_until: z.int().nullable().catch(null),
  })
  .transform(({ updated_at, content_until, ...row }) => ({
    ...row,
    at: updated_at,
    contentUntil: content_until,
  }))
const codesRow = z.object({ signature: z.string(), template: z.string() })

/** An event of the log, with the content of the campaign at that time (null: the present one). */
export type LogEntry = Omit<EventView, 'message'> & { readonly earlier: EarlierContent | null }

/** Recipients read between two turns of the event loop. */
const recentAtOnce = 2_000

/** Queries of the send log that may read many recipients. */
export function createLogQueries(database: Database) {
  const selectEvents = database.prepare(
    'SELECT * FROM events WHERE campaign_id = ? AND seq = ? ORDER BY id LIMIT 1000',
  )
  const selectDecided = database
    .prepare(
      `SELECT at FROM events WHERE campaign_id = ? AND seq = ? AND state = 'resolution' AND cause = ? ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
  const selectAccepted = database.prepare(
    `SELECT updated_at, attempts, content, content_until FROM recipients WHERE campaign_id = ? AND seq = ? AND state = 'accepted'`,
  )
  const lastSeq = database
    .prepare('SELECT coalesce(max(seq), 0) FROM recipients WHERE campaign_id = ?')
    .pluck()
  const anyRecent = database.prepare(
    `SELECT 1 FROM campaigns WHERE mode = 'real' AND kind <> 'test' AND phones_listed = 1 AND id <> ?
        AND (finished_at IS NULL OR finished_at >= ?) LIMIT 1`,
  )
  const countRecent = database
    .prepare(
      `SELECT count(*) FROM ${openRecipients}
        WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND ${openState('pending')} AND ${sentRecently}`,
    )
    .pluck()

  // Campaigns that started earlier contribute the recipients accepted since; later ones contribute their figures.
  const sumAccepted = database
    .prepare(
      `SELECT coalesce(sum(iif(started_at >= @since,
          (SELECT sum(parts * recipients) FROM tallies WHERE campaign_id = id AND state = 'accepted'),
          (SELECT sum(parts) FROM recipients WHERE campaign_id = id AND state = 'accepted' AND updated_at >= @since))), 0)
         FROM campaigns
        WHERE mode = 'real' AND started_at IS NOT NULL AND (finished_at IS NULL OR finished_at >= @since)`,
    )
    .pluck()
  const dayParts = createDayParts(database)
  // A corrected recipient is shown with the original phone.
  const selectFrom = database
    .prepare('SELECT from_phone FROM corrections WHERE campaign_id = ? AND seq = ?')
    .pluck()
  const contents = createContents(database)
  const selectCodes = database.prepare(
    'SELECT signature_code AS signature, template_code AS template FROM campaigns WHERE id = ?',
  )

  type Then = Pick<LogEntry, 'codes' | 'earlier'>
  /**
   * The content of a campaign at an event of its log, or at an earlier version; CODEs are null where they never
   * changed.
   */
  const contentOf = (campaignId: number) => {
    const earlier = contents.earlier(campaignId)
    const present = earlier.length === 0 ? null : codesRow.parse(selectCodes.get(campaignId))
    const then = (content: EarlierContent | undefined): Then =>
      content === undefined
        ? { codes: present, earlier: null }
        : {
            codes: { signature: content.signature.code, template: content.template.code },
            earlier: content,
          }
    return {
      at: (eventId: number): Then => then(earlier.find(({ lastEvent }) => eventId <= lastEvent)),
      of: (version: number | null): Then => then(earlier.find(content => content.version === version)),
    }
  }

  return {
    /**
     * Everything that happened to one recipient, the first first. An ordinary acceptance has no event: it is
     * derived from the row.
     */
    events(campaignId: number, seq: number): LogEntry[] {
      const content = contentOf(campaignId)
      const events = selectEvents.all(campaignId, seq).map((row): LogEntry => {
        const { id, ...event } = eventRow.parse(row)
        const from = event.cause === 'phone-corrected' ? selectFrom.get(campaignId, seq) : undefined
        return { ...event, ...content.at(id), ...(typeof from === 'string' ? { answer: from } : {}) }
      })
      const row = selectAccepted.get(campaignId, seq)
      if (row === undefined || events.some(({ state }) => state === 'accepted')) return events
      const { at, ...use } = acceptedRow.parse(row)
      const { attempts: attempt } = use
      const accepted: LogEntry = {
        at,
        attempt,
        state: 'accepted',
        code: acceptedCode,
        cause: null,
        httpStatus: 200,
        latencyMs: null,
        answer: null,
        ...content.of(lastUsedVersion(use)),
      }
      // Decisions that came later stay after it.
      const later = events.filter(event => event.state === 'resolution')
      return [...events.filter(event => event.state !== 'resolution'), accepted, ...later]
    },

    /** When the present decision on a recipient's outcome was made; null where no event shows it. */
    decidedAt(campaignId: number, seq: number, decision: Resolution): number | null {
      return (
        timeMsSchema
          .optional()
          .catch(undefined)
          .parse(selectDecided.get(campaignId, seq, decision)) ?? null
      )
    },

    /** Parts of real messages accepted since a time. */
    acceptedSince: (since: number): number => z.int().parse(sumAccepted.get({ since })),
    /** Parts of real messages that count into a day (China time). */
    partsOfDay: dayParts.of,

    /** How many of those still to be sent to are covered by the rule on recent messages. */
    async recent(campaignId: number, question: RecentQuestion, pause: () => Promise<void>): Promise<number> {
      // Usually nothing else was sent recently, and no recipient has to be read.
      if (anyRecent.get(campaignId, question.sinceMs) === undefined) return 0
      let count = 0
      const last = Number(lastSeq.get(campaignId))
      for (let from = 1; from <= last; from += recentAtOnce) {
        const to = from + recentAtOnce - 1
        count += Number(countRecent.get(campaignId, from, to, ...recentValues(question)))
        await pause()
      }
      return count
    },
  }
}
