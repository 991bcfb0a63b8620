import type { Database } from 'better-sqlite3'
import type { RecipientState } from '../../../shared/domain/states.ts'

/** One thing that happened to a recipient. */
export type LoggedEvent = {
  readonly seq: number
  /** When it happened, which may be before it was written: milliseconds since 1970. */
  readonly at: number
  /** 1 for the first; 0 where nothing was sent yet. */
  readonly attempt: number
  readonly state: RecipientState
  readonly code?: number | null
  readonly cause?: string | null
  readonly httpStatus?: number | null
  readonly latencyMs?: number | null
  /** The answer's text, cut and cleaned of secrets. */
  readonly answer?: string | null
}

/** The columns of many events at once, as SQL over `recipients`. */
export type EventColumns = { readonly state: string; readonly code?: string; readonly cause: string }

export type EventLog = {
  readonly write: (campaignId: number, events: readonly LoggedEvent[]) => void
  /** Writes one event for each recipient of the campaign that the condition names, with the time `at`. */
  readonly writeWhere: (
    campaignId: number,
    at: number,
    condition: string,
    values: readonly unknown[],
    columns: EventColumns,
  ) => void
}

const eventColumns = 'campaign_id, seq, at, attempt, state, code, cause, http_status, latency_ms, answer'
const row = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
/** So many go into one statement while there are as many left. */
const rowsAtOnce = 16

/**
 * The append-only events of the send log. Each call stands inside the transaction that changes the recipients, and
 * before the change, so that the condition still names them.
 */
export function createEventLog(database: Database): EventLog {
  const insert = (rows: number) =>
    database.prepare(`INSERT INTO events (${eventColumns}) VALUES ${Array(rows).fill(row).join(', ')}`)
  const insertOne = insert(1)
  const insertMany = insert(rowsAtOnce)

  return {
    write(campaignId, events) {
      let from = 0
      while (from < events.length) {
        const many = events.length - from >= rowsAtOnce
        const group = events.slice(from, from + (many ? rowsAtOnce : 1))
        const values: unknown[] = []
        for (const event of group) {
          values.push(campaignId, event.seq, event.at, event.attempt, event.state)
          values.push(event.code ?? null, event.cause ?? null, event.httpStatus ?? null)
          values.push(event.latencyMs ?? null, event.answer ?? null)
        }
        const statement = many ? insertMany : insertOne
        statement.run(values)
        from += group.length
      }
    },

    writeWhere(campaignId, at, condition, values, { state, code = 'NULL', cause }) {
      database
        .prepare(
          `INSERT INTO events (campaign_id, seq, at, attempt, state, code, cause)
           SELECT campaign_id, seq, ?, attempts, ${state}, ${code}, ${cause}
             FROM recipients WHERE campaign_id = ? AND ${condition} ORDER BY seq`,
        )
        .run(at, campaignId, ...values)
    },
  }
}
