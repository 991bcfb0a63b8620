import type { Turns } from './turns.ts'

/** Items sorted, or merged, in one turn. */
const perTurn = 2_000

/** Sorts a copy as `Array.sort` does, stably, but in short pieces of work. */
export async function sortInTurns<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  turns: Pick<Turns, 'read'>,
): Promise<readonly T[]> {
  let runs: (readonly T[])[] = []
  for (let at = 0; at < items.length; at += perTurn) {
    runs.push(await turns.read(() => items.slice(at, at + perTurn).sort(compare)))
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = []
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(await mergeInTurns(runs[at] ?? [], runs[at + 1] ?? [], compare, turns))
    }
    runs = merged
  }
  return runs[0] ?? []
}

/** Merges two sorted runs; of equal items, those of the first run come first. */
async function mergeInTurns<T>(
  first: readonly T[],
  second: readonly T[],
  compare: (a: T, b: T) => number,
  turns: Pick<Turns, 'read'>,
): Promise<readonly T[]> {
  const merged: T[] = []
  let a = 0
  let b = 0
  const mergeSome = () => {
    for (let n = 0; n < perTurn; n++) {
      const left = first[a]
      const right = second[b]
      if (a === first.length) {
        if (b === second.length) return
        merged.push(right as T)
        b += 1
      } else if (b === second.length || compare(left as T, right as T) <= 0) {
        merged.push(left as T)
        a += 1
      } else {
        merged.push(right as T)
        b += 1
      }
    }
  }
  while (merged.length < first.length + second.length) await turns.read(mergeSome)
  return merged
}
