import type { Outcome, PauseCause } from '../../../shared/domain/states.ts'

/** At most this many kinds are listed, because an owner reads them. */
const mostKinds = 8

export type TroubleTally = {
  /**
   * Records an outcome, in order of completion. An accepted one clears the list, unless sending has stopped
   * already.
   */
  readonly came: (outcome: Outcome, hasStopped: boolean) => void
  /** The trouble since the last accepted message, the most frequent first. */
  readonly list: () => readonly PauseCause[]
}

/** Counts what went wrong since the last message that the provider accepted. */
export function createTroubleTally(): TroubleTally {
  const counts = new Map<string, PauseCause>()
  return {
    came(outcome, hasStopped) {
      if (outcome.state === 'accepted') {
        if (!hasStopped) counts.clear()
        return
      }
      const kind = outcome.state === 'rejected' ? { code: outcome.code } : { cause: outcome.cause }
      const key = JSON.stringify(kind)
      counts.set(key, { ...kind, count: (counts.get(key)?.count ?? 0) + 1 })
    },
    list: () => [...counts.values()].sort((one, other) => other.count - one.count).slice(0, mostKinds),
  }
}
