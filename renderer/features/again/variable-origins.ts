import type { VariableOrigin } from '../../../shared/domain/campaign.ts'
import { mostFlawChoices, type VariableSource } from '../../../shared/domain/filling.ts'
import { valueFlaws } from '../../../shared/text/value-flaws.ts'
import { flawKey, flawKeysOf, type ValueChoices } from '../../lib/filling.ts'
import type { ContactColumn } from '../import/usable-contacts.ts'

/** Where each variable comes from and what was decided about its values, in names, which outlive a list: its columns are numbered per file. */
export const variableOrigins = (
  sources: ReadonlyMap<string, VariableSource>,
  columns: readonly ContactColumn[],
  { policies, flawPolicies, forms }: ValueChoices,
): VariableOrigin[] =>
  [...sources].flatMap(([variable, source]): VariableOrigin[] => {
    if (source.kind === 'fixed') return [{ variable, text: source.text }]
    const column = columns.find(({ index }) => source.kind === 'column' && index === source.index)
    if (column === undefined) return []
    const blank = policies.get(variable)
    const form = forms.get(variable)
    const flaws = decidedFlaws(variable, flawPolicies)
    return [
      {
        variable,
        column: column.name,
        ...(blank === undefined ? {} : { blank }),
        ...(flaws.length === 0 ? {} : { flaws }),
        ...(form === undefined ? {} : { form }),
      },
    ]
  })

const decidedFlaws = (variable: string, flawPolicies: ValueChoices['flawPolicies']) =>
  flawKeysOf(flawPolicies, variable)
    .slice(0, mostFlawChoices)
    .flatMap(key => {
      const policy = flawPolicies.get(key)
      const flaw = valueFlaws.find(each => key.startsWith(`${each} `))
      const value = key.split('\n')[1]
      return policy === undefined || flaw === undefined
        ? []
        : [value === undefined ? { flaw, policy } : { flaw, value, policy }]
    })

/** The same for another list: only where exactly one of its columns has the name. */
export const sourcesByName = (
  origins: readonly VariableOrigin[],
  columns: readonly ContactColumn[],
): ReadonlyMap<string, VariableSource> =>
  new Map(
    origins.flatMap((origin): [string, VariableSource][] => {
      if ('text' in origin) return [[origin.variable, { kind: 'fixed', text: origin.text }]]
      const [column, ...others] = columns.filter(({ name }) => name === origin.column)
      return column === undefined || others.length > 0
        ? []
        : [[origin.variable, { kind: 'column', index: column.index }]]
    }),
  )

/** What was decided about values, for the same variables once more: whichever column they come from then. */
export const choicesOf = (origins: readonly VariableOrigin[]): ValueChoices => ({
  policies: new Map(
    origins.flatMap(origin =>
      'text' in origin || origin.blank === undefined ? [] : [[origin.variable, origin.blank]],
    ),
  ),
  flawPolicies: new Map(
    origins.flatMap(origin =>
      'text' in origin
        ? []
        : (origin.flaws ?? []).map(({ flaw, value, policy }) => [
            flawKey(origin.variable, flaw, value),
            policy,
          ]),
    ),
  ),
  forms: new Map(
    origins.flatMap(origin =>
      'text' in origin || origin.form === undefined ? [] : [[origin.variable, origin.form]],
    ),
  ),
})
