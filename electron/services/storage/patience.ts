import { AppError } from '../../../shared/ipc/result.ts'
import type { Clock } from '../time/clock.ts'

/** Carries out a write that a lock may block. Resolves to its result, rejects with its error. */
export type Patiently = <T>(write: () => T) => Promise<T>

/** The longest that a write waits for the file. */
const longestWaitMs = 30_000
const firstPauseMs = 5
const longestPauseMs = 250

/**
 * Tries a write again while another connection holds the database, and lets the event loop run in between. Rejects
 * with AppError `database-busy` where the file does not become free. A write is repeated as a whole, so it must be
 * one transaction or safe to repeat.
 */
export function createPatience(
  clock: Pick<Clock, 'monotonicMs' | 'after'>,
  longestMs: number = longestWaitMs,
): Patiently {
  return async write => {
    const startedMs = clock.monotonicMs()
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return write()
      } catch (error) {
        if (!isDatabaseBusy(error)) throw error
        if (clock.monotonicMs() - startedMs >= longestMs)
          throw new AppError('database-busy', { detail: error.message })
      }
      await new Promise<void>(resolve => {
        clock.after(pauseMs, resolve)
      })
    }
  }
}

/** SQLITE_BUSY, SQLITE_LOCKED and their kinds: another connection holds the file. */
export const isDatabaseBusy = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^SQLITE_(BUSY|LOCKED)/.test(error.code)
