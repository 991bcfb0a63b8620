import { isNoValue } from '../../shared/text/no-value.ts'
import { isUnreadable } from '../../shared/text/unreadable.ts'
import type { ValueFlaw } from '../../shared/text/value-flaws.ts'
import { isMixedEncoding } from './mixed-encoding.ts'

/** The flaw of a cleaned value; null for most. A blank value has none, because blanks are handled separately. */
export const flawOf = (value: string): ValueFlaw | null =>
  textFlawOf(value) ?? (isNoValue(value) ? 'no-value' : null)

/** The flaw of a text, cleaned or not, that went through a wrong encoding. */
export const textFlawOf = (text: string): Exclude<ValueFlaw, 'no-value'> | null =>
  isUnreadable(text) ? 'unreadable' : isMixedEncoding(text) ? 'mixed-encoding' : null
