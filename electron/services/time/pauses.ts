import type { Clock } from './clock.ts'

/** How long a piece of work may block its thread. */
const longestPieceMs = 8

/**
 * For a long loop on a shared thread: await it in every round. It yields to other work once the loop has run long
 * enough, and costs almost nothing otherwise.
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
