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
  /** How often a recipient whose message did not leave is tried again, outages not counted. */
  readonly unsentRetries: number
  /** Parts of real messages that may leave on a day of China, over all campaigns; null: no limit. */
  readonly dayParts: number | null
}

/** What the owner may change while a campaign is being sent. */
export type RunConditions = { readonly limits: RunLimits; readonly timeouts: ClientTimeouts }

/** What is needed to send one campaign, besides the log. */
export type SendJob = {
  readonly campaignId: number
  /** Whose rate it keeps to: all that is sent to one endpoint shares one rate. */
  readonly endpoint: string
  /** The campaign's counts as the run begins, for whoever asks before the log has answered. */
  readonly counts: StateCounts
  /** The request of one recipient; pure, so that the preview and the request can't differ. */
  readonly requestFor: (claim: Claim) => { readonly phone: string; readonly body: string }
  readonly client: ProviderClient
  readonly limits: RunLimits
  /** When sending is closed; a message of practice or to the own phone is always open. */
  readonly gate: Gate
}

export type EngineOptions = {
  readonly store: SendStore
  readonly rateMemory: RateMemory
  readonly clock: Clock
  /** A number in [0, 1), for the jitter of retries. */
  readonly random: () => number
  /** Told at most four times a second while sending, and once at every end. */
  readonly onProgress: (progress: Progress) => void
  /** Told of a commit that failed, with the error. */
  readonly onLogFailure: (error: unknown) => void
}
