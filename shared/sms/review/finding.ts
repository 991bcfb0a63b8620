import type { RuleId } from './rules.ts'
import type { Severity } from './severity.ts'

/** One thing that a reviewer may refuse, and its place. */
export type Finding = {
  readonly rule: RuleId
  readonly severity: Severity
  readonly where: 'signature' | 'text' | 'value'
  /** The variable, with `where: 'value'`. */
  readonly variable?: string
  /** The rule of the word that was found, where `rule` only says that it stands in a signature or a value. */
  readonly topic?: RuleId
  /** From (inclusive) and to (exclusive), in UTF-16 units of the text as it was written. Equal: it names no place. */
  readonly start: number
  readonly end: number
}
