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

/** The same flaw of one variable's values: decided at once. */
export const flawKey = (variable: string, flaw: ValueFlaw): string => `${flaw} ${variable}`

/** What the owner decided about values. Maps, because a variable may be called `__proto__`. */
export type ValueChoices = {
  readonly policies: ReadonlyMap<string, EmptyPolicy>
  /** By `flawKey`. */
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
  const byFlaw = new Map(
    valueFlaws.flatMap(flaw => {
      const text = decided(flawPolicies.get(flawKey(variable, flaw)))
      return text === null ? [] : [[flaw, text] as const]
    }),
  )
  const form = forms.get(variable)
  return raw => {
    if (isBlank(raw)) return blank ?? plain(raw)
    const flaw = byFlaw.size === 0 ? null : flawOf(raw)
    const instead = flaw === null ? undefined : byFlaw.get(flaw)
    if (instead !== undefined) return instead
    return form === undefined ? plain(raw) : writtenValue(raw, form)
  }
}
