import { isNoValue } from '../../shared/text/no-value.ts'
import { isUnreadable } from '../../shared/text/unreadable.ts'
import { isMixedEncoding } from './mixed-encoding.ts'

/** What may be wrong with a value that is there, so that only the owner can say what a message should hold in its place. */
export const valueFlaws = ['no-value', 'unreadable', 'mixed-encoding'] as const
export type ValueFlaw = (typeof valueFlaws)[number]

/** The flaw of a cleaned value; null for most. A blank value has none: blank it is. */
export const flawOf = (value: string): ValueFlaw | null =>
  textFlawOf(value) ?? (isNoValue(value) ? 'no-value' : null)

/** The flaw of a text, cleaned or not, that came through a wrong encoding. */
export const textFlawOf = (text: string): Exclude<ValueFlaw, 'no-value'> | null =>
  isUnreadable(text) ? 'unreadable' : isMixedEncoding(text) ? 'mixed-encoding' : null
