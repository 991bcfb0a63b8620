import type { Outcome, Pause, Resolution, StateCounts } from '../../../shared/domain/states.ts'

/** A recipient that is durably marked `sending`; its request may begin. */
export type Claim = {
  readonly seq: number
  readonly phone: string
  /** One value per variable of the template, in the template's order. */
  readonly values: readonly string[]
  /** 1 for the first. */
  readonly attempt: number
}

/** What one attempt came to, for the log. */
export type Completed = {
  readonly seq: number
  readonly attempt: number
  readonly outcome: Outcome
  /** When the attempt ended: milliseconds since 1970. */
  readonly at: number
  /** True when an unsent recipient is due again, so that it goes back to pending. */
  readonly dueAgain: boolean
  readonly httpStatus: number | null
  /** The provider's code as read, also where the outcome is not `rejected`. */
  readonly code: number | null
  readonly latencyMs: number
  /** The answer's text, cut and cleaned of secrets. */
  readonly answer: string | null
}

/** Everything one durable commit does, in this order. */
export type SendWork = {
  readonly results: readonly Completed[]
  /** Claimed but certainly not begun: back to pending, their attempt not counted. */
  readonly release: readonly number[]
  /** Due again: claim exactly these, where they are still pending. */
  readonly claimSeqs: readonly number[]
  /** Then claim at most this many of the pending after `claimAfter`, in order. */
  readonly claimNext: number
  readonly claimAfter: number
}

export type Committed = {
  readonly claims: readonly Claim[]
  /** Counts after the commit. */
  readonly counts: StateCounts
  /** True when fewer than `claimNext` pending recipients stood after `claimAfter`. */
  readonly exhausted: boolean
}

/**
 * What the engine needs of the send log. Every method is durable when it resolves and rejects when it could not be;
 * calls are carried out in the order in which they were made.
 */
export type SendStore = {
  /** The campaign is being sent from now on; who was refused by one of these codes is due again. */
  readonly begin: (campaignId: number, requeuedCodes: readonly number[]) => Promise<StateCounts>
  readonly commit: (campaignId: number, work: SendWork) => Promise<Committed>
  readonly setStatus: (
    campaignId: number,
    status: 'sending' | 'holding' | 'paused',
    pause: Pause | null,
  ) => Promise<void>
  /** No recipient is pending any more: the campaign ends. */
  readonly finish: (campaignId: number) => Promise<StateCounts>
  /** Pending recipients become skipped, or what their last attempt was; the campaign ends. */
  readonly cancel: (campaignId: number) => Promise<StateCounts>
}

/** Who shall be sent once more; null: no limit. */
export type RetryChoice = {
  readonly states: readonly ('unsent' | 'rejected' | 'unknown')[]
  /** Only rejections with these codes. */
  readonly codes: readonly number[] | null
  readonly seqs: readonly number[] | null
}

/** What the owner decides about recipients beside a run; kept in the same log, in the same order. */
export type LogDecisions = {
  /** How many pending recipients of a draft were really sent something (accepted or unknown) since then. */
  readonly recent: (campaignId: number, sinceMs: number) => Promise<number>
  /** Leaves exactly these out (`recently-sent`). Returns how many. */
  readonly skipRecent: (campaignId: number, sinceMs: number) => Promise<number>
  /**
   * Copies the chosen recipients into another campaign and marks them `sent-again`, so that they can't be chosen
   * twice. Who is treated as sent is never among them. Returns how many.
   */
  readonly retry: (campaignId: number, intoCampaignId: number, choice: RetryChoice) => Promise<number>
  /** Empties a retry that is still a draft, and takes the marks back. Returns how many. */
  readonly withdrawRetry: (campaignId: number) => Promise<number>
  /** Sets the owner's decision beside unknown outcomes that have none; `seqs` null: all. Returns how many. */
  readonly resolve: (
    campaignId: number,
    seqs: readonly number[] | null,
    resolution: Resolution,
  ) => Promise<number>
}
