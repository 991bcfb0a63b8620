import type { Database } from 'better-sqlite3'
import { comparableName } from '../../../shared/domain/person-name.ts'
import {
  type RecipientOrder,
  type RecipientState,
  type Resolution,
  recipientStates,
  resolutions,
} from '../../../shared/domain/states.ts'
import { createTallies, type Tally } from '../send-log/tallies.ts'
import { sortInPieces } from './sort-in-pieces.ts'

/** Recipients read between two turns of the event loop. */
const readAtOnce = 1_000
/** Number of results that are kept: the one in view, and some before it. */
const answersKept = 4

/** Filter, search and order. */
export type SurveyQuery = {
  readonly states?: readonly RecipientState[] | undefined
  readonly resolution?: Resolution | undefined
  readonly reason?: Pick<Tally, 'code' | 'cause'> | undefined
  /** The first or last digits of a phone, or part of a name. */
  readonly search?: string | undefined
  readonly order: RecipientOrder
}

/** The order of states for the owner: first those that need attention. */
const stateOrder: readonly RecipientState[] = [
  'rejected',
  'unknown',
  'unsent',
  'sending',
  'pending',
  'accepted',
  'skipped',
]

/** How many were accepted in one step that begins at `at` (milliseconds since 1970). */
export type AcceptedPoint = { readonly at: number; readonly accepted: number }
export type AcceptedOverTime = { readonly stepMs: number; readonly points: readonly AcceptedPoint[] }

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const steps = [1000, 10_000, minuteMs, 10 * minuteMs, hourMs, 6 * hourMs, dayMs]
const mostPoints = 120
/** Days and hours are those of China. */
const shanghaiOffsetMs = 8 * hourMs

/**
 * Data of all recipients of one campaign in arrays: order, phones, names, states, times. It is read once, when a
 * report is opened, and holds only what searching and sorting need; the rows that are shown are read from the
 * database (docs/adr/0033-a-survey-for-the-report.md).
 */
export type CampaignSurvey = {
  /** The campaign's figures when it was read; if they have changed, it is out of date. */
  readonly of: string
  /** The numbers (`seq`) of the recipients that the query finds, in its order. */
  readonly find: (query: SurveyQuery) => Uint32Array
  readonly acceptedOverTime: () => AcceptedOverTime
}

/** A short text that changes with every change of a recipient. */
export function standingOf(database: Database): (campaignId: number) => string {
  const tallies = createTallies(database)
  const selectTimes = database
    .prepare('SELECT status, started_at, finished_at FROM campaigns WHERE id = ?')
    .raw()
  return campaignId => JSON.stringify([campaignId, selectTimes.get(campaignId), tallies.of(campaignId)])
}

const isDigits = (text: string): boolean => /^\d{1,11}$/.test(text)

/** The digits of a search for a phone; '' where the search is for a name. */
const phoneDigits = (search: string): string =>
  search.replace(/[\s\-+()]/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '')

/** Indexes of these times, the latest first; missing times (0) are last. */
async function placesByTime(times: Float64Array, pause: () => Promise<void>): Promise<Uint32Array> {
  let most = 0
  let least = Number.POSITIVE_INFINITY
  for (const time of times) {
    if (time > most) most = time
    if (time !== 0 && time < least) least = time
  }
  // One number for each, which sorts natively: the time before the latest one, then the index.
  const span = 2 ** Math.ceil(Math.log2(times.length + 1))
  const unitMs = Math.max(1, Math.ceil(((most - least) * span) / 2 ** 52))
  const never = Math.floor((most - least) / unitMs) + 1
  const keys = new Float64Array(times.length)
  for (let place = 0; place < times.length; place += 1) {
    const time = times[place] ?? 0
    keys[place] = (time === 0 ? never : Math.floor((most - time) / unitMs)) * span + place
  }
  const sorted = await sortInPieces(keys, pause)
  return Uint32Array.from(sorted, key => key - Math.floor(key / span) * span)
}

