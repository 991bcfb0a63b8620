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

export type ValueWarning = {
  readonly rule: RuleId
  readonly severity: Severity
  /** People, each once. */
  readonly count: number
  /** The first of them. */
  readonly people: readonly WarnedPerson[]
}

/** As many people of one kind as a screen lists. */
const peopleShown = 200

const weights: Readonly<Record<Severity, number>> = { likely: 2, often: 1, mind: 0 }

export type ValueTally = {
  readonly add: (
    person: { readonly row: number; readonly phone: string },
    findings: readonly Finding[],
    textOf: (variable: string) => string,
  ) => void
  readonly warnings: () => readonly ValueWarning[]
}

/** Counts what is found in the values of one recipient after the other, per rule. */
export const valueTally = (): ValueTally => {
  const byRule = new Map<RuleId, { severity: Severity; count: number; people: WarnedPerson[] }>()
  return {
    add: ({ row, phone }, findings, textOf) => {
      const counted = new Set<RuleId>()
      for (const { rule, severity, variable = '', topic, start, end } of findings) {
        const known = byRule.get(rule) ?? { severity, count: 0, people: [] }
        byRule.set(rule, known)
        if (weights[severity] > weights[known.severity]) known.severity = severity
        if (counted.has(rule)) continue
        counted.add(rule)
        known.count += 1
        if (known.people.length < peopleShown)
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
