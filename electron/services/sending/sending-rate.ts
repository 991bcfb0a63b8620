import type { Attempt } from '../provider/client.ts'
import { createPacer, type Pacer } from './pacer.ts'

const firstWaitMs = 30_000
const longestWaitMs = 10 * 60_000
/** After being lowered, the rate comes back by this share of the set rate with every accepted message. */
const recovery = 1 / 200
/** The rate is never lowered below this by itself, per second. */
const leastPerSecond = 0.1
/** So many answers in a row that took so long mean a provider under strain. */
const slowAnswerMs = 5_000
const slowAnswersInRow = 8

export type SendingRate = Pick<Pacer, 'waitMs' | 'began'> & {
  /** The rate in force: the set one, or a lower one while the provider can't keep up. */
  readonly perSecond: () => number
  /** The provider asks to slow down. Halves the rate; returns for how long to stand still, milliseconds. */
  readonly slowDown: (retryAfterMs: number | null) => number
  /** Follows how quickly the provider answers: down where it is slow, back up with what it accepts. */
  readonly answered: (attempt: Pick<Attempt, 'outcome' | 'latencyMs'>) => void
}

/** How fast a run sends (docs/sending.md, "Rate" and "Hold rate-limited"). */
export function createSendingRate(setPerSecond: number): SendingRate {
  const pacer = createPacer(setPerSecond)
  let perSecond = setPerSecond
  let slowAnswers = 0
  /** How often in a row the provider asked to slow down without saying for how long. */
  let waits = 0

  const set = (rate: number) => {
    perSecond = rate
    pacer.setRate(rate)
    // A long good time: the next time that the provider asks to wait is the first one again.
    if (rate >= setPerSecond) waits = 0
  }
  const halve = () => set(Math.max(perSecond / 2, leastPerSecond))

  return {
    waitMs: pacer.waitMs,
    began: pacer.began,
    perSecond: () => perSecond,

    slowDown(retryAfterMs) {
      halve()
      const ownWaitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** waits)
      waits = retryAfterMs === null ? waits + 1 : 0
      return retryAfterMs ?? ownWaitMs
    },

    answered({ outcome, latencyMs }) {
      slowAnswers = latencyMs >= slowAnswerMs ? slowAnswers + 1 : 0
      if (slowAnswers >= slowAnswersInRow) {
        slowAnswers = 0
        halve()
      } else if (outcome.state === 'accepted' && latencyMs < slowAnswerMs && perSecond < setPerSecond) {
        set(Math.min(setPerSecond, perSecond + setPerSecond * recovery))
      }
    },
  }
}
