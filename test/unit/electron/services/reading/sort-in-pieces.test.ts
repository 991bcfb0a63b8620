import { expect, test } from 'vitest'
import { sortInPieces } from '../../../../../electron/services/reading/sort-in-pieces.ts'
import { createSeededRandom } from '../../../../fakes/seeded-random.ts'

test.each([0, 1, 2, 32_768, 32_769, 100_003, 200_000])(
  '%i numbers stand in order, and others had their turn',
  async length => {
    const random = createSeededRandom(length + 1)
    const numbers = Float64Array.from({ length }, () => Math.floor(random() * 1e6))
    const expected = Float64Array.from(numbers).sort()
    let turns = 0
    const sorted = await sortInPieces(numbers, async () => {
      turns += 1
    })
    expect(sorted).toEqual(expected)
    expect(turns).toBeGreaterThanOrEqual(Math.floor(length / 32_768))
  },
)
