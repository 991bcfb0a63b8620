import { isDatabaseBusy } from '../storage/patience.ts'
import type { Clock } from '../time/clock.ts'

/** How long a call is tried again while another program holds the database. */
const patienceMs = 5_000
const askAgainMs = 25

/**
 * How long a statement on the sender's connection blocks on a lock. Its thread also serves the owner's calls, so a
 * longer lock is waited for between statements, not within one.
 */
export const senderBusyTimeoutMs = 100

type Call<A extends readonly unknown[], R> = (...args: A) => Promise<R>

export type Patience = {
  /** The call, tried again while the database is locked. Calls are carried out one after another, in order. */
  readonly patiently: <A extends readonly unknown[], R>(call: Call<A, R>) => Call<A, R>
  readonly isWaiting: () => boolean
}

/** Waits for a locked database without blocking other work on the thread. */
export function createPatience(clock: Clock, onChange: () => void = () => {}): Patience {
  let before: Promise<unknown> = Promise.resolve()
  let isWaiting = false

  const setWaiting = (waiting: boolean) => {
    if (waiting === isWaiting) return
    isWaiting = waiting
    onChange()
  }

  const carryOut = async <R>(go: () => Promise<R>): Promise<R> => {
    const startedMs = clock.monotonicMs()
    for (;;) {
      try {
        const result = await go()
        setWaiting(false)
        return result
      } catch (error) {
        if (!isDatabaseBusy(error) || clock.monotonicMs() - startedMs >= patienceMs) {
          setWaiting(false)
          throw error
        }
      }
      setWaiting(true)
      await new Promise<void>(resolve => clock.after(askAgainMs, resolve))
    }
  }

  return {
    patiently:
      call =>
      (...args) => {
        const answer = before.then(() => carryOut(() => call(...args)))
        before = answer.catch(() => {})
        return answer
      },
    isWaiting: () => isWaiting,
  }
}
