import { assertNever } from '../../../shared/assert-never.ts'
import type { Outcome, Pause, UnsentCause } from '../../../shared/domain/states.ts'
import { codeEntry } from '../../../shared/provider/codes.ts'

/** What follows from an outcome: go on, stop until the owner has acted, or wait and go on by itself. */
export type Consequence =
  | { readonly kind: 'go-on' }
  | { readonly kind: 'pause'; readonly pause: Pause }
  /** No connection; `inRow`: how many in a row failed, by completion. */
  | { readonly kind: 'offline'; readonly cause: UnsentCause; readonly inRow: number }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null }

export type PolicyLimits = {
  /** Pause after the same code this many times in a row, by completion. */
  readonly sameCodeLimit: number
  /** Pause after this many unknown outcomes in a row, by completion. */
  readonly unknownLimit: number
}

export type Policy = { readonly after: (outcome: Outcome, httpStatus: number | null) => Consequence }

const goOn: Consequence = { kind: 'go-on' }

/**
 * Decides as docs/provider-api.md says ("Whose problem it is decides what follows"). Counts outcomes of one kind in
 * a row; one policy serves one run, from start or resume to the next pause. The limits are read at every outcome,
 * because the owner may change them meanwhile.
 */
export function createPolicy(limits: () => PolicyLimits): Policy {
  /** The last kind of outcome and how often it came in a row: a code, an unknown outcome or a failed connection. */
  let last: string | number | null = null
  let inRow = 0

  const count = (kind: string | number | null) => {
    inRow = kind !== null && kind === last ? inRow + 1 : 1
    last = kind
  }

  return {
    after(outcome, httpStatus) {
      switch (outcome.state) {
        case 'accepted':
          count(null)
          return goOn
        case 'rejected':
          count(outcome.code)
          return afterCode(outcome.code, inRow >= limits().sameCodeLimit)
        case 'unknown':
          count('unknown')
          return inRow < limits().unknownLimit
            ? goOn
            : { kind: 'pause', pause: { reason: 'unknown-repeated' } }
        case 'unsent':
          count(isConnectFailure(outcome.cause) ? 'offline' : null)
          return afterUnsent(outcome, httpStatus, inRow)
        default:
          return assertNever(outcome)
      }
    },
  }
}

function afterCode(code: number, isRepeated: boolean): Consequence {
  const entry = codeEntry(code)
  switch (entry.responsible) {
    case 'account':
      return { kind: 'pause', pause: { reason: 'account-code', code } }
    case 'campaign':
      return { kind: 'pause', pause: { reason: 'campaign-code', code } }
    case 'app':
      return { kind: 'pause', pause: { reason: 'app-fault', code } }
    case 'recipient':
    case 'unclear':
      if (!isRepeated) return goOn
      return {
        kind: 'pause',
        pause: { reason: entry.repeats === 'campaign' ? 'campaign-code' : 'same-code-repeated', code },
      }
    case 'accepted':
      return goOn
    default:
      return assertNever(entry.responsible)
  }
}

const connectFailures = [
  'name-not-resolved',
  'connection-refused',
  'unreachable',
  'connect-timeout',
] as const satisfies readonly UnsentCause[]
type ConnectFailure = (typeof connectFailures)[number]

const isConnectFailure = (cause: UnsentCause): cause is ConnectFailure =>
  connectFailures.some(failure => failure === cause)

function afterUnsent(
  outcome: Extract<Outcome, { state: 'unsent' }>,
  httpStatus: number | null,
  inRow: number,
): Consequence {
  const { cause } = outcome
  if (isConnectFailure(cause)) return { kind: 'offline', cause, inRow }
  const status = httpStatus === null ? {} : { httpStatus }
  switch (cause) {
    case 'rate-limited':
      return { kind: 'rate-limited', retryAfterMs: outcome.retryAfterMs ?? null }
    case 'http-status':
      return { kind: 'pause', pause: { reason: 'http-status', ...status } }
    case 'redirected':
      return { kind: 'pause', pause: { reason: 'redirected', ...status } }
    // An untrusted certificate or a refusing proxy does not get better by waiting.
    case 'tls-untrusted':
    case 'tls-failed':
    case 'proxy-refused':
      return { kind: 'pause', pause: { reason: 'network', cause } }
    case 'not-begun':
      return goOn
    default:
      return assertNever(cause)
  }
}
