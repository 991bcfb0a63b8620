import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Finding } from '../../shared/sms/review/finding.ts'
import { reviewMessage } from '../../shared/sms/review/review.ts'
import { parseTemplate } from '../../shared/sms/template.ts'

/** A message as a shop writes it, with the rules that it breaks and the small findings that it may have. */
const textSchema = z.object({
  id: z.string(),
  trade: z.string(),
  signature: z.string(),
  text: z.string(),
  values: z.array(z.record(z.string(), z.string())).default([]),
  breaks: z.array(z.string()),
  small: z.array(z.string()),
})
type ReviewText = z.infer<typeof textSchema>

const read = (name: string): readonly ReviewText[] =>
  z
    .array(textSchema)
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'lint', name), 'utf8')))

export const findingsIn = ({
  signature,
  text,
  values = [],
}: Pick<ReviewText, 'signature' | 'text'> & {
  readonly values?: ReviewText['values']
}): readonly Finding[] => {
  const review = reviewMessage({
    signatureName: signature,
    templateText: text,
    optOutWording: '',
    warnWords: [],
    rulesOff: [],
  })
  const { variables } = parseTemplate(text)
  return [
    ...review.findings,
    ...values.flatMap(each => review.valueFindings(variables.map(name => each[name] ?? ''))),
  ]
}

export type ReviewMeasure = {
  /** Share of the broken rules that were found, each by a finding of its own. */
  readonly recall: number
  /** Share of the fine texts with a finding that is likely or often. */
  readonly falseAlarms: number
  /** Share of the fine texts with a small finding that nobody expects. */
  readonly unexpectedSmall: number
  readonly byRule: ReadonlyMap<string, { readonly broken: number; readonly found: number }>
  /** Broken and not found, found and not broken: one line each. */
  readonly missed: readonly string[]
  readonly false: readonly string[]
  /** On texts that break something: likely and often findings of rules that nobody named. */
  readonly beside: readonly string[]
}

/** Counts what the rules find in the kept texts. A rule counts as found only by a finding of that very rule. */
export const measureReview = (): ReviewMeasure => {
  const breaking = read('breaking.json')
  const fine = read('fine.json')
  const byRule = new Map<string, { broken: number; found: number }>()
  const missed: string[] = []
  const beside: string[] = []
  for (const each of breaking) {
    const rules = new Map(findingsIn(each).map(({ rule, severity }) => [rule as string, severity]))
    for (const rule of each.breaks) {
      const count = byRule.get(rule) ?? { broken: 0, found: 0 }
      byRule.set(rule, { broken: count.broken + 1, found: count.found + (rules.has(rule) ? 1 : 0) })
      if (!rules.has(rule)) missed.push(`${each.id} ${rule}`)
    }
    for (const [rule, severity] of rules)
      if (severity !== 'mind' && !each.breaks.includes(rule) && !each.small.includes(rule))
        beside.push(`${each.id} ${rule}`)
  }
  let alarmed = 0
  let surprised = 0
  const falseOnes: string[] = []
  for (const each of fine) {
    const findings = findingsIn(each)
    const loud = findings.filter(({ severity }) => severity !== 'mind')
    const small = findings.filter(({ severity, rule }) => severity === 'mind' && !each.small.includes(rule))
    if (loud.length > 0) alarmed += 1
    if (small.length > 0) surprised += 1
    for (const { rule } of [...loud, ...small]) falseOnes.push(`${each.id} ${rule}`)
  }
  const counts = [...byRule.values()]
  const sum = (name: 'broken' | 'found'): number => counts.reduce((total, count) => total + count[name], 0)
  return {
    recall: sum('found') / sum('broken'),
    falseAlarms: alarmed / fine.length,
    unexpectedSmall: surprised / fine.length,
    byRule,
    missed,
    false: falseOnes,
    beside,
  }
}
