import { retryAfterLimitMs } from '../../../shared/provider/decision.ts'
import type { Attempt } from '../provider/client.ts'
import type { Clock } from '../time/clock.ts'
import { createPacer, type Pacer } from './pacer.ts'
import type { RateState } from './rate-memory.ts'

const firstWaitMs = 30_000
/** Answers of one moment ask for one wait, even if it is none. */
const leastWaitMs = 1_000
const longestWaitMs = 10 * 60_000
/** A lowered rate rises by this share of the set rate with every accepted message. */
const recovery = 1 / 200
/** The rate is never lowered automatically below this, per second. */
const leastPerSecond = 0.1
/** This many answers in a row that took this long mean that the provider is under strain. */
const slowAnswerMs = 5_000
const slowAnswersInRow = 8
/** A rising rate is stored in steps of this factor, not with every message. */
const rememberedStep = 2

export type SendingRate = Pick<Pacer, 'waitMs' | 'began'> & {
  /** The present rate: the set one, or a lower one while the provider can't keep up. */
  readonly perSecond: () => number
  readonly setPerSecond: () => number
  /** Sets another rate; a lowered rate stays as it is until it has risen again. */
  readonly setRate: (perSecond: number) => void
  /** How many more milliseconds the provider asked to wait; 0: it did not. */
  readonly heldMs: () => number
  /**
   * The provider asks to slow down. Halves the rate and holds for as long as the provider says, or else for a wait
   * of our own. During a hold, only a longer wait replaces the present one.
   */
  readonly slowDown: (retryAfterMs: number | null) => void
  /** Adapts to the provider's answers: lowers the rate where they are slow, raises it with what is accepted. */
  readonly answered: (attempt: Pick<Attempt, 'outcome' | 'latencyMs'>) => void
}

/**
 * The rate of messages to one endpoint, for all campaigns (docs/sending.md, "Rate" and "Hold rate-limited"). It
 * starts from what is remembered of an earlier run of the app.
 */
export function createSendingRate(options: {
  readonly perSecond: number
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>
  readonly remembered: RateState | null
  /** Called when a hold begins, or the rate was lowered or has risen noticeably. */
  readonly remember: (state: RateState) => void
}): SendingRate {
  const { clock, remembered } = options
  let setPerSecond = options.perSecond
  const least = () => Math.min(leastPerSecond, setPerSecond)
  let loweredTo = remembered?.loweredTo == null ? null : Math.max(remembered.loweredTo, least())
  let waits = remembered?.waits ?? 0
  let heldUntilMs = clock.monotonicMs()
  let slowAnswers = 0
  /** The rate that was last stored. */
  let rememberedRate = loweredTo
  if (remembered?.heldUntil != null) {
    // The clock may have been changed meanwhile; no wait can be longer than this limit.
    heldUntilMs += Math.min(retryAfterLimitMs, Math.max(0, remembered.heldUntil - clock.now()))
  }

  const perSecond = () => Math.min(setPerSecond, loweredTo ?? setPerSecond)
  const pacer = createPacer(perSecond())
  const heldMs = () => Math.max(0, heldUntilMs - clock.monotonicMs())

  const remember = () => {
    rememberedRate = loweredTo
    options.remember({ loweredTo, waits, heldUntil: heldMs() > 0 ? clock.now() + heldMs() : null })
  }

  const lowerTo = (rate: number) => {
    // After a long time without trouble, the next request to wait counts as the first one again.
    const isBack = rate >= setPerSecond
    loweredTo = isBack ? null : rate
    if (isBack) waits = 0
    pacer.setRate(perSecond())
  }
  const halve = () => lowerTo(Math.max(perSecond() / 2, least()))

  return {
    waitMs: pacer.waitMs,
    began: pacer.began,
    perSecond,
    setPerSecond: () => setPerSecond,
    heldMs,

    setRate(rate) {
      if (rate === setPerSecond) return
      setPerSecond = rate
      lowerTo(loweredTo ?? rate)
      if (loweredTo !== rememberedRate) remember()
    },

    slowDown(retryAfterMs) {
      const leftMs = heldMs()
      if (leftMs > 0 && (retryAfterMs ?? 0) <= leftMs) return
      if (leftMs === 0) {
        halve()
        const ownWaitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** waits)
        waits = retryAfterMs === null ? waits + 1 : 0
        heldUntilMs = clock.monotonicMs() + Math.max(leastWaitMs, retryAfterMs ?? ownWaitMs)
      } else {
        heldUntilMs = clock.monotonicMs() + (retryAfterMs ?? 0)
      }
      remember()
    },

    answered({ outcome, latencyMs }) {
      // Without an answer, the time says how long connecting took, and nothing of the provider.
      if (outcome.state === 'unsent') return
      slowAnswers = latencyMs >= slowAnswerMs ? slowAnswers + 1 : 0
      if (slowAnswers >= slowAnswersInRow) {
        slowAnswers = 0
        halve()
        remember()
      } else if (outcome.state === 'accepted' && latencyMs < slowAnswerMs && loweredTo !== null) {
        lowerTo(loweredTo + setPerSecond * recovery)
        if (loweredTo === null || loweredTo >= rememberedStep * (rememberedRate ?? 0)) remember()
      }
    },
  }
}
