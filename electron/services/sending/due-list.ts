/** Recipients that are due again, each at its time. Short: only messages that did not leave are in it. */
export type DueList = {
  readonly add: (seq: number, dueMs: number) => void
  /** Removes and returns at most `limit` recipients that are due. */
  readonly take: (nowMs: number, limit: number) => readonly number[]
  /** The time of the next one, or null when there is none. */
  readonly nextMs: () => number | null
  readonly size: () => number
}

export function createDueList(): DueList {
  // Sorted by time; entries come nearly in order, so insertion from the end is short.
  const entries: { readonly seq: number; readonly dueMs: number }[] = []
  return {
    add(seq, dueMs) {
      let index = entries.length
      while (index > 0 && (entries[index - 1]?.dueMs ?? 0) > dueMs) index -= 1
      entries.splice(index, 0, { seq, dueMs })
    },
    take(nowMs, limit) {
      let count = 0
      while (count < limit && (entries[count]?.dueMs ?? Number.POSITIVE_INFINITY) <= nowMs) count += 1
      return entries.splice(0, count).map(({ seq }) => seq)
    },
    nextMs: () => entries[0]?.dueMs ?? null,
    size: () => entries.length,
  }
}
