/**
 * Decides when the next request may begin, so that the set rate is kept: requests are 1/rate apart, a late timer is
 * made up for by at most `slackMs`, and nothing is made up for after sleep.
 */
export type Pacer = {
  /** Milliseconds until the next request may begin; 0 means now. */
  readonly waitMs: (nowMs: number) => number
  /** Records that a request has begun. */
  readonly began: (nowMs: number) => void
  readonly setRate: (ratePerSecond: number) => void
}

/**
 * At most 1.5 times the rate's share may begin in any 100 ms. A slack of 50 ms would use that up at any rate; half
 * of it leaves the rest to the network.
 */
const slackMs = 25

export function createPacer(ratePerSecond: number): Pacer {
  let intervalMs = 1000 / ratePerSecond
  let nextMs = Number.NEGATIVE_INFINITY
  return {
    waitMs: nowMs => Math.max(0, nextMs - nowMs),
    began(nowMs) {
      nextMs = Math.max(nextMs, nowMs - slackMs) + intervalMs
    },
    setRate(rate) {
      const changed = 1000 / rate
      if (Number.isFinite(nextMs)) nextMs += changed - intervalMs
      intervalMs = changed
    },
  }
}
