import { retryAfterLimitMs } from '../../../shared/provider/decision.ts'
import type { Attempt } from '../provider/client.ts'
import type { Clock } from '../time/clock.ts'
import { createPacer, type Pacer } from './pacer.ts'
import type { RateState } from './rate-memory.ts'

const firstWaitMs = 30_000
const longestWaitMs = 10 * 60_000
/** After being lowered, the rate comes back by this share of the set rate with every accepted message. */
const recovery = 1 / 200
/** The rate is never lowered below this by itself, per second. */
const leastPerSecond = 0.1
/** So many answers in a row that took so long mean a provider under strain. */
const slowAnswerMs = 5_000
const slowAnswersInRow = 8
/** A rate that comes back is remembered in steps of this factor: not with every message. */
const rememberedStep = 2

export type SendingRate = Pick<Pacer, 'waitMs' | 'began'> & {
  /** The rate in force: the set one, or a lower one while the provider can't keep up. */
  readonly perSecond: () => number
  readonly setPerSecond: () => number
  /** The owner sets another rate; one that was lowered stays as it is until it has come back. */
  readonly setRate: (perSecond: number) => void
  /** For how much longer the provider asked to stand still, milliseconds; 0: it did not. */
  readonly heldMs: () => number
  /**
   * The provider asks to slow down. Halves the rate and stands still for as long as it says, else for the own wait;
   * while it stands still already, the longer of two waits is kept and nothing else changes.
   */
  readonly slowDown: (retryAfterMs: number | null) => void
  /** Follows how quickly the provider answers: down where it is slow, back up with what it accepts. */
  readonly answered: (attempt: Pick<Attempt, 'outcome' | 'latencyMs'>) => void
}

/**
 * How fast messages go to one endpoint, whatever campaign they belong to (docs/sending.md, "Rate" and "Hold
 * rate-limited"). It goes on from what is remembered of an earlier run of the app.
 */
export function createSendingRate(options: {
  readonly perSecond: number
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>
  readonly remembered: RateState | null
  /** Told when a hold begins, the rate is lowered or it has noticeably come back. */
  readonly remember: (state: RateState) => void
}): SendingRate {
  const { clock, remembered } = options
  let setPerSecond = options.perSecond
  let loweredTo = remembered?.loweredTo ?? null
  let waits = remembered?.waits ?? 0
  let heldUntilMs = clock.monotonicMs()
  let slowAnswers = 0
  /** As the memory has it. */
  let rememberedRate = loweredTo
  if (remembered?.heldUntil != null) {
    // Whatever the clock was set to meanwhile: nobody can ask for a longer wait.
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
    // A long good time: the next time that the provider asks to wait is the first one again.
    const isBack = rate >= setPerSecond
    loweredTo = isBack ? null : rate
    if (isBack) waits = 0
    pacer.setRate(perSecond())
  }
  const halve = () => lowerTo(Math.max(perSecond() / 2, Math.min(leastPerSecond, setPerSecond)))

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
        heldUntilMs = clock.monotonicMs() + (retryAfterMs ?? ownWaitMs)
      } else {
        heldUntilMs = clock.monotonicMs() + (retryAfterMs ?? 0)
      }
      remember()
    },

    answered({ outcome, latencyMs }) {
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
