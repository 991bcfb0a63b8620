/** Two crashes of the window within this time are one too many. */
const closeTogetherMs = 10_000

/** Whether a window that has crashed is opened anew: yes, unless the last time was only just now. */
export function createCrashRule(now: () => number): () => 'reopen' | 'give-up' {
  let lastAt = Number.NEGATIVE_INFINITY
  return () => {
    const at = now()
    const isSoon = at - lastAt < closeTogetherMs
    lastAt = at
    return isSoon ? 'give-up' : 'reopen'
  }
}
