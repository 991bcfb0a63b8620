/** After two crashes within this time the window is not reopened by itself. */
const closeTogetherMs = 10_000

/** Whether a crashed window is reopened: yes, unless it crashed only a moment ago. */
export function createCrashRule(now: () => number): () => 'reopen' | 'give-up' {
  let lastAt = Number.NEGATIVE_INFINITY
  return () => {
    const at = now()
    const isSoon = at - lastAt < closeTogetherMs
    lastAt = at
    return isSoon ? 'give-up' : 'reopen'
  }
}
