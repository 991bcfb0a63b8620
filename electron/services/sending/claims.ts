import type { Claim, Committed, SendWork } from '../send-log/send-store.ts'
import { createDueList } from './due-list.ts'

const firstRetryMs = 1_000
const longestRetryMs = 60_000

/** The claims of one commit. */
export type ClaimOrder = Pick<SendWork, 'claimSeqs' | 'claimNext' | 'claimAfter'>

export type Claims = {
  /** What the next commit should claim, at most `wanted`. It counts as claimed until `received` or `refused`. */
  readonly order: (nowMs: number, wanted: number) => ClaimOrder
  readonly received: (order: ClaimOrder, committed: Committed) => void
  /** The commit failed: nobody was claimed. */
  readonly refused: (order: ClaimOrder, nowMs: number) => void
  /** The recipient whose request may begin next; stays first until `take`. */
  readonly first: () => Claim | undefined
  readonly take: () => void
  /** The number of claimed recipients that are not begun; `claiming`: how many a commit under way may add. */
  readonly ready: () => number
  readonly claiming: () => number
  /** Returns the claimed recipients that are not begun: they are due again, and the log must be told. */
  readonly release: (nowMs: number) => readonly number[]
  /**
   * A message did not leave. False where the retries are used up. Without a charge there is no limit, and the
   * recipient is due again at once.
   */
  readonly retry: (seq: number, nowMs: number, charge: RetryCharge | null) => boolean
  /** When the next retry is due; null: none. */
  readonly nextDueMs: () => number | null
  readonly hasMore: (nowMs: number) => boolean
  readonly isExhausted: () => boolean
  /** The day's budget is used up: nobody is claimed until parts are given back or the budget is raised. */
  readonly isOverBudget: () => boolean
  readonly budgetChanged: () => void
}

export type RetryCharge = {
  readonly unsentRetries: number
  /** A number in [0, 1) that spreads the retries of recipients who failed together. */
  readonly jitter: number
}

/**
 * Decides which recipients of a campaign are claimed next, and when others are due again. With a slice: nobody but
 * these.
 */
export function createClaims(slice: readonly number[] | null): Claims {
  const due = createDueList()
  const ready: Claim[] = []
  /** Used retries by recipient (`seq`); outages are not charged. */
  const charged = new Map<number, number>()
  let cursor = 0
  /** True when nobody is pending after the cursor; a slice never looks beyond its own recipients. */
  let exhausted = slice !== null
  let claiming = 0
  let overBudget = false
  for (const seq of slice ?? []) due.add(seq, Number.NEGATIVE_INFINITY)

  return {
    order(nowMs, wanted) {
      const claimSeqs = wanted > 0 && !overBudget ? due.take(nowMs, wanted) : []
      const claimNext = exhausted || overBudget ? 0 : Math.max(0, wanted - claimSeqs.length)
      claiming = claimSeqs.length + claimNext
      return { claimSeqs, claimNext, claimAfter: cursor }
    },
    received({ claimNext }, committed) {
      claiming = 0
      overBudget = committed.overBudget
      for (const seq of committed.unfit) due.add(seq, Number.NEGATIVE_INFINITY)
      if (claimNext > 0) {
        exhausted = committed.exhausted
        // Recipients due again are before the cursor.
        for (const { seq } of committed.claims) cursor = Math.max(cursor, seq)
      }
      ready.push(...committed.claims)
    },
    refused({ claimSeqs }, nowMs) {
      claiming = 0
      for (const seq of claimSeqs) due.add(seq, nowMs)
    },
    first: () => ready[0],
    take: () => {
      ready.shift()
    },
    ready: () => ready.length,
    claiming: () => claiming,
    release(nowMs) {
      const seqs = ready.splice(0).map(({ seq }) => seq)
      for (const seq of seqs) due.add(seq, nowMs)
      return seqs
    },
    retry(seq, nowMs, charge) {
      if (charge === null) {
        due.add(seq, nowMs)
        return true
      }
      const used = (charged.get(seq) ?? 0) + 1
      if (used > charge.unsentRetries) return false
      charged.set(seq, used)
      const backOffMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (used - 1))
      due.add(seq, nowMs + backOffMs * (0.8 + 0.4 * charge.jitter))
      return true
    },
    nextDueMs: () => (overBudget ? null : due.nextMs()),
    hasMore: nowMs => !overBudget && (!exhausted || (due.nextMs() ?? Number.POSITIVE_INFINITY) <= nowMs),
    isExhausted: () => exhausted && due.size() === 0,
    isOverBudget: () => overBudget,
    budgetChanged: () => {
      overBudget = false
    },
  }
}
