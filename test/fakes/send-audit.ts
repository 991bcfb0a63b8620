import SqliteDatabase from 'better-sqlite3'
import { z } from 'zod'
import { assertNever } from '../../shared/assert-never.ts'
import { recipientStates } from '../../shared/domain/states.ts'
import { acceptedCode, codeEntry, isKnownCode } from '../../shared/provider/codes.ts'
import { eventFaults } from './event-audit.ts'
import type { Fault } from './fault.ts'
import type { SeenRequest } from './fault-server.ts'

/** What the server did with a request, as far as the promise of docs/sending.md depends on it. */
export type Deed =
  /** Took the message and said so readably. */
  | { readonly kind: 'taken' }
  /** Said that it did not take it; who was refused may be sent to again. */
  | { readonly kind: 'refused'; readonly code: number | null }
  /** Refused for good. */
  | { readonly kind: 'rejected'; readonly code: number }
  /** Nobody can tell from what it answered. */
  | { readonly kind: 'unclear' }

const deedOfCode = (code: number): Deed => {
  const { responsible, repeats } = codeEntry(code)
  const isRefusal = responsible === 'account' || responsible === 'campaign' || repeats === 'campaign'
  return isRefusal ? { kind: 'refused', code } : { kind: 'rejected', code }
}

function deedOf(fault: Fault): Deed {
  switch (fault.kind) {
    case 'answer': {
      if (fault.code !== acceptedCode) return deedOfCode(fault.code)
      const { httpStatus = 200, phone } = fault
      const isPlain = httpStatus >= 200 && httpStatus < 300 && (phone === undefined || phone === null)
      return isPlain ? { kind: 'taken' } : { kind: 'unclear' }
    }
    case 'business-data-null':
      return fault.resultCode !== acceptedCode && isKnownCode(fault.resultCode)
        ? deedOfCode(fault.resultCode)
        : { kind: 'unclear' }
    case 'status': {
      const isRefusal = fault.status >= 300 && fault.status < 500 && fault.status !== 408
      return isRefusal ? { kind: 'refused', code: null } : { kind: 'unclear' }
    }
    case 'html':
    case 'empty':
    case 'half-answer':
    case 'reset-before':
    case 'reset-during':
    case 'reset-after':
    case 'hang-headers':
    case 'hang-body':
    case 'endless':
    case 'huge':
      return { kind: 'unclear' }
    default:
      return assertNever(fault)
  }
}

const recipientRow = z.object({
  seq: z.int(),
  phone: z.string(),
  state: z.enum(recipientStates),
  code: z.int().nullable(),
  cause: z.string().nullable(),
  attempts: z.int(),
})
const eventRow = z.object({
  seq: z.int(),
  attempt: z.int(),
  state: z.string(),
  code: z.int().nullable(),
  cause: z.string().nullable(),
})
type RecipientRow = z.infer<typeof recipientRow>

export type AuditOptions = {
  readonly databasePath: string
  readonly campaignId: number
  /** What the server did, by phone, in order. */
  readonly seen: ReadonlyMap<string, readonly SeenRequest[]>
}

/**
 * Holds a campaign at rest to the promise of docs/sending.md: what its log says against what the server did, and the
 * log's events against its states. Returns what is wrong, in words; nothing when all is well.
 */
export function auditCampaign({ databasePath, campaignId, seen }: AuditOptions): readonly string[] {
  const database = new SqliteDatabase(databasePath, { readonly: true, fileMustExist: true })
  try {
    const problems: string[] = []
    const integrity = database.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') problems.push(`the database is damaged: ${integrity}`)
    const status = database.prepare('SELECT status FROM campaigns WHERE id = ?').pluck().get(campaignId)
    const recipients = z
      .array(recipientRow)
      .parse(
        database
          .prepare('SELECT seq, phone, state, code, cause, attempts FROM recipients WHERE campaign_id = ?')
          .all(campaignId),
      )
    const events = Map.groupBy(
      z
        .array(eventRow)
        .parse(
          database
            .prepare(
              'SELECT seq, attempt, state, code, cause FROM events WHERE campaign_id = ? ORDER BY seq, id',
            )
            .all(campaignId),
        ),
      ({ seq }) => seq,
    )
    for (const recipient of recipients) {
      const own = events.get(recipient.seq) ?? []
      const deeds = (seen.get(recipient.phone) ?? []).map(({ fault }) => deedOf(fault))
      const found = [
        ...aboutServer(recipient, deeds),
        ...eventFaults(recipient, own),
        ...(deeds.length > recipient.attempts
          ? [`seen ${deeds.length} times, and begun ${recipient.attempts} times`]
          : []),
        ...((status === 'finished' || status === 'cancelled') && recipient.state === 'pending'
          ? [`pending though the campaign is ${status}`]
          : []),
      ]
      if (found.length === 0) continue
      const story = own
        .map(({ state, cause, code }) => [state, cause, code].filter(Boolean).join(' '))
        .join(', ')
      const did = deeds.map(deed => ('code' in deed ? `${deed.kind} ${deed.code}` : deed.kind)).join(', ')
      problems.push(
        ...found.map(
          problem => `${recipient.phone}: ${problem} (log: ${story}; server: ${did || 'never seen'})`,
        ),
      )
    }
    const strangers = [...seen.keys()].filter(
      phone => !recipients.some(recipient => recipient.phone === phone),
    )
    problems.push(...strangers.map(phone => `${phone} is no recipient`))
    return problems
  } finally {
    database.close()
  }
}

function* aboutServer({ state, code }: RecipientRow, deeds: readonly Deed[]): Generator<string> {
  if (deeds.slice(0, -1).some(({ kind }) => kind !== 'refused')) yield 'seen again though not refused'
  if (state === 'sending') yield 'still being sent'
  const last = deeds.at(-1)
  if (state === 'accepted' && last?.kind !== 'taken') yield 'accepted though not taken'
  switch (last?.kind) {
    case 'taken':
      if (state !== 'accepted' && state !== 'unknown') yield `${state} though taken`
      return
    case 'unclear':
      if (state !== 'unknown') yield `${state} though nobody can tell`
      return
    case 'rejected':
      if (state !== 'unknown' && (state !== 'rejected' || code !== last.code))
        yield `${state} ${code} though rejected`
      return
    case 'refused':
    case undefined:
      if (state === 'rejected' && !deeds.some(deed => deed.kind === 'refused' && deed.code === code)) {
        yield `rejected ${code} though the server never said so`
      }
      return
    default:
      assertNever(last)
  }
}
