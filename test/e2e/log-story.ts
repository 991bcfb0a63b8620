import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { dueAgainAfter } from '../../shared/provider/due-again.ts'
import { type AuditedEvent, type AuditedRecipient, eventFaults } from '../fakes/event-audit.ts'
import type { Fault } from '../fakes/fault.ts'
import type { SeenRequest } from '../fakes/fault-server.ts'

/** A recipient as it ended, with everything that the log says about the way there. */
export type RecipientStory = AuditedRecipient & {
  readonly phone: string
  readonly events: readonly AuditedEvent[]
}

/** Reads the newest campaign's recipients with their events, as another program would: anew and read-only. */
export function readStories(profile: string): readonly RecipientStory[] {
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'), { readonly: true, fileMustExist: true })
  try {
    const campaignId = database.prepare('SELECT max(id) FROM campaigns').pluck().get()
    const events = new Map<number, AuditedEvent[]>()
    const rows = database
      .prepare('SELECT seq, attempt, state, code, cause FROM events WHERE campaign_id = ? ORDER BY seq, id')
      .all(campaignId) as (AuditedEvent & { seq: number })[]
    for (const { seq, ...event } of rows) {
      const own = events.get(seq) ?? []
      events.set(seq, own)
      own.push(event)
    }
    const recipients = database
      .prepare('SELECT seq, phone, state, code, cause, attempts FROM recipients WHERE campaign_id = ?')
      .all(campaignId) as (Omit<RecipientStory, 'events'> & { seq: number })[]
    return recipients.map(({ seq, ...recipient }) => ({ ...recipient, events: events.get(seq) ?? [] }))
  } finally {
    database.close()
  }
}

/** What is wrong with the events of an ended recipient by docs/sending.md; null where they tell the state it has. */
export const eventFault = (story: RecipientStory): string | null =>
  [...eventFaults(story, story.events)][0] ?? null

/** Whether the server's answer says that it has not taken the message, so that it may come a second time. */
function isRefusal(fault: Fault): boolean {
  switch (fault.kind) {
    case 'answer':
      return dueAgainAfter(null, false).codes.includes(fault.code)
    case 'business-data-null':
      return dueAgainAfter(null, false).codes.includes(fault.resultCode)
    case 'status':
      return fault.status >= 400 && fault.status < 500 && fault.status !== 408
    default:
      return false
  }
}

/**
 * What is wrong with how a recipient ended, seen from the server: it never came again but after a refusal, and its
 * state is what the last answer says, or unknown where the app may have been killed before it had written that.
 */
export function outcomeFault(
  { state, code, cause }: RecipientStory,
  requests: readonly SeenRequest[],
): string | null {
  const tooMany = requests.slice(0, -1).find(({ fault }) => !isRefusal(fault))
  if (tooMany !== undefined) return `came again after ${JSON.stringify(tooMany.fault)}`
  const last = requests.at(-1)?.fault
  if (state === 'unknown') {
    const isClear = last === undefined || last.kind === 'answer' || isRefusal(last)
    // The provider said it clearly, or never heard of it: then only a crash explains why nobody knows.
    return isClear && cause !== 'crash' ? `unknown (${cause}) after ${JSON.stringify(last)}` : null
  }
  if (last?.kind !== 'answer' || isRefusal(last)) return `${state} after ${JSON.stringify(last)}`
  const expected = last.code === 10000 ? 'accepted' : 'rejected'
  if (state !== expected || (state === 'rejected' && code !== last.code))
    return `${state} ${code} after ${JSON.stringify(last)}`
  return null
}
