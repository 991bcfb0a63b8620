import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortInTurns } from '../../../../../electron/services/time/sort-in-turns.ts'

/** Counts how much is done between two turns. */
const countingTurns = () => {
  let turns = 0
  return {
    count: () => turns,
    read: async <T>(piece: () => T): Promise<T> => {
      turns += 1
      return piece()
    },
  }
}

test('sorts as Array.sort does, stably, at lengths around those of its pieces', async () => {
  const lengths = fc.constantFrom(0, 1, 2, 1999, 2000, 2001, 4000, 6001, 10_000)
  await fc.assert(
    fc.asyncProperty(
      lengths,
      fc.integer({ min: 1, max: 50 }),
      fc.infiniteStream(fc.nat()),
      async (length, keys, random) => {
        const items = Array.from({ length }, (_, at) => ({ key: Number(random.next().value) % keys, at }))
        const compare = (a: { key: number }, b: { key: number }) => a.key - b.key
        const turns = countingTurns()
        const copy = [...items]
        expect(await sortInTurns(items, compare, turns)).toEqual([...items].sort(compare))
        expect(items).toEqual(copy)
        expect(turns.count()).toBeGreaterThanOrEqual(length / 2000)
      },
    ),
    { numRuns: 30 },
  )
})
