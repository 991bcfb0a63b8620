import type { LeavableMark } from './row-status.ts'

/** Which row of those with the same phone is used. `fullest`: the one with the fewest blank cells, the first of equals. */
export const keepChoices = ['first', 'last', 'fullest'] as const
export type KeepChoice = (typeof keepChoices)[number]

/** Several phones in one cell: the first is used, or each gets a row of its own under its source row. */
export const severalChoices = ['first', 'each'] as const
export type SeveralChoice = (typeof severalChoices)[number]

/** What the owner decided about the rows of a list. */
export type ImportChoices = {
  /** Classes of marks whose rows get nothing. */
  readonly leftOut: readonly LeavableMark[]
  readonly several: SeveralChoice
  readonly keep: KeepChoice
}

export const defaultChoices: ImportChoices = {
  leftOut: ['extension', 'unreadable'],
  several: 'first',
  keep: 'first',
}
