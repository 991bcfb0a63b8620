/** The time for services; passed in, so that rules can be tested without waiting. */
export type Clock = {
  /** Milliseconds since 1970; may jump when the computer's clock is changed. */
  readonly now: () => number
  /** Monotonic milliseconds; for rates and latencies. */
  readonly monotonicMs: () => number
  /** Runs the task once after the delay; returns a function that cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void
  /** Runs the task once, after the pending work; returns a function that cancels it. */
  readonly soon: (task: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
  soon: task => {
    const immediate = setImmediate(task)
    return () => clearImmediate(immediate)
  },
}
