import type { createChores } from '../send-log/chores.ts'
import type { RightOfWay } from '../storage/right-of-way.ts'
import type { Clock } from '../time/clock.ts'

/** A piece shall hold the database for about this long; while a campaign is being sent, for less. */
const pieceMs = 12
const busyPieceMs = 4
/** While a campaign is being sent, long writes leave the file alone for this many times as long as they took it. */
const busyRest = 4
const firstSize = 500
const smallestSize = 50
const largestSize = 50_000
/** How often somebody who goes first is looked for again. */
const lookAgainMs = 1
/** A piece that meets another program's lock is tried again after this, for as long as it takes. */
const lockedAgainMs = 250

const isLock = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^SQLITE_(BUSY|LOCKED)/.test(error.code)

export type ChoreRunner = {
  /** Carries out a chore to its end; resolves to how many it changed. Chores of all campaigns go one after another. */
  readonly run: (id: number) => Promise<number>
  /** Waits for a good moment for a short write beside what goes first. */
  readonly piece: <T>(write: () => T) => Promise<T>
}

/** Carries out chores piece by piece, behind whoever goes first, with rests while a campaign is being sent. */
export function createChoreRunner(
  chores: ReturnType<typeof createChores>,
  rightOfWay: RightOfWay,
  clock: Pick<Clock, 'monotonicMs' | 'after' | 'soon'>,
): ChoreRunner {
  let last: Promise<unknown> = Promise.resolve()
  let size = firstSize

  const wait = (ms: number): Promise<void> =>
    new Promise(resolve => {
      if (ms <= 0) clock.soon(resolve)
      else clock.after(ms, resolve)
    })

  const piece = async <T>(write: () => T): Promise<T> => {
    for (;;) {
      while (rightOfWay.isTaken()) await wait(lookAgainMs)
      const startedMs = clock.monotonicMs()
      try {
        const value = write()
        const tookMs = clock.monotonicMs() - startedMs
        await wait(rightOfWay.isBusy() ? tookMs * busyRest : 0)
        return value
      } catch (error) {
        if (!isLock(error)) throw error
        await wait(lockedAgainMs)
      }
    }
  }

  /** Follows the time that a piece took, at most to the double or the half. */
  const adapt = (tookMs: number): void => {
    const targetMs = rightOfWay.isBusy() ? busyPieceMs : pieceMs
    const factor = Math.min(2, Math.max(0.5, targetMs / Math.max(tookMs, 0.1)))
    size = Math.round(Math.min(largestSize, Math.max(smallestSize, size * factor)))
  }

  const carryOut = async (id: number): Promise<number> => {
    chores.prepare(id)
    for (;;) {
      const { isLast, changed } = await piece(() => {
        const startedMs = clock.monotonicMs()
        const done = chores.step(id, size)
        adapt(clock.monotonicMs() - startedMs)
        return done
      })
      if (isLast) return changed
    }
  }

  return {
    piece,
    run(id) {
      const run = last.then(() => carryOut(id))
      last = run.catch(() => undefined)
      return run
    },
  }
}
