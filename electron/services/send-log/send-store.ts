import type { Outcome, Pause, StateCounts } from '../../../shared/domain/states.ts'

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
  /** Nobody is claimed beyond so many parts of real messages on a day of China, over all campaigns; null: no limit. */
  readonly dayParts?: number | null
}

export type Committed = {
  readonly claims: readonly Claim[]
  /** Counts after the commit. */
  readonly counts: StateCounts
  /** True when fewer than `claimNext` pending recipients stood after `claimAfter`. */
  readonly exhausted: boolean
  /** The next one's parts don't fit into the day any more: nobody else was claimed. */
  readonly overBudget: boolean
  /** Those of `claimSeqs` who are still pending for that reason. */
  readonly unfit: readonly number[]
}

/**
 * What the engine needs of the send log. Every method is durable when it resolves and rejects when it could not be;
 * calls are carried out in the order in which they were made.
 */
export type SendStore = {
  /** The campaign is being sent from now on. Rejects where it has ended or a long write of it is under way. */
  readonly begin: (campaignId: number) => Promise<StateCounts>
  readonly commit: (campaignId: number, work: SendWork) => Promise<Committed>
  readonly setStatus: (
    campaignId: number,
    status: 'sending' | 'holding' | 'paused',
    pause: Pause | null,
  ) => Promise<void>
  /** No recipient is pending any more: the campaign ends. */
  readonly finish: (campaignId: number) => Promise<StateCounts>
  /** The campaign ends; its pending recipients are settled in pieces by a chore that is written with the end. */
  readonly cancel: (campaignId: number) => Promise<StateCounts>
}
