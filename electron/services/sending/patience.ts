import { isDatabaseBusy } from '../storage/patience.ts'
import type { Clock } from '../time/clock.ts'

/** How long a call goes on asking for a database that another program holds. */
const patienceMs = 5_000
const askAgainMs = 25

/**
 * How long a statement on the sender's own connection stands still for a lock. Its thread serves the owner as well: a
 * lock that lasts is waited for between the statements, not in one.
 */
export const senderBusyTimeoutMs = 100

type Call<A extends readonly unknown[], R> = (...args: A) => Promise<R>

export type Patience = {
  /** The call, tried again while the database is locked. Calls are carried out one after another, in order. */
  readonly patiently: <A extends readonly unknown[], R>(call: Call<A, R>) => Call<A, R>
  readonly isWaiting: () => boolean
}

/** Waits for a locked database without standing in the way of anything else on the thread. */
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
