import type { Clock } from './clock.ts'

/** So long a piece of work holds up whoever shares its thread. */
const longestPieceMs = 8

/**
 * For a long loop on a shared thread: to be awaited at each of its rounds. Gives others their turn where the loop has had
 * its own for long enough, and costs next to nothing where not.
 */
export function createPauses(clock: Pick<Clock, 'monotonicMs' | 'soon'>): () => Promise<void> {
  let sinceMs = clock.monotonicMs()
  return async () => {
    if (clock.monotonicMs() - sinceMs < longestPieceMs) return
    const { promise, resolve } = Promise.withResolvers<void>()
    clock.soon(resolve)
    await promise
    sinceMs = clock.monotonicMs()
  }
}
