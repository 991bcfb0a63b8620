import type { EmptyPolicy, FlawPolicy, ValueForm, VariableSource } from '../../shared/domain/filling.ts'
import { isBlank } from '../../shared/sms/template.ts'
import { writtenValue } from '../../shared/sms/value-form.ts'
import { cleanValue } from '../../shared/text/clean-text.ts'
import { type ValueFlaw, valueFlaws } from '../../shared/text/value-flaws.ts'
import { flawOf } from './value-flaw.ts'

/**
 * What replaces each variable. The preview, the figures over all people and the campaign are filled here and
 * nowhere else.
 */

/**
 * The key of a decision about the values of one variable with the same flaw, or about equal ones among them.
 * Neither names of variables nor values contain a line break.
 */
export const flawKey = (variable: string, flaw: ValueFlaw, value?: string): string =>
  value === undefined ? `${flaw} ${variable}` : `${flaw} ${variable}\n${value}`

/** The decision about one value, or else about its flaw; null if there is none. */
export const flawPolicyOf = (
  flawPolicies: ReadonlyMap<string, FlawPolicy>,
  variable: string,
  flaw: ValueFlaw,
  value: string,
): FlawPolicy | null =>
  flawPolicies.get(flawKey(variable, flaw, value)) ?? flawPolicies.get(flawKey(variable, flaw)) ?? null

/** The keys of decisions about one variable's values. */
export const flawKeysOf = (
  flawPolicies: ReadonlyMap<string, FlawPolicy>,
  variable: string,
): readonly string[] => {
  const all = valueFlaws.map(flaw => flawKey(variable, flaw))
  return [...flawPolicies.keys()].filter(key => all.includes(key.split('\n', 1)[0] ?? ''))
}

/** The owner's decisions about values. Maps, because a variable may be called `__proto__`. */
export type ValueChoices = {
  readonly policies: ReadonlyMap<string, EmptyPolicy>
  /** By `flawKey`; read by `flawPolicyOf`. */
  readonly flawPolicies: ReadonlyMap<string, FlawPolicy>
  readonly forms: ReadonlyMap<string, ValueForm>
}

export type FilledValue = {
  /** The text to send; blank if the person is left out. */
  readonly text: string
  readonly isCut: boolean
  /** The value does not fit the chosen form. */
  readonly isOther: boolean
}

/** Fills one variable from its column's value or the owner's text. */
export type VariableFiller = (raw: string) => FilledValue

const plain = (text: string): FilledValue => ({ text, isCut: false, isOther: false })
const nothing = plain('')

/** The replacement of a blank or flawed value; null: the value itself. */
const decided = (policy: FlawPolicy | null | undefined): FilledValue | null => {
  switch (policy?.kind) {
    case 'leave-out':
      return nothing
    case 'replace':
      return plain(cleanValue(policy.text))
    default:
      return null
  }
}

/** The filler of one variable. Text typed by the owner, for everybody or as a replacement, is used unchanged. */
export function variableFiller(
  variable: string,
  source: VariableSource,
  { policies, flawPolicies, forms }: ValueChoices,
): VariableFiller {
  const blank = decided(policies.get(variable))
  if (source.kind !== 'column') return raw => (isBlank(raw) ? (blank ?? plain(raw)) : plain(raw))
  const byKey = new Map(flawKeysOf(flawPolicies, variable).map(key => [key, decided(flawPolicies.get(key))]))
  const insteadOf = (flaw: ValueFlaw, raw: string): FilledValue | null => {
    const own = byKey.get(flawKey(variable, flaw, raw))
    return own === undefined ? (byKey.get(flawKey(variable, flaw)) ?? null) : own
  }
  const form = forms.get(variable)
  return raw => {
    if (isBlank(raw)) return blank ?? plain(raw)
    const flaw = byKey.size === 0 ? null : flawOf(raw)
    const instead = flaw === null ? null : insteadOf(flaw, raw)
    if (instead !== null) return instead
    return form === undefined ? plain(raw) : writtenValue(raw, form)
  }
}
