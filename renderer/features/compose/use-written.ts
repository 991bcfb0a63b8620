import { useMemo } from 'react'
import type { VariableSource } from '../../../shared/domain/filling.ts'
import { type ParsedTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'
import { type Content, sourcesOf } from './content.ts'

/** What was written, the variables in its text, and where each of them comes from. */
export type Written = {
  readonly content: Content
  readonly parsed: ParsedTemplate
  readonly sources: ReadonlyMap<string, VariableSource>
}

export const useWritten = (content: Content, contacts: UsableContacts): Written => {
  const { chosen, template } = content
  const parsed = useMemo(() => parseTemplate(template.text), [template.text])
  /** While words are typed the variables stay the same, and whatever shows them is not drawn again. */
  const variables = JSON.stringify(parsed.variables)
  const sources = useMemo(
    () => sourcesOf(JSON.parse(variables), chosen, contacts.columns, contacts.phoneColumn),
    [variables, chosen, contacts],
  )
  return useMemo(() => ({ content, parsed, sources }), [content, parsed, sources])
}
