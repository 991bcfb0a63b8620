import type { Signature, Template } from '../../../shared/domain/campaign.ts'
import { isBlank, type ParsedTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import type { ContactColumn, UsableContact } from '../import/usable-contacts.ts'
import { columnFor } from './variable-columns.ts'

/** Where a variable's value comes from: the same cell of every row, or one text for everybody. */
export type VariableSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'column'; readonly index: number }
  | { readonly kind: 'fixed'; readonly text: string }

/** What happens to a recipient whose cell is blank. Leaving out is the default: nothing half-filled goes out unasked. */
export type EmptyPolicy = { readonly kind: 'leave-out' } | { readonly kind: 'replace'; readonly text: string }

/** What the owner has written. Maps, because a variable may be called `__proto__`. */
export type Content = {
  readonly signature: Signature
  readonly template: Template
  /** Only what the owner chose; the rest is taken where a column's name leaves no doubt. */
  readonly chosen: ReadonlyMap<string, VariableSource>
  readonly policies: ReadonlyMap<string, EmptyPolicy>
}

export const emptyContent: Content = {
  signature: { name: '', code: '' },
  template: { code: '', text: '' },
  chosen: new Map(),
  policies: new Map(),
}

/** The source of every variable of the template, in its order. */
export const sourcesOf = (
  parsed: ParsedTemplate,
  chosen: ReadonlyMap<string, VariableSource>,
  columns: readonly ContactColumn[],
  phoneColumn: number,
): ReadonlyMap<string, VariableSource> =>
  new Map(
    parsed.variables.map(name => {
      const own = chosen.get(name)
      if (own !== undefined) return [name, own]
      const match = columnFor(name, columns, phoneColumn)
      return [name, match.kind === 'taken' ? { kind: 'column', index: match.column.index } : { kind: 'none' }]
    }),
  )

/** The value of one variable for one contact, before anybody decides about blanks. */
export const rawValue = (source: VariableSource | undefined, contact: UsableContact): string => {
  if (source === undefined || source.kind === 'none') return ''
  return source.kind === 'fixed' ? source.text : (contact.values[source.index] ?? '')
}

/** All values of one contact as they will be sent: a blank one replaced where the owner said so, else left blank. */
export const valuesFor = (
  sources: ReadonlyMap<string, VariableSource>,
  policies: ReadonlyMap<string, EmptyPolicy>,
  contact: UsableContact,
): ReadonlyMap<string, string> =>
  new Map(
    [...sources].map(([name, source]) => {
      const raw = rawValue(source, contact)
      const policy = policies.get(name)
      return [name, isBlank(raw) && policy?.kind === 'replace' ? policy.text : raw]
    }),
  )

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
    const policy = content.policies.get(name)
    if (policy?.kind === 'replace' && isBlank(policy.text) && (blankCounts.get(name) ?? 0) > 0) {
      missing.push({ kind: 'replacement', name })
    }
  }
  return missing
}
