import type { RuleId } from './rules.ts'
import type { Severity } from './severity.ts'

/** One thing that a reviewer may refuse, and its place. */
export type Finding = {
  readonly rule: RuleId
  readonly severity: Severity
  readonly where: 'signature' | 'text' | 'value'
  /** The variable, with `where: 'value'`. */
  readonly variable?: string
  /** The rule of the word that was found, if `rule` only says that it is in a signature or a value. */
  readonly topic?: RuleId
  /** From (inclusive) and to (exclusive), in UTF-16 units of the text as written. Equal: no particular place. */
  readonly start: number
  readonly end: number
}

/**
 * A hidden word is found twice: by its meaning, and as hidden. This keeps one finding for it, with the meaning and
 * the severity of a hidden word; findings that are only hidden are kept.
 */
export function oncePerWord(findings: readonly Finding[]): readonly Finding[] {
  const hidden = findings.filter(({ rule }) => rule === 'disguise')
  if (hidden.length === 0) return findings
  return findings.flatMap(finding => {
    const isHidden = hidden.some(other => isSamePlace(other, finding))
    if (finding.rule !== 'disguise') return isHidden ? [] : [finding]
    if (hidden.find(other => isSamePlace(other, finding)) !== finding) return []
    const meant = findings.filter(other => other.rule !== 'disguise' && isSamePlace(other, finding))
    return meant.length === 0 ? [finding] : meant.map(other => ({ ...other, severity: finding.severity }))
  })
}

const isSamePlace = (one: Finding, other: Finding): boolean =>
  one.where === other.where &&
  one.variable === other.variable &&
  one.start === other.start &&
  one.end === other.end
