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

export type ValueWarning<Rule extends string = RuleId> = {
  readonly rule: Rule
  readonly severity: Severity
  /** People, each once. */
  readonly count: number
  /** Nearly always all of them; of more than `mostListed` the first. */
  readonly people: readonly WarnedPerson[]
}

/** As many people of one kind as are kept to be leafed through: 3 MB. */
const mostListed = 20_000

const weights: Readonly<Record<Severity, number>> = { likely: 2, often: 1, mind: 0 }

/** What is found in a value: a finding of the review, or a flaw. */
type Found<Rule extends string> = Omit<Finding, 'rule' | 'where'> & { readonly rule: Rule }

export type ValueTally<Rule extends string = RuleId> = {
  readonly add: (
    person: { readonly row: number; readonly phone: string },
    findings: readonly Found<Rule>[],
    textOf: (variable: string) => string,
  ) => void
  readonly warnings: () => readonly ValueWarning<Rule>[]
}

/** Counts what is found in the values of one recipient after the other, per rule. */
export const valueTally = <Rule extends string = RuleId>(): ValueTally<Rule> => {
  const byRule = new Map<Rule, { severity: Severity; count: number; people: WarnedPerson[] }>()
  return {
    add: ({ row, phone }, findings, textOf) => {
      const counted = new Set<Rule>()
      for (const { rule, severity, variable = '', topic, start, end } of findings) {
        const known = byRule.get(rule) ?? { severity, count: 0, people: [] }
        byRule.set(rule, known)
        if (weights[severity] > weights[known.severity]) known.severity = severity
        if (counted.has(rule)) continue
        counted.add(rule)
        known.count += 1
        if (known.people.length < mostListed)
          known.people.push({
            row,
            phone,
            variable,
            word: textOf(variable).slice(start, end),
            ...(topic === undefined ? {} : { topic }),
          })
      }
    },
    warnings: () =>
      [...byRule].map(([rule, { severity, count, people }]) => ({ rule, severity, count, people })),
  }
}
