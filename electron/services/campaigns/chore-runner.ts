import type { createChores } from '../send-log/chores.ts'
import { createPatience, type Patiently } from '../storage/patience.ts'
import type { RightOfWay } from '../storage/right-of-way.ts'
import type { Clock } from '../time/clock.ts'

/** A piece should hold the database for about this long; less while a campaign is being sent. */
const pieceMs = 12
const busyPieceMs = 4
/**
 * While a campaign is being sent, a long write rests this many times as long as its last piece took. (A draft of a
 * million is then built in minutes.)
 */
const busyRest = 9
const firstSize = 500
const smallestSize = 50
const largestSize = 50_000
/** After waiting this long for a short write, the owner is told that another program holds the file. */
const toldAfterMs = 5_000
/** How often the right of way is checked while somebody else has it. */
const lookAgainMs = 1
export type ChoreRunner = {
  /**
   * Carries out a chore to its end; resolves to the number of recipients it changed. Chores run one after another.
   */
  readonly run: (id: number) => Promise<number>
  /**
   * Carries out a short write once nobody has the right of way. Rejects with `database-busy` where another program
   * holds the file.
   */
  readonly piece: <T>(write: () => T) => Promise<T>
  /** The same, but waits as long as it takes. */
  readonly whole: <T>(write: () => T) => Promise<T>
}

/** Long writes; each has a mark in the database. */
export type Chores = Pick<ReturnType<typeof createChores>, 'prepare' | 'step'>

/** Carries out chores piece by piece, letting others go first, with rests while a campaign is being sent. */
export function createChoreRunner(
  chores: Chores,
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

  const politely = async <T>(write: () => T, patiently: Patiently): Promise<T> => {
    while (rightOfWay.isTaken()) await wait(lookAgainMs)
    let tookMs = 0
    const value = await patiently(() => {
      const startedMs = clock.monotonicMs()
      const result = write()
      tookMs = clock.monotonicMs() - startedMs
      return result
    })
    await wait(rightOfWay.isBusy() ? tookMs * busyRest : 0)
    return value
  }
  /**
   * A short write gives up after a while, so that the waiting owner is told; a chore waits until the file is free.
   */
  const untilTold = createPatience(clock, toldAfterMs)
  const untilDone = createPatience(clock, Number.POSITIVE_INFINITY)

  /** Adapts the size to the time that a piece took; at most doubles or halves it. */
  const adapt = (tookMs: number): void => {
    const targetMs = rightOfWay.isBusy() ? busyPieceMs : pieceMs
    const factor = Math.min(2, Math.max(0.5, targetMs / Math.max(tookMs, 0.1)))
    size = Math.round(Math.min(largestSize, Math.max(smallestSize, size * factor)))
  }

  const carryOut = async (id: number): Promise<number> => {
    chores.prepare(id)
    for (;;) {
      const { isLast, changed } = await politely(() => {
        const startedMs = clock.monotonicMs()
        const done = chores.step(id, size)
        adapt(clock.monotonicMs() - startedMs)
        return done
      }, untilDone)
      if (isLast) return changed
    }
  }

  return {
    piece: write => politely(write, untilTold),
    whole: write => politely(write, untilDone),
    run(id) {
      const run = last.then(() => carryOut(id))
      last = run.catch(() => undefined)
      return run
    },
  }
}
