import type { EmptyPolicy, FlawPolicy, ValueForm, VariableSource } from '../../shared/domain/filling.ts'
import { isBlank } from '../../shared/sms/template.ts'
import { writtenValue } from '../../shared/sms/value-form.ts'
import { cleanValue } from '../../shared/text/clean-text.ts'
import { type ValueFlaw, valueFlaws } from '../../shared/text/value-flaws.ts'
import { flawOf } from './value-flaw.ts'

/**
 * What goes out in the place of each variable. The preview, the figures over all people and the campaign that is built are
 * filled here and nowhere else.
 */

/**
 * What is decided at once: the values of one variable that have the same flaw, or those among them that say the same. Neither
 * names of variables nor values hold a line break.
 */
export const flawKey = (variable: string, flaw: ValueFlaw, value?: string): string =>
  value === undefined ? `${flaw} ${variable}` : `${flaw} ${variable}\n${value}`

/** A value that was decided by itself before all others with its flaw; null where nothing was decided. */
export const flawPolicyOf = (
  flawPolicies: ReadonlyMap<string, FlawPolicy>,
  variable: string,
  flaw: ValueFlaw,
  value: string,
): FlawPolicy | null =>
  flawPolicies.get(flawKey(variable, flaw, value)) ?? flawPolicies.get(flawKey(variable, flaw)) ?? null

/** Keys of what was decided about one variable's values. */
export const flawKeysOf = (
  flawPolicies: ReadonlyMap<string, FlawPolicy>,
  variable: string,
): readonly string[] => {
  const all = valueFlaws.map(flaw => flawKey(variable, flaw))
  return [...flawPolicies.keys()].filter(key => all.includes(key.split('\n', 1)[0] ?? ''))
}

/** What the owner decided about values. Maps, because a variable may be called `__proto__`. */
export type ValueChoices = {
  readonly policies: ReadonlyMap<string, EmptyPolicy>
  /** By `flawKey`; read by `flawPolicyOf`. */
  readonly flawPolicies: ReadonlyMap<string, FlawPolicy>
  readonly forms: ReadonlyMap<string, ValueForm>
}

export type FilledValue = {
  /** What goes out; blank where the person is left out. */
  readonly text: string
  readonly isCut: boolean
  /** It does not fit the form that was asked for. */
  readonly isOther: boolean
}

/** Fills one variable from what its column or the owner's text says. */
export type VariableFiller = (raw: string) => FilledValue

const plain = (text: string): FilledValue => ({ text, isCut: false, isOther: false })
const nothing = plain('')

/** What goes out in the place of a value that is blank or has a flaw; null: the value itself. */
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

/** The filler of one variable. What the owner typed, for everybody or in the place of something, is meant as it stands. */
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
