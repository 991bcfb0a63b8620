/** Time as services see it; handed in, so that rules are tested without waiting. */
export type Clock = {
  /** Milliseconds since 1970; may jump when the owner sets the computer's clock. */
  readonly now: () => number
  /** Milliseconds that only ever grow; for rates and latencies. */
  readonly monotonicMs: () => number
  /** Runs the task once after the delay; returns the way to call it off. */
  readonly after: (delayMs: number, task: () => void) => () => void
  /** Runs the task once, after what is at hand; returns the way to call it off. */
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
