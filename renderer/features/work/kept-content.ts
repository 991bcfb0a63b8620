import type { KeptContent } from '../../../shared/domain/work.ts'
import type { Content, EmptyPolicy } from '../compose/content.ts'

/** What was written, as it is kept. */
export const keptContent = ({ signature, template, chosen, policies }: Content): KeptContent => ({
  signature,
  template,
  chosen: [...chosen],
  policies: [...policies],
})

/** The way back. */
export const contentOf = ({ signature, template, chosen, policies }: KeptContent): Content => ({
  signature,
  template,
  chosen: new Map(chosen),
  policies: new Map(policies as readonly (readonly [string, EmptyPolicy])[]),
})
