import type { Mode, Progress } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { usualAnswerMs } from '../../../shared/time/send-forecast.ts'

/** Fewer outcomes than this tell nothing: the first answers wait for connections to be made. */
const leastDone = 50

/** How long an answer took lately in each mode, as the speed of what was sent tells. */
export type AnswerTimes = {
  readonly saw: (progress: Progress, mode: Mode, concurrency: Settings['concurrency']) => void
  /** Milliseconds; a modest guess before anything was seen. */
  readonly of: (mode: Mode) => number
}

/**
 * Takes it from the progress that is told anyway. Where the speed stays under its limit, all requests in flight are always
 * taken, and each takes as long as they need together. Where it reaches its limit, an answer takes less than that.
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
