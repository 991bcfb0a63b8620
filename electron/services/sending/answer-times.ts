import type { Mode, Progress } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { usualAnswerMs } from '../../../shared/time/send-forecast.ts'

/** Fewer outcomes than this mean nothing: the first answers wait for connections to open. */
const leastDone = 50

/** Recent duration of an answer in each mode, derived from the sending speed. */
export type AnswerTimes = {
  readonly saw: (progress: Progress, mode: Mode, concurrency: Settings['concurrency']) => void
  /** Milliseconds; a moderate guess before anything was sent. */
  readonly of: (mode: Mode) => number
}

/**
 * Derived from the progress reports. While the speed is below its limit, all request slots are busy, so duration =
 * slots / speed. At the limit, answers are faster than that.
 */
export function createAnswerTimes(): AnswerTimes {
  const seen = new Map<Mode, number>()
  const of = (mode: Mode): number => seen.get(mode) ?? usualAnswerMs
  return {
    saw({ status, counts, ratePerSecond, rateLimit }, mode, concurrency) {
      const done = counts.accepted + counts.rejected + counts.unknown + counts.unsent
      if (status !== 'sending' || done < leastDone || counts.pending < concurrency || ratePerSecond <= 0)
        return
      const mostMs = (concurrency * 1000) / ratePerSecond
      seen.set(mode, ratePerSecond < rateLimit * 0.8 ? mostMs : Math.min(of(mode), mostMs))
    },
    of,
  }
}
