import { assertNever } from '../assert-never.ts'
import type { Outcome } from '../domain/states.ts'
import { type ReadAnswer, readAnswer } from './answer.ts'
import { acceptedCode, codeEntry, isKnownCode, type Responsible } from './codes.ts'

/**
 * From a completed answer to an outcome. Strict on purpose: only an answer that says so in every respect is
 * accepted; if the message may have been accepted without a clear answer, it is unknown. Source:
 * docs/provider-api.md, "From an answer to an outcome". The HTTP client classifies requests without an answer.
 */

export type AnswerInput = {
  readonly httpStatus: number
  readonly bodyText: string
  /** The phone that the request carried. */
  readonly sentPhone: string
  /** The Retry-After header as received, or null. */
  readonly retryAfterHeader: string | null
  /** Now, in milliseconds since 1970: a Retry-After can be a date. */
  readonly nowMs: number
}

/** The longest wait that a server can ask for. */
export const retryAfterLimitMs = 60 * 60 * 1000

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthPattern = monthNames.join('|')
const timePattern = '(?<hour>[01]\\d|2[0-3]):(?<minute>[0-5]\\d):(?<second>[0-5]\\d|60)'

/** The three spellings of an HTTP date, all in UTC (RFC 9110, section 5.6.7). */
const datePatterns = [
  new RegExp(`^[A-Z][a-z]{2}, (?<day>\\d{2}) (?<month>${monthPattern}) (?<year>\\d{4}) ${timePattern} GMT$`),
  new RegExp(
    `^[A-Z][a-z]{5,8}, (?<day>\\d{2})-(?<month>${monthPattern})-(?<year>\\d{2}) ${timePattern} GMT$`,
  ),
  new RegExp(`^[A-Z][a-z]{2} (?<month>${monthPattern}) (?<day>[ \\d]\\d) ${timePattern} (?<year>\\d{4})$`),
] as const

/** A two-digit year that would be more than 50 years ahead belongs to the previous century (RFC 9110). */
const fullYear = (digits: string, nowMs: number): number => {
  const year = Number(digits)
  if (digits.length === 4) return year
  const thisYear = new Date(nowMs).getUTCFullYear()
  const sameCentury = Math.floor(thisYear / 100) * 100 + year
  return sameCentury > thisYear + 50 ? sameCentury - 100 : sameCentury
}

const parseHttpDate = (text: string, nowMs: number): number | null => {
  for (const pattern of datePatterns) {
    const parts = pattern.exec(text)?.groups
    if (parts === undefined) continue
    const { year = '', month = '', day, hour, minute, second } = parts
    return Date.UTC(
      fullYear(year, nowMs),
      monthNames.indexOf(month),
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    )
  }
  return null
}

/**
 * How long a Retry-After header asks to wait, in milliseconds, between 0 and one hour: whole seconds or an HTTP
 * date. Null when there is no header or it is neither (RFC 9110, section 10.2.3).
 */
export const parseRetryAfter = (header: string | null, nowMs: number): number | null => {
  const text = header?.trim() ?? ''
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : (parseHttpDate(text, nowMs) ?? Number.NaN) - nowMs
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), retryAfterLimitMs)
}

const isSuccessStatus = (status: number): boolean => status >= 200 && status < 300

/** The code that decides: `BusinessData.code`; if it is unreadable, a refusal in `resultCode`. */
const decidingCode = (answer: ReadAnswer): number | null => {
  if (answer.code !== null) return answer.code
  // 10000 as a resultCode is neither a refusal nor a success: it decides nothing.
  const { resultCode } = answer
  return resultCode !== null && resultCode !== acceptedCode && isKnownCode(resultCode) ? resultCode : null
}

const contradicting: Outcome = { state: 'unknown', cause: 'contradicting-answer' }

const outcomeOfCode = (code: number, answer: ReadAnswer, input: AnswerInput): Outcome => {
  // An answer with another phone belongs to another request, whatever it says.
  if (answer.phone !== null && answer.phone !== input.sentPhone.trim()) return contradicting
  if (code !== acceptedCode) return { state: 'rejected', code }
  return isSuccessStatus(input.httpStatus) ? { state: 'accepted' } : contradicting
}

const outcomeOfStatus = (input: AnswerInput): Outcome => {
  const { httpStatus } = input
  if (isSuccessStatus(httpStatus)) return { state: 'unknown', cause: 'unreadable-answer' }
  if (httpStatus === 429) {
    const retryAfterMs = parseRetryAfter(input.retryAfterHeader, input.nowMs)
    return { state: 'unsent', cause: 'rate-limited', ...(retryAfterMs !== null && { retryAfterMs }) }
  }
  if (httpStatus >= 300 && httpStatus < 400) return { state: 'unsent', cause: 'redirected' }
  if (httpStatus >= 400 && httpStatus < 500 && httpStatus !== 408) {
    return { state: 'unsent', cause: 'http-status' }
  }
  return { state: 'unknown', cause: 'server-error' }
}

/** The outcome of a completed answer. A readable code decides at any status; without one the status decides. */
export const decideOutcome = (input: AnswerInput): Outcome => decide(input).outcome

/** The same, with the deciding code; null if none was readable. */
export const decide = (input: AnswerInput): { readonly outcome: Outcome; readonly code: number | null } => {
  const answer = readAnswer(input.bodyText)
  const code = decidingCode(answer)
  return { code, outcome: code === null ? outcomeOfStatus(input) : outcomeOfCode(code, answer, input) }
}

/** Who has to fix an outcome, by the code catalogue; null if it does not come from a code of the provider. */
export const responsibleFor = (outcome: Outcome): Responsible | null => {
  switch (outcome.state) {
    case 'accepted':
      return 'accepted'
    case 'rejected':
      return codeEntry(outcome.code).responsible
    case 'unsent':
    case 'unknown':
      return null
    default:
      return assertNever(outcome)
  }
}
