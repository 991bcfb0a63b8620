import type { Finding } from '../../../shared/sms/review/finding.ts'
import type { RuleId } from '../../../shared/sms/review/rules.ts'
import type { Severity } from '../../../shared/sms/review/severity.ts'

/** Somebody whose message is warned of, and what was found. */
export type WarnedPerson = {
  /** Row in the list, header = 1. */
  readonly row: number
  readonly phone: string
  readonly variable: string
  readonly topic?: RuleId
  readonly word: string
}

/** What is found in a value: a finding of the review, or a flaw, and the piece of the value that it is about. */
export type FoundInValue<Rule extends string> = Omit<Finding, 'rule' | 'where' | 'start' | 'end'> & {
  readonly rule: Rule
  readonly word: string
}

export type TalliedWarning<Rule extends string = RuleId> = {
  readonly rule: Rule
  readonly severity: Severity
  /** Whom it concerns, each once, in the order in which they were added. */
  readonly places: readonly number[]
}

const weights: Readonly<Record<Severity, number>> = { likely: 2, often: 1, mind: 0 }

export type ValueTally<Rule extends string = RuleId> = {
  /** `place`: by which the person is found again, so that nothing else of them has to be kept. */
  readonly add: (place: number, found: readonly FoundInValue<Rule>[]) => void
  readonly warnings: () => readonly TalliedWarning<Rule>[]
}

/** Counts what is found in the values of one recipient after the other, per rule. */
export const valueTally = <Rule extends string = RuleId>(): ValueTally<Rule> => {
  const byRule = new Map<Rule, { severity: Severity; readonly places: number[] }>()
  return {
    add: (place, found) => {
      for (const { rule, severity } of found) {
        const known = byRule.get(rule) ?? { severity, places: [] }
        byRule.set(rule, known)
        if (weights[severity] > weights[known.severity]) known.severity = severity
        if (known.places.at(-1) !== place) known.places.push(place)
      }
    },
    warnings: () => [...byRule].map(([rule, { severity, places }]) => ({ rule, severity, places })),
  }
}
