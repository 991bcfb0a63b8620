import { AppError } from '../../../shared/ipc/result.ts'
import type { Clock } from './clock.ts'

export type Turns = ReturnType<typeof createTurns>

/**
 * Long work on the database in short pieces, so that neither the window nor the send log has to wait for its end. A
 * piece is never interrupted; other work runs only between pieces.
 */
export function createTurns(
  clock: Pick<Clock, 'monotonicMs' | 'after' | 'soon'>,
  /** Tries a piece again while another connection holds the database. */
  patiently: <T>(piece: () => T) => Promise<T>,
) {
  let ended = false

  const expectOpen = () => {
    if (ended) throw new AppError('wrong-state', { detail: 'the app is closing' })
  }

  return {
    /**
     * A piece that writes. The send log writes to the same file on a connection of its own and tries until the file
     * is free; so the file is left alone for as long as the piece took, or the log might never find it free.
     * Rejects with `database-busy` where the file does not become free.
     */
    async write<T>(piece: () => T): Promise<T> {
      let tookMs = 0
      const result = await patiently(() => {
        expectOpen()
        const startedMs = clock.monotonicMs()
        const written = piece()
        tookMs = clock.monotonicMs() - startedMs
        return written
      })
      const { promise, resolve } = Promise.withResolvers<void>()
      clock.after(Math.ceil(tookMs), resolve)
      await promise
      return result
    },

    /** A piece that only reads. */
    async read<T>(piece: () => T): Promise<T> {
      expectOpen()
      const result = piece()
      const { promise, resolve } = Promise.withResolvers<void>()
      clock.soon(resolve)
      await promise
      return result
    },

    /** Starts no more pieces: work under way fails with `wrong-state` at its next one. */
    end(): void {
      ended = true
    },
  }
}
