import type { createChores } from '../send-log/chores.ts'
import { createPatience, type Patiently } from '../storage/patience.ts'
import type { RightOfWay } from '../storage/right-of-way.ts'
import type { Clock } from '../time/clock.ts'

/** A piece shall hold the database for about this long; while a campaign is being sent, for less. */
const pieceMs = 12
const busyPieceMs = 4
/** While a campaign is being sent, long writes leave the file alone for this many times as long as they took it (a draft of a million is then built in minutes). */
const busyRest = 9
const firstSize = 500
const smallestSize = 50
const largestSize = 50_000
/** An owner who waits for a short write is told after this that another program holds the file. */
const toldAfterMs = 5_000
/** How often somebody who goes first is looked for again. */
const lookAgainMs = 1
export type ChoreRunner = {
  /** Carries out a chore to its end; resolves to how many it changed. Chores of all campaigns go one after another. */
  readonly run: (id: number) => Promise<number>
  /** Carries out a short write behind what goes first. Rejects with `database-busy` where another program holds the file. */
  readonly piece: <T>(write: () => T) => Promise<T>
  /** The same, and waits until the file comes free. */
  readonly whole: <T>(write: () => T) => Promise<T>
}

/** Long writes that have a mark in the database. */
export type Chores = Pick<ReturnType<typeof createChores>, 'prepare' | 'step'>

/** Carries out chores piece by piece, behind whoever goes first, with rests while a campaign is being sent. */
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
  /** The owner waits for a short write, and is told where the file does not come free; a chore goes on when it does. */
  const untilTold = createPatience(clock, toldAfterMs)
  const untilDone = createPatience(clock, Number.POSITIVE_INFINITY)

  /** Follows the time that a piece took, at most to the double or the half. */
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
