import type { Signature, Template } from '../../../shared/domain/campaign.ts'
import type { EmptyPolicy, FlawPolicy, ValueForm, VariableSource } from '../../../shared/domain/filling.ts'
import { isBlank, parseTemplate } from '../../../shared/sms/template.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import type { ValueFlaw } from '../../../shared/text/value-flaws.ts'
import { flawKeysOf, flawPolicyOf, type ValueChoices, variableFiller } from '../../lib/filling.ts'
import { flawOf } from '../../lib/value-flaw.ts'
import type { ContactColumn, UsableContact } from '../import/usable-contacts.ts'
import { columnFor } from './variable-columns.ts'

/** What the owner has written. Maps, because a variable may be called `__proto__`. */
export type Content = {
  readonly signature: Signature
  readonly template: Template
  /** Only what the owner chose; the rest is taken where a column's name leaves no doubt. */
  readonly chosen: ReadonlyMap<string, VariableSource>
  readonly policies: ReadonlyMap<string, EmptyPolicy>
  /** By `flawKey`. */
  readonly flawPolicies: ReadonlyMap<string, FlawPolicy>
  /** How values are written where not as they stand in the list. */
  readonly forms: ReadonlyMap<string, ValueForm>
}

export const emptyContent: Content = {
  signature: { name: '', code: '' },
  template: { code: '', text: '' },
  chosen: new Map(),
  policies: new Map(),
  flawPolicies: new Map(),
  forms: new Map(),
}

/** The source of every variable of the template, in its order. */
export const sourcesOf = (
  variables: readonly string[],
  chosen: ReadonlyMap<string, VariableSource>,
  columns: readonly ContactColumn[],
  phoneColumn: number,
): ReadonlyMap<string, VariableSource> =>
  new Map(
    variables.map(name => {
      const own = chosen.get(name)
      if (own !== undefined) return [name, own]
      const match = columnFor(name, columns, phoneColumn)
      return [name, match.kind === 'taken' ? { kind: 'column', index: match.column.index } : { kind: 'none' }]
    }),
  )

/** The value of one variable for one contact, before anybody decides about blanks. */
export const rawValue = (source: VariableSource | undefined, contact: UsableContact): string => {
  if (source === undefined || source.kind === 'none') return ''
  return source.kind === 'fixed' ? cleanValue(source.text) : (contact.values[source.index] ?? '')
}

/** A value with a flaw, and what the owner decided about it; null where nothing was decided. */
export type FlawedValue = {
  readonly variable: string
  readonly flaw: ValueFlaw
  readonly value: string
  readonly policy: FlawPolicy | null
}

const flawedValue = (
  variable: string,
  source: VariableSource,
  raw: string,
  { flawPolicies }: Pick<ValueChoices, 'flawPolicies'>,
): FlawedValue | null => {
  // What the owner typed for everybody is meant.
  if (source.kind !== 'column' || isBlank(raw)) return null
  const flaw = flawOf(raw)
  return flaw === null
    ? null
    : { variable, flaw, value: raw, policy: flawPolicyOf(flawPolicies, variable, flaw, raw) }
}

/** The values of one contact that have a flaw. */
export const flawsFor = (
  sources: ReadonlyMap<string, VariableSource>,
  policies: Pick<ValueChoices, 'flawPolicies'>,
  contact: UsableContact,
): readonly FlawedValue[] =>
  [...sources].flatMap(
    ([name, source]) => flawedValue(name, source, rawValue(source, contact), policies) ?? [],
  )

/** Whether the value goes out as it stands. */
export const isSentAsItIs = ({ policy }: FlawedValue): boolean => policy === null || policy.kind === 'keep'

/**
 * Fills in what the sources and the owner's choices say, one contact after the other: values by variable, in the order of
 * the template. Everything that is sent goes through here.
 */
export const valuesFiller = (
  sources: ReadonlyMap<string, VariableSource>,
  choices: ValueChoices,
): ((contact: UsableContact) => ReadonlyMap<string, string>) => {
  const fillers = [...sources].map(
    ([name, source]) => [name, source, variableFiller(name, source, choices)] as const,
  )
  return contact =>
    new Map(fillers.map(([name, source, fill]) => [name, fill(rawValue(source, contact)).text]))
}

/** All values of one contact as they will be sent. */
export const valuesFor = (
  sources: ReadonlyMap<string, VariableSource>,
  choices: ValueChoices,
  contact: UsableContact,
): ReadonlyMap<string, string> => valuesFiller(sources, choices)(contact)

/** What still has to be filled in before the list can be checked against the content. */
export type Missing =
  | {
      readonly kind:
        | 'signature-name'
        | 'signature-code'
        | 'template-code'
        | 'template-text'
        | 'broken-variable'
    }
  | { readonly kind: 'variable' | 'fixed-text' | 'replacement'; readonly name: string }

export const missingOf = (
  content: Content,
  sources: ReadonlyMap<string, VariableSource>,
  /** How many contacts are blank in a variable; a replacement is only asked for where it is needed. */
  blankCounts: ReadonlyMap<string, number>,
  /** Keys (`flawKey`) of the flaws that there are, and of their values. */
  flaws: ReadonlySet<string>,
): readonly Missing[] => {
  const missing: Missing[] = []
  if (isBlank(content.signature.name)) missing.push({ kind: 'signature-name' })
  if (isBlank(content.signature.code)) missing.push({ kind: 'signature-code' })
  if (isBlank(content.template.code)) missing.push({ kind: 'template-code' })
  if (isBlank(content.template.text)) missing.push({ kind: 'template-text' })
  if (parseTemplate(content.template.text).problems.length > 0) missing.push({ kind: 'broken-variable' })
  for (const [name, source] of sources) {
    if (source.kind === 'none') missing.push({ kind: 'variable', name })
    if (source.kind === 'fixed' && isBlank(source.text)) missing.push({ kind: 'fixed-text', name })
    const isBlankReplacement = (policy: FlawPolicy | undefined): boolean =>
      policy?.kind === 'replace' && isBlank(policy.text)
    if (
      (isBlankReplacement(content.policies.get(name)) && (blankCounts.get(name) ?? 0) > 0) ||
      flawKeysOf(content.flawPolicies, name).some(
        key => flaws.has(key) && isBlankReplacement(content.flawPolicies.get(key)),
      )
    )
      missing.push({ kind: 'replacement', name })
  }
  return missing
}
