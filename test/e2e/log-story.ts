import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { requeuedCodes } from '../../electron/services/sending/policy.ts'
import type { RecipientState } from '../../shared/domain/states.ts'
import type { Fault } from '../fakes/fault.ts'
import type { SeenRequest } from '../fakes/fault-server.ts'

type StoredEvent = {
  readonly attempt: number
  readonly state: string
  readonly code: number | null
  readonly cause: string | null
}

/** A recipient as it ended, with everything that the log says about the way there. */
export type RecipientStory = {
  readonly phone: string
  readonly state: RecipientState
  readonly code: number | null
  readonly cause: string | null
  readonly attempts: number
  readonly events: readonly StoredEvent[]
}

/** Reads the newest campaign's recipients with their events, as another program would: anew and read-only. */
export function readStories(profile: string): readonly RecipientStory[] {
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'), { readonly: true, fileMustExist: true })
  try {
    const campaignId = database.prepare('SELECT max(id) FROM campaigns').pluck().get()
    const events = new Map<number, StoredEvent[]>()
    const rows = database
      .prepare('SELECT seq, attempt, state, code, cause FROM events WHERE campaign_id = ? ORDER BY seq, id')
      .all(campaignId) as (StoredEvent & { seq: number })[]
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

const mayFollow = (event: StoredEvent | undefined): boolean =>
  event === undefined ||
  event.state === 'pending' ||
  event.state === 'unsent' ||
  (event.state === 'rejected' && event.code !== null && requeuedCodes.includes(event.code))

/** What is wrong with the events of an ended recipient by docs/sending.md; null where they tell the state it has. */
export function eventFault({ state, code, cause, attempts, events }: RecipientStory): string | null {
  let attempt = 0
  for (const [index, event] of events.entries()) {
    const before = events[index - 1]
    if (event.state === 'sending') {
      if (!mayFollow(before)) return `sent again after ${before?.state}`
      attempt += 1
    } else if (before?.state !== 'sending') {
      return `${event.state} after ${before?.state ?? 'nothing'}`
    }
    if (event.attempt !== attempt) return `attempt ${event.attempt} where ${attempt} was due`
    if (event.state === 'pending') attempt -= 1
  }
  const last = events.at(-1)
  // An event keeps the provider's code as read, whatever the outcome; a recipient only that of a refusal.
  const lastCode = last?.state === 'rejected' ? last.code : null
  if (last?.state !== state || lastCode !== code || last.cause !== cause)
    return `the last event says ${last?.state} ${lastCode} ${last?.cause}, the state ${state} ${code} ${cause}`
  return attempt === attempts ? null : `${attempts} attempts, ${attempt} by the events`
}

/** Whether the server's answer says that it has not taken the message, so that it may come a second time. */
export function isRefusal(fault: Fault): boolean {
  switch (fault.kind) {
    case 'answer':
      return requeuedCodes.includes(fault.code)
    case 'business-data-null':
      return requeuedCodes.includes(fault.resultCode)
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
