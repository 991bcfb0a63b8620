import type { Claim, Committed, SendWork } from '../send-log/send-store.ts'
import { createDueList } from './due-list.ts'

const firstRetryMs = 1_000
const longestRetryMs = 60_000

/** Whom a commit claims. */
export type ClaimOrder = Pick<SendWork, 'claimSeqs' | 'claimNext' | 'claimAfter'>

export type Claims = {
  /** What the next commit shall claim, at most `wanted`. It counts as claimed until `received` or `refused`. */
  readonly order: (nowMs: number, wanted: number) => ClaimOrder
  readonly received: (order: ClaimOrder, committed: Committed) => void
  /** The commit failed: nobody was claimed. */
  readonly refused: (order: ClaimOrder, nowMs: number) => void
  /** The recipient whose request may begin next; stays until `take`. */
  readonly first: () => Claim | undefined
  readonly take: () => void
  /** How many are claimed and not begun, and how many a commit under way may add. */
  readonly ready: () => number
  readonly claiming: () => number
  /** Gives back who is claimed and not begun: they are due again, and the log must be told. */
  readonly release: (nowMs: number) => readonly number[]
  /**
   * Somebody's message did not leave. False where the retries are used up; without a charge there is no limit, and
   * they are due again at once.
   */
  readonly retry: (seq: number, nowMs: number, charge: RetryCharge | null) => boolean
  /** When the next of those who are due again is due; null: nobody is. */
  readonly nextDueMs: () => number | null
  readonly hasMore: (nowMs: number) => boolean
  readonly isExhausted: () => boolean
  /** The day's budget is used up: nobody is claimed before something of it is given back or it is raised. */
  readonly isOverBudget: () => boolean
  readonly budgetChanged: () => void
}

export type RetryCharge = {
  readonly unsentRetries: number
  /** A number in [0, 1): retries of those who failed together are spread by it. */
  readonly jitter: number
}

/** Who of a campaign is claimed next, and who is due again. With a slice: nobody but these. */
export function createClaims(slice: readonly number[] | null): Claims {
  const due = createDueList()
  const ready: Claim[] = []
  /** How many of a recipient's retries are used up, by seq; outages are not charged. */
  const charged = new Map<number, number>()
  let cursor = 0
  /** True when nobody is pending behind the cursor; a slice never looks behind its own recipients. */
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
        // Who is due again stands before the cursor.
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
