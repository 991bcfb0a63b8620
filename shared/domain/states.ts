/**
 * The states of recipients and campaigns. Source: docs/sending.md. pending + sending + the five outcomes = all
 * recipients, at every moment.
 */

const outcomeStates = ['accepted', 'rejected', 'unsent', 'unknown', 'skipped'] as const

export const recipientStates = ['pending', 'sending', ...outcomeStates] as const
export type RecipientState = (typeof recipientStates)[number]

/** One number per state; their sum is the number of recipients. */
export type StateCounts = Readonly<Record<RecipientState, number>>

export const noCounts: StateCounts = {
  pending: 0,
  sending: 0,
  accepted: 0,
  rejected: 0,
  unsent: 0,
  unknown: 0,
  skipped: 0,
}

export const totalOf = (counts: StateCounts): number =>
  recipientStates.reduce((sum, state) => sum + counts[state], 0)

/**
 * The progress of a campaign. `meant`: everybody it is for, without those who are skipped or were cancelled;
 * `done`: how many of them have an outcome. `meant` = `done` + pending + sending.
 */
export const advanceOf = (counts: StateCounts): { readonly meant: number; readonly done: number } => {
  const meant = totalOf(counts) - counts.skipped
  return { meant, done: meant - counts.pending - counts.sending }
}

/**
 * Why a message was certainly not accepted by the provider. The first group is known before a request byte has left
 * this computer; `http-status`, `rate-limited` and `redirected` are answers of a server that say so.
 */
export const unsentCauses = [
  'name-not-resolved',
  'connection-refused',
  'unreachable',
  'tls-untrusted',
  'tls-failed',
  'connect-timeout',
  'proxy-refused',
  'not-begun',
  'rate-limited',
  'http-status',
  'redirected',
] as const
export type UnsentCause = (typeof unsentCauses)[number]

/** Why it is not known whether the provider accepted a message. */
export const unknownCauses = [
  'crash',
  'headers-timeout',
  'body-timeout',
  'connection-broken',
  'unreadable-answer',
  'answer-too-long',
  'server-error',
  'contradicting-answer',
  'restored',
] as const
export type UnknownCause = (typeof unknownCauses)[number]

/** Why a recipient was skipped on purpose. */
export const skipReasons = [
  'opted-out',
  'empty-variable',
  'too-long',
  'bad-phone',
  'duplicate',
  'recently-sent',
  'had-before',
  'cancelled',
] as const
export type SkipReason = (typeof skipReasons)[number]

/** The outcome of one attempt. `httpStatus` is null when no status line was read. */
export type Outcome =
  | { readonly state: 'accepted' }
  | { readonly state: 'rejected'; readonly code: number }
  | {
      readonly state: 'unsent'
      readonly cause: UnsentCause
      /** Milliseconds the server asked to wait (Retry-After), only with `rate-limited`. */
      readonly retryAfterMs?: number
    }
  | { readonly state: 'unknown'; readonly cause: UnknownCause }

/** The owner's decision on an unknown outcome. It is stored next to the outcome and never changes it. */
export const resolutions = ['treat-as-sent', 'treat-as-unsent', 'sent-again'] as const
export type Resolution = (typeof resolutions)[number]

/** The order in which a campaign's recipients are shown: as in the list, by state, or the latest first. */
export const recipientOrders = ['list', 'state', 'time'] as const
export type RecipientOrder = (typeof recipientOrders)[number]

export const campaignStatuses = [
  'draft',
  'scheduled',
  'sending',
  'holding',
  'paused',
  'finished',
  'cancelled',
] as const
export type CampaignStatus = (typeof campaignStatuses)[number]

/**
 * What a pause means to the owner: `wanted`: the owner asked for it. `planned`: came as planned; the owner decides
 * how to go on. `missed`: the app was closed meanwhile; the owner decides how to go on. `check`: something is odd;
 * going on is the owner's choice. `mend`: nothing can be sent before something is fixed.
 */
export type PauseKind = 'wanted' | 'planned' | 'missed' | 'check' | 'mend'

/** Why a campaign is paused until the owner acts, and what kind of pause that is. */
export const pauseKinds = {
  owner: 'wanted',
  'account-code': 'mend',
  'campaign-code': 'mend',
  'app-fault': 'mend',
  'same-code-repeated': 'check',
  'unknown-repeated': 'check',
  'http-status': 'check',
  redirected: 'check',
  network: 'check',
  'app-closed': 'missed',
  'first-slice-done': 'planned',
  'schedule-missed': 'missed',
  'recent-more': 'check',
  'day-budget': 'planned',
  'log-failed': 'mend',
  restored: 'missed',
} as const satisfies Record<string, PauseKind>
export type PauseReason = keyof typeof pauseKinds
export const pauseReasons = Object.keys(pauseKinds) as readonly PauseReason[]

export type Pause = {
  readonly reason: PauseReason
  /** The provider's code, where one caused the pause. */
  readonly code?: number
  /** The HTTP status, where one caused the pause. */
  readonly httpStatus?: number
  /** The cause of the last unsent message, where the network caused the pause. */
  readonly cause?: UnsentCause
  /** What went wrong since the last accepted message, the most frequent first; left out if nothing did. */
  readonly causes?: readonly PauseCause[]
  /** Recipients whose refusals in a row caused the pause, if they may be due again (provider/due-again.ts). */
  readonly run?: readonly number[]
}

/** The number of messages with this code of the provider, or with this cause. */
export type PauseCause =
  | { readonly code: number; readonly count: number }
  | { readonly cause: UnsentCause | UnknownCause; readonly count: number }

/** Why a campaign holds and will go on by itself. */
export const holdReasons = ['outside-window', 'offline', 'rate-limited', 'asleep'] as const
export type HoldReason = (typeof holdReasons)[number]
export type Hold = { readonly reason: HoldReason /** milliseconds since 1970 */; readonly until?: number }
