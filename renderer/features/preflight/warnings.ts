import type { EarlierSends, Preflight } from '../../../shared/domain/campaign.ts'
import type { Finding } from '../../../shared/sms/review/finding.ts'
import type { RuleId } from '../../../shared/sms/review/rules.ts'
import type { Severity } from '../../../shared/sms/review/severity.ts'
import { type ValueFlaw, valueFlaws } from '../../../shared/text/value-flaws.ts'
import type { RecentPeople } from './build-campaign.ts'
import type { ValueWarning, WarnedPeople } from './value-warnings.ts'

/** Kinds of warnings besides the rules of the review; their words stand in `review.json`, `warning.<id>`. */
const otherWarnings = [...valueFlaws, 'maybe-too-long', 'same-text', 'recent'] as const
type OtherWarning = (typeof otherWarnings)[number]

export const isOther = (id: Warning['id']): id is OtherWarning => otherWarnings.some(other => other === id)

/** One kind of warning that still stands before a campaign is sent. */
export type Warning = {
  readonly id: RuleId | OtherWarning
  readonly severity: Severity
  /** How many messages it concerns. */
  readonly count: number
  /** Where it is in the text that everybody gets. */
  readonly findings: readonly Finding[]
  /** Those whom it concerns by their own values; null: nobody. */
  readonly people: WarnedPeople | null
}

/** What is known of a draft when its warnings are gathered. */
export type WarningFacts = {
  readonly preflight: Preflight
  /** Who of those to be sent had the very same text already. */
  readonly sameText: EarlierSends
  readonly recent: Pick<RecentPeople, 'people'>
  /** In signature and fixed text. */
  readonly findings: readonly Finding[]
  /** In the recipients' values. */
  readonly values: readonly ValueWarning[]
  /** Values that are none or can't be read, and go out as they stand. */
  readonly flaws: readonly ValueWarning<ValueFlaw>[]
}

type WarningSource = (facts: WarningFacts) => readonly Warning[]

const weights: Readonly<Record<Severity, number>> = { likely: 2, often: 1, mind: 0 }
const heavier = (one: Severity, other: Severity): Severity => (weights[one] >= weights[other] ? one : other)

const ofReview: WarningSource = ({ preflight, findings, values }) => {
  const byRule = new Map<RuleId, Warning>()
  for (const finding of findings) {
    const known = byRule.get(finding.rule)
    byRule.set(finding.rule, {
      id: finding.rule,
      severity: known === undefined ? finding.severity : heavier(known.severity, finding.severity),
      count: preflight.toSend,
      findings: [...(known?.findings ?? []), finding],
      people: null,
    })
  }
  for (const { rule, severity, people } of values) {
    const known = byRule.get(rule)
    byRule.set(rule, {
      id: rule,
      severity: known === undefined ? severity : heavier(known.severity, severity),
      count: known?.count ?? people.total,
      findings: known?.findings ?? [],
      people,
    })
  }
  return [...byRule.values()]
}

const ofLength: WarningSource = ({ preflight }) =>
  preflight.maybeTooLong === 0
    ? []
    : [{ id: 'maybe-too-long', severity: 'often', count: preflight.maybeTooLong, findings: [], people: null }]

const ofFlaws: WarningSource = ({ flaws }) =>
  flaws.map(({ rule, severity, people }) => ({
    id: rule,
    severity,
    count: people.total,
    findings: [],
    people,
  }))

/** To most of them: the list was sent before. To some: the list has grown, or is another one. */
const ofSameText: WarningSource = ({ preflight: { toSend }, sameText: { people } }) =>
  people === 0
    ? []
    : [
        {
          id: 'same-text',
          severity: people * 2 >= toSend ? 'likely' : 'often',
          count: people,
          findings: [],
          people: null,
        },
      ]

const ofRecent: WarningSource = ({ recent: { people } }) =>
  people === 0 ? [] : [{ id: 'recent', severity: 'often', count: people, findings: [], people: null }]

/** Whoever finds something that an owner must have seen before money leaves adds a source here. */
const sources: readonly WarningSource[] = [ofSameText, ofRecent, ofFlaws, ofReview, ofLength]

/** All warnings that stand, the heaviest first. Nothing that was found on the content screen is missing here. */
export const gatherWarnings = (facts: WarningFacts): readonly Warning[] =>
  sources
    .flatMap(source => source(facts))
    .toSorted((one, other) => weights[other.severity] - weights[one.severity])

/** Those that the owner has to tick. */
export const toTick = (warnings: readonly Warning[]): readonly Warning[] =>
  warnings.filter(({ severity }) => severity !== 'mind')
