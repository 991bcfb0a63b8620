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

/** The result of one attempt, for the log. */
export type Completed = {
  readonly seq: number
  readonly attempt: number
  readonly outcome: Outcome
  /** When the attempt ended: milliseconds since 1970. */
  readonly at: number
  /** True when an unsent recipient is due again and goes back to pending. */
  readonly dueAgain: boolean
  readonly httpStatus: number | null
  /** The provider's code as read, even if the outcome is not `rejected`. */
  readonly code: number | null
  readonly latencyMs: number
  /** The answer's text, cut and cleaned of secrets. */
  readonly answer: string | null
}

/** Everything one durable commit does, in this order. */
export type SendWork = {
  readonly results: readonly Completed[]
  /** Claimed but certainly not begun: back to pending, the attempt not counted. */
  readonly release: readonly number[]
  /** Due again: claim exactly these if they are still pending. */
  readonly claimSeqs: readonly number[]
  /** Then claim at most this many of the pending after `claimAfter`, in order. */
  readonly claimNext: number
  readonly claimAfter: number
  /**
   * The day's budget (China time) in parts of real messages, over all campaigns; nobody is claimed beyond it. Null:
   * no limit.
   */
  readonly dayParts?: number | null
}

export type Committed = {
  readonly claims: readonly Claim[]
  /** Counts after the commit. */
  readonly counts: StateCounts
  /** True when there were fewer than `claimNext` pending recipients after `claimAfter`. */
  readonly exhausted: boolean
  /** The parts of the next recipient don't fit into the day's budget: nobody else was claimed. */
  readonly overBudget: boolean
  /** Those of `claimSeqs` that stayed pending for that reason. */
  readonly unfit: readonly number[]
}

/**
 * The part of the send log that the engine needs. Every method is durable when it resolves, and rejects when it
 * could not be written; calls are carried out in the order in which they were made.
 */
export type SendStore = {
  /** Marks the campaign as being sent. Rejects where it has ended or a long write of it is under way. */
  readonly begin: (campaignId: number) => Promise<StateCounts>
  readonly commit: (campaignId: number, work: SendWork) => Promise<Committed>
  readonly setStatus: (
    campaignId: number,
    status: 'sending' | 'holding' | 'paused',
    pause: Pause | null,
  ) => Promise<void>
  /** Ends the campaign; no recipient is pending any more. */
  readonly finish: (campaignId: number) => Promise<StateCounts>
  /** Ends the campaign; a chore, marked in the same transaction, settles its pending recipients in pieces. */
  readonly cancel: (campaignId: number) => Promise<StateCounts>
}
