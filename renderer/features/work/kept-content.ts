import type { KeptContent } from '../../../shared/domain/work.ts'
import type { Content } from '../compose/content.ts'

/** What was written, as it is kept. */
export const keptContent = ({
  signature,
  template,
  chosen,
  policies,
  flawPolicies,
  forms,
}: Content): KeptContent => ({
  signature,
  template,
  chosen: [...chosen],
  policies: [...policies],
  flawPolicies: [...flawPolicies],
  forms: [...forms],
})

/** The way back. */
export const contentOf = ({
  signature,
  template,
  chosen,
  policies,
  flawPolicies,
  forms,
}: KeptContent): Content => ({
  signature,
  template,
  chosen: new Map(chosen),
  policies: new Map(policies),
  flawPolicies: new Map(flawPolicies),
  forms: new Map(forms),
})
