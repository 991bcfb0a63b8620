import {
  type Outcome,
  outcomeStates,
  recipientStates,
  type StateCounts,
  type UnknownCause,
  type UnsentCause,
  unknownCauses,
  unsentCauses,
} from '../../../shared/domain/states.ts'
import type { Claim, Committed, Completed, SendWork } from '../sending/send-store.ts'

/**
 * A commit as it crosses to the thread of the send log and back: one block of numbers and one text, instead of some
 * three hundred small objects. Cloning those took more time than the requests themselves.
 */
export type PackedWork = { readonly numbers: Float64Array; readonly text: string }
export type PackedCommitted = { readonly numbers: Float64Array; readonly text: string }

/** Numbers per result, in this order; an absent one is NaN. Its answer is `text.slice` of that length, in order. */
const resultFields = 10
const claimFields = 4
const none = Number.NaN
const orNone = (value: number | null | undefined): number => value ?? none
const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value

const causes: readonly (UnsentCause | UnknownCause)[] = [...unsentCauses, ...unknownCauses]

export function packWork(work: SendWork): PackedWork {
  const { results, release, claimSeqs } = work
  const numbers = new Float64Array(5 + results.length * resultFields + release.length + claimSeqs.length)
  numbers[0] = results.length
  numbers[1] = release.length
  numbers[2] = claimSeqs.length
  numbers[3] = work.claimNext
  numbers[4] = work.claimAfter
  let at = 5
  let text = ''
  for (const {
    seq,
    attempt,
    outcome,
    at: endedAt,
    dueAgain,
    httpStatus,
    code,
    latencyMs,
    answer,
  } of results) {
    numbers[at++] = seq
    numbers[at++] = attempt
    numbers[at++] = outcomeStates.indexOf(outcome.state)
    numbers[at++] =
      outcome.state === 'rejected' ? outcome.code : 'cause' in outcome ? causes.indexOf(outcome.cause) : none
    numbers[at++] = endedAt
    numbers[at++] = dueAgain ? 1 : 0
    numbers[at++] = orNone(httpStatus)
    numbers[at++] = orNone(code)
    numbers[at++] = latencyMs
    numbers[at++] = orNone(answer?.length)
    if (answer !== null) text += answer
  }
  for (const seq of release) numbers[at++] = seq
  for (const seq of claimSeqs) numbers[at++] = seq
  return { numbers, text }
}

export function unpackWork({ numbers, text }: PackedWork): SendWork {
  const [resultCount = 0, releaseCount = 0, claimCount = 0, claimNext = 0, claimAfter = 0] = numbers
  const results: Completed[] = []
  let at = 5
  let read = 0
  const next = () => numbers[at++] ?? none
  for (let index = 0; index < resultCount; index += 1) {
    const seq = next()
    const attempt = next()
    const outcome = outcomeOf(next(), next())
    const endedAt = next()
    const dueAgain = next() === 1
    const httpStatus = orNull(next())
    const code = orNull(next())
    const latencyMs = next()
    const length = orNull(next())
    const answer = length === null ? null : text.slice(read, read + length)
    read += length ?? 0
    results.push({ seq, attempt, outcome, at: endedAt, dueAgain, httpStatus, code, latencyMs, answer })
  }
  const release = [...numbers.subarray(at, at + releaseCount)]
  const claimSeqs = [...numbers.subarray(at + releaseCount, at + releaseCount + claimCount)]
  return { results, release, claimSeqs, claimNext, claimAfter }
}

function outcomeOf(stateIndex: number, detail: number): Outcome {
  const state = outcomeStates[stateIndex]
  const cause = causes[detail]
  if (state === 'accepted') return { state }
  if (state === 'rejected') return { state, code: detail }
  if (state === 'unsent' && isUnsentCause(cause)) return { state, cause }
  if (state === 'unknown' && isUnknownCause(cause)) return { state, cause }
  throw new Error(`no outcome: ${stateIndex}, ${detail}`)
}

const isUnsentCause = (cause: unknown): cause is UnsentCause => unsentCauses.some(known => known === cause)
const isUnknownCause = (cause: unknown): cause is UnknownCause => unknownCauses.some(known => known === cause)

export function packCommitted({ claims, counts, exhausted }: Committed): PackedCommitted {
  const numbers = new Float64Array(1 + recipientStates.length + claims.length * claimFields)
  numbers[0] = exhausted ? 1 : 0
  let at = 1
  for (const state of recipientStates) numbers[at++] = counts[state]
  let text = ''
  for (const { seq, attempt, phone, values } of claims) {
    const written = JSON.stringify(values)
    numbers[at++] = seq
    numbers[at++] = attempt
    numbers[at++] = phone.length
    numbers[at++] = written.length
    text += phone + written
  }
  return { numbers, text }
}

export function unpackCommitted({ numbers, text }: PackedCommitted): Committed {
  let at = 1
  const next = () => numbers[at++] ?? none
  const counts = Object.fromEntries(recipientStates.map(state => [state, next()])) as StateCounts
  const claims: Claim[] = []
  let read = 0
  while (at < numbers.length) {
    const seq = next()
    const attempt = next()
    const phoneEnd = read + next()
    const valuesEnd = phoneEnd + next()
    const values = JSON.parse(text.slice(phoneEnd, valuesEnd)) as readonly string[]
    claims.push({ seq, attempt, phone: text.slice(read, phoneEnd), values })
    read = valuesEnd
  }
  return { claims, counts, exhausted: numbers[0] === 1 }
}
