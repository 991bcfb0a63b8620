import type { Database } from 'better-sqlite3'
import type { RecipientState } from '../../../shared/domain/states.ts'

/** One thing that happened to a recipient. */
export type LoggedEvent = {
  readonly seq: number
  /** When it happened, which may be before it was written: milliseconds since 1970. */
  readonly at: number
  /** 1 for the first attempt; 0 where nothing was sent yet. */
  readonly attempt: number
  /** A new state, or a decision of the owner. */
  readonly state: RecipientState | 'resolution'
  readonly code?: number | null
  readonly cause?: string | null
  readonly httpStatus?: number | null
  readonly latencyMs?: number | null
  /** The answer's text, cut and cleaned of secrets. */
  readonly answer?: string | null
}

export type EventLog = {
  readonly write: (campaignId: number, events: readonly LoggedEvent[]) => void
}

const eventColumns = 'campaign_id, seq, at, attempt, state, code, cause, http_status, latency_ms, answer'
const row = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
/** Rows per statement, as long as there are enough. */
const rowsAtOnce = 16

/** The append-only events of the send log. Call it inside the transaction that changes the recipients. */
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
  }
}
