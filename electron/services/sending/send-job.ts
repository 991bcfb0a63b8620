import type { Progress } from '../../../shared/domain/campaign.ts'
import type { StateCounts } from '../../../shared/domain/states.ts'
import type { ClientTimeouts, ProviderClient } from '../provider/client.ts'
import type { Claim, SendStore } from '../send-log/send-store.ts'
import type { Clock } from '../time/clock.ts'
import type { Gate } from '../time/sending-window.ts'
import type { PolicyLimits } from './policy.ts'
import type { RateMemory } from './rate-memory.ts'

export type RunLimits = PolicyLimits & {
  readonly ratePerSecond: number
  readonly concurrency: number
  /** How often a message that did not leave is tried again, outages not counted. */
  readonly unsentRetries: number
  /** Parts of real messages that may leave per day (China time), over all campaigns; null: no limit. */
  readonly dayParts: number | null
}

/** What the owner may change while a campaign is being sent. */
export type RunConditions = { readonly limits: RunLimits; readonly timeouts: ClientTimeouts }

/** Everything that is needed to send one campaign, besides the log. */
export type SendJob = {
  readonly campaignId: number
  /** The endpoint whose rate it keeps to; everything sent to one endpoint shares one rate. */
  readonly endpoint: string
  /** The campaign's counts at the start of the run, used until the log has answered. */
  readonly counts: StateCounts
  /** The request of one recipient; a pure function, so that preview and request can't differ. */
  readonly requestFor: (claim: Claim) => { readonly phone: string; readonly body: string }
  readonly client: ProviderClient
  readonly limits: RunLimits
  /** When sending is closed; practice messages and messages to the own phone are always allowed. */
  readonly gate: Gate
}

export type EngineOptions = {
  readonly store: SendStore
  readonly rateMemory: RateMemory
  readonly clock: Clock
  /** A number in [0, 1), for the jitter of retries. */
  readonly random: () => number
  /** Called at most four times a second while sending, and once at every end. */
  readonly onProgress: (progress: Progress) => void
  /** Called with the error of a failed commit. */
  readonly onLogFailure: (error: unknown) => void
}
