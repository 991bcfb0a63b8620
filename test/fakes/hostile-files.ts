import { createDice, textKinds } from './hostile-text.ts'
import { type HostileWorkbook, workbookKinds } from './hostile-workbooks.ts'
import { createSeededRandom } from './seeded-random.ts'

export type HostileFile = {
  readonly name: string
  readonly kind: string
  readonly isWorkbook: boolean
} & HostileWorkbook

/** Hostile file number `index` of a series: the same bytes in every run. Every fourth is a workbook. */
export async function hostileFile(seed: number, index: number): Promise<HostileFile> {
  const dice = createDice(createSeededRandom(seed * 1_000_003 + index))
  if (index % 4 === 0) {
    const { name, make } = dice.pick(workbookKinds)
    return { name: `${index}.xls`, kind: name, isWorkbook: true, ...(await make(dice)) }
  }
  const { name, make } = dice.pick(textKinds)
  return { name: `${index}.csv`, kind: name, isWorkbook: false, bytes: make(dice), mustBe: 'any' }
}
