import { isNoValue } from './no-value.ts'
import { isUnreadable } from './unreadable.ts'

/** What may be wrong with a value that is there, so that only the owner can say what a message should hold in its place. */
export const valueFlaws = ['no-value', 'unreadable'] as const
export type ValueFlaw = (typeof valueFlaws)[number]

/** The flaw of a cleaned value; null for most. A blank value has none: blank it is. */
export const flawOf = (value: string): ValueFlaw | null =>
  isUnreadable(value) ? 'unreadable' : isNoValue(value) ? 'no-value' : null