export async function readSurvey(
  database: Database,
  campaignId: number,
  /** The index of the name among the values; null: none is a name. */
  namePlace: number | null,
  pause: () => Promise<void>,
): Promise<CampaignSurvey> {
  const of = standingOf(database)(campaignId)
  const total = createTallies(database)
    .of(campaignId)
    .reduce((sum, { recipients }) => sum + recipients, 0)
  const seqs = new Uint32Array(total)
  const states = new Uint8Array(total)
  const decisions = new Uint8Array(total)
  const reasons = new Uint16Array(total)
  const times = new Float64Array(total)
  const phones = new Float64Array(total)
  /** Names of consecutive recipients, one per line. */
  const names: string[] = []
  const nameStarts = new Uint32Array(total)
  const reasonNumbers = new Map<string, number>()
  const reasonKey = (code: unknown, cause: unknown): string => `${code ?? ''} ${cause ?? ''}`

  const stateNumbers = new Map<unknown, number>(recipientStates.map((state, number) => [state, number]))
  const decisionNumbers = new Map<unknown, number>(
    resolutions.map((decision, number) => [decision, number + 1]),
  )
  const name = namePlace === null ? 'NULL' : `json_extract(values_json, '$[${Number(namePlace)}]')`
  const select = (named: string) =>
    database
      .prepare(
        `SELECT seq, state, code, cause, resolution, updated_at, phone, ${named} FROM recipients
          WHERE campaign_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
      )
      .raw()
  const selectNamed = select(name)
  const selectLegible = select(`iif(json_valid(values_json), ${name}, NULL)`)
  const rowsAfter = (seq: number): readonly (readonly unknown[])[] => {
    try {
      return selectNamed.all(campaignId, seq, readAtOnce) as readonly (readonly unknown[])[]
    } catch {
      // Of somebody whose values can't be read there is no name, and the others have theirs.
      return selectLegible.all(campaignId, seq, readAtOnce) as readonly (readonly unknown[])[]
    }
  }

  let count = 0
  while (count < total) {
    const rows = rowsAfter(count === 0 ? 0 : (seqs[count - 1] ?? 0))
    if (rows.length === 0) break
    const lines: string[] = []
    let length = 0
    for (const [seq, state, code, cause, decision, at, phone, called] of rows) {
      if (count === total) break
      seqs[count] = Number(seq)
      states[count] = stateNumbers.get(state) ?? 0
      decisions[count] = decisionNumbers.get(decision) ?? 0
      const key = reasonKey(code, cause)
      let reason = reasonNumbers.get(key)
      if (reason === undefined) {
        reason = reasonNumbers.size
        reasonNumbers.set(key, reason)
      }
      reasons[count] = reason
      times[count] = at === null ? 0 : Number(at)
      phones[count] = phone === null ? 0 : Number(phone)
      const line = typeof called === 'string' ? comparableName(called) : ''
      nameStarts[count] = length
      lines.push(line)
      length += line.length + 1
      count += 1
    }
    names.push(lines.join('\n'))
    await pause()
  }
  const size = count

  /** Marks recipients whose phone begins or ends with the digits. */
  const markDigits = (marks: Uint8Array, digits: string): void => {
    const wanted = Number(digits)
    const range = 10 ** (11 - digits.length)
    const from = wanted * range
    const until = from + range
    const tail = 10 ** digits.length
    for (let index = 0; index < size; index += 1) {
      const phone = phones[index] ?? 0
      if (phone === 0) continue
      if ((phone >= from && phone < until) || phone - Math.floor(phone / tail) * tail === wanted)
        marks[index] = 1
    }
  }

  /** Marks recipients whose name contains the text. */
  const markNames = (marks: Uint8Array, text: string): void => {
    for (const [part, lines] of names.entries()) {
      const first = part * readAtOnce
      const behind = Math.min(size, first + readAtOnce)
      let at = lines.indexOf(text)
      while (at !== -1) {
        // The last recipient of this part whose name begins at or before this position.
        let low = first
        let high = behind - 1
        while (low < high) {
          const middle = (low + high + 1) >>> 1
          if ((nameStarts[middle] ?? 0) <= at) low = middle
          else high = middle - 1
        }
        marks[low] = 1
        if (low + 1 >= behind) break
        at = lines.indexOf(text, nameStarts[low + 1])
      }
    }
  }

  const marksOf = (search: string | undefined): Uint8Array | null => {
    const text = comparableName(search ?? '').trim()
    if (text === '') return null
    const marks = new Uint8Array(size)
    const digits = phoneDigits(text)
    if (isDigits(digits)) markDigits(marks, digits)
    if (namePlace !== null) markNames(marks, text)
    return marks
  }

  const latestFirst = await placesByTime(times.subarray(0, size), pause)

  /** The same indexes ordered by state, stable within a state. */
  const byState = (places: Uint32Array): Uint32Array => {
    const next = new Uint32Array(recipientStates.length)
    for (const index of places) next[states[index] ?? 0] = (next[states[index] ?? 0] ?? 0) + 1
    let from = 0
    for (const state of stateOrder) {
      const number = stateNumbers.get(state) ?? 0
      const people = next[number] ?? 0
      next[number] = from
      from += people
    }
    const sorted = new Uint32Array(places.length)
    for (const index of places) {
      const number = states[index] ?? 0
      const to = next[number] ?? 0
      sorted[to] = index
      next[number] = to + 1
    }
    return sorted
  }

  const search = ({ states: wantedStates, resolution, reason, search, order }: SurveyQuery): Uint32Array => {
    const marks = marksOf(search)
    const isWanted = new Uint8Array(recipientStates.length)
    for (const [number, state] of recipientStates.entries())
      isWanted[number] = wantedStates === undefined || wantedStates.includes(state) ? 1 : 0
    const decision = resolution === undefined ? null : (decisionNumbers.get(resolution) ?? 0)
    // A reason that nobody has gets a number that does not occur in the array.
    const wantedReason =
      reason === undefined ? null : (reasonNumbers.get(reasonKey(reason.code, reason.cause)) ?? -1)
    const isFound = (index: number): boolean =>
      isWanted[states[index] ?? 0] === 1 &&
      (marks === null || marks[index] === 1) &&
      (decision === null || decisions[index] === decision) &&
      (wantedReason === null || reasons[index] === wantedReason)
    const found = new Uint32Array(size)
    let length = 0
    for (let place = 0; place < size; place += 1) {
      const index = order === 'time' ? (latestFirst[place] ?? 0) : place
      if (!isFound(index)) continue
      found[length] = index
      length += 1
    }
    const inOrder = order === 'state' ? byState(found.subarray(0, length)) : found.slice(0, length)
    return inOrder.map(index => seqs[index] ?? 0)
  }

  const answers = new Map<string, Uint32Array>()
  return {
    of,
    find(query) {
      const key = JSON.stringify(query)
      const known = answers.get(key)
      if (known !== undefined) return known
      const found = search(query)
      const oldest = answers.keys().next().value
      if (answers.size >= answersKept && oldest !== undefined) answers.delete(oldest)
      answers.set(key, found)
      return found
    },

    acceptedOverTime() {
      const accepted = stateNumbers.get('accepted')
      let from = Number.POSITIVE_INFINITY
      let to = 0
      for (let index = 0; index < size; index += 1) {
        const time = times[index] ?? 0
        if (states[index] !== accepted || time === 0) continue
        if (time < from) from = time
        if (time > to) to = time
      }
      if (to === 0) return { stepMs: steps[0] ?? 1000, points: [] }
      const stepMs =
        steps.find(step => (to - from) / step < mostPoints) ??
        Math.ceil((to - from) / mostPoints / dayMs) * dayMs
      const placeOf = (time: number): number => Math.floor((time + shanghaiOffsetMs) / stepMs)
      const first = placeOf(from)
      const counts = new Float64Array(placeOf(to) - first + 1)
      for (let index = 0; index < size; index += 1) {
        const time = times[index] ?? 0
        if (states[index] !== accepted || time === 0) continue
        const place = placeOf(time) - first
        counts[place] = (counts[place] ?? 0) + 1
      }
      return {
        stepMs,
        points: Array.from(counts, (count, place) => ({
          at: (first + place) * stepMs - shanghaiOffsetMs,
          accepted: count,
        })),
      }
    },
  }
}
