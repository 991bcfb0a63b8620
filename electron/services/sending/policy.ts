import { assertNever } from '../../../shared/assert-never.ts'
import type { Outcome, Pause, UnsentCause } from '../../../shared/domain/states.ts'
import { codeCatalogue, codeEntry } from '../../../shared/provider/codes.ts'

/** What follows an outcome: go on, stop until the owner has acted, or wait and go on by itself. */
export type Consequence =
  | { readonly kind: 'go-on' }
  | { readonly kind: 'pause'; readonly pause: Pause }
  | { readonly kind: 'offline'; readonly cause: UnsentCause }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null }

export type PolicyLimits = {
  /** Pause after this many times the same code in a row, by completion. */
  readonly sameCodeLimit: number
  /** Pause after this many unknown outcomes in a row, by completion. */
  readonly unknownLimit: number
}

export type Policy = { readonly after: (outcome: Outcome, httpStatus: number | null) => Consequence }

/** The provider's codes whose refusals are due again once the owner has mended the cause. */
export const requeuedCodes: readonly number[] = Object.values(codeCatalogue)
  .filter(({ whose }) => whose === 'account' || whose === 'campaign')
  .map(({ code }) => code)

const goOn: Consequence = { kind: 'go-on' }

/**
 * Decides by docs/provider-api.md ("Whose problem it is decides what follows"). Keeps the two runs of equal
 * outcomes; one policy serves one run of a campaign from start or resume to the next pause.
 */
export function createPolicy(limits: PolicyLimits): Policy {
  let lastCode: number | null = null
  let sameCode = 0
  let unknowns = 0

  const afterCode = (code: number): Consequence => {
    sameCode = code === lastCode ? sameCode + 1 : 1
    lastCode = code
    const entry = codeEntry(code)
    switch (entry.whose) {
      case 'account':
        return { kind: 'pause', pause: { reason: 'account-code', code } }
      case 'campaign':
        return { kind: 'pause', pause: { reason: 'campaign-code', code } }
      case 'app':
        return { kind: 'pause', pause: { reason: 'app-fault', code } }
      case 'recipient':
      case 'unclear':
        if (sameCode < limits.sameCodeLimit) return goOn
        return {
          kind: 'pause',
          pause: { reason: entry.repeats === 'campaign' ? 'campaign-code' : 'same-code-repeated', code },
        }
      case 'accepted':
        return goOn
      default:
        return assertNever(entry.whose)
    }
  }

  return {
    after(outcome, httpStatus) {
      if (outcome.state !== 'unknown') unknowns = 0
      if (outcome.state !== 'rejected') {
        lastCode = null
        sameCode = 0
      }
      switch (outcome.state) {
        case 'accepted':
          return goOn
        case 'rejected':
          return afterCode(outcome.code)
        case 'unknown':
          unknowns += 1
          return unknowns < limits.unknownLimit
            ? goOn
            : { kind: 'pause', pause: { reason: 'unknown-repeated' } }
        case 'unsent':
          return afterUnsent(outcome, httpStatus)
        default:
          return assertNever(outcome)
      }
    },
  }
}

function afterUnsent(outcome: Extract<Outcome, { state: 'unsent' }>, httpStatus: number | null): Consequence {
  const status = httpStatus === null ? {} : { httpStatus }
  switch (outcome.cause) {
    case 'rate-limited':
      return { kind: 'rate-limited', retryAfterMs: outcome.retryAfterMs ?? null }
    case 'http-status':
      return { kind: 'pause', pause: { reason: 'http-status', ...status } }
    case 'redirected':
      return { kind: 'pause', pause: { reason: 'redirected', ...status } }
    // A certificate that is not trusted or a proxy that refuses will not mend itself by waiting.
    case 'tls-untrusted':
    case 'tls-failed':
    case 'proxy-refused':
      return { kind: 'pause', pause: { reason: 'network', cause: outcome.cause } }
    case 'name-not-resolved':
    case 'connection-refused':
    case 'unreachable':
    case 'connect-timeout':
      return { kind: 'offline', cause: outcome.cause }
    case 'not-begun':
      return goOn
    default:
      return assertNever(outcome.cause)
  }
}
