import type { RecipientState } from '../../shared/domain/states.ts'

export type AuditedEvent = {
  readonly attempt: number
  readonly state: string
  readonly code: number | null
  readonly cause: string | null
}

export type AuditedRecipient = {
  readonly state: RecipientState
  readonly code: number | null
  readonly cause: string | null
  readonly attempts: number
}

const outcomes = ['accepted', 'rejected', 'unsent', 'unknown']

/** What may follow what: one event per attempt, and one for every change that is none. */
const followers: Readonly<Record<string, readonly string[]>> = {
  '': [...outcomes, 'pending', 'skipped', 'sending'],
  pending: [...outcomes, 'pending', 'skipped', 'sending'],
  unsent: [...outcomes, 'pending', 'skipped', 'sending'],
  rejected: ['pending'],
  // Only where the app ended in between.
  sending: ['unknown'],
  accepted: [],
  unknown: [],
  skipped: [],
}

/** What is wrong with a recipient's events by docs/sending.md: their order, their attempts, or where they lead. */
export function* eventFaults(
  { state, code, cause, attempts }: AuditedRecipient,
  events: readonly AuditedEvent[],
): Generator<string> {
  let before = ''
  let begun = 0
  for (const [index, event] of events.entries()) {
    if (!followers[before]?.includes(event.state)) yield `${event.state} after ${before || 'nothing'}`
    const isMark = event.state === 'sending' || event.cause === 'not-begun'
    // Who is due again when a campaign is cancelled ends as the last attempt did.
    const isClosing = index === events.length - 1 && event.attempt === begun && begun > 0
    const isAttempt = outcomes.includes(event.state) && !isClosing
    const expected = isMark || isAttempt ? begun + 1 : begun
    if (event.attempt !== expected) yield `attempt ${event.attempt} where ${expected} was due`
    if (isAttempt) begun += 1
    before = event.state
  }
  // An ordinary acceptance has no event: the row tells all of it.
  if (state === 'accepted' && begun === 0 && attempts === 1 && code === null && cause === null) return
  if (begun !== attempts) yield `${attempts} attempts, and events of ${begun}`
  const last = events.at(-1)
  const isTold = before === state || (state === 'pending' && (before === '' || before === 'unsent'))
  if (!isTold) yield `stands as ${state}, and the last event is ${before || 'none'}`
  if (last === undefined || before !== state || state === 'pending') return
  // An event keeps the provider's code as read, whatever the outcome; a recipient only that of a refusal.
  const lastCode = state === 'rejected' ? last.code : null
  if (lastCode !== code || last.cause !== cause)
    yield `the last event says ${lastCode} ${last.cause}, the recipient ${code} ${cause}`
}
