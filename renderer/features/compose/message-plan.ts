import type { VariableSource } from '../../../shared/domain/filling.ts'
import type { MessagePlan } from '../../../shared/domain/message-view.ts'
import type { Content } from './content.ts'

/** What the worker needs to know to say what everybody's message comes to. */
export const messagePlan = (
  { signature, template, policies, flawPolicies, forms }: Omit<Content, 'chosen'>,
  sources: ReadonlyMap<string, VariableSource>,
  optOutWording: string,
): MessagePlan => ({
  signatureName: signature.name,
  templateText: template.text,
  optOutWording,
  sources: [...sources],
  policies: [...policies],
  flawPolicies: [...flawPolicies],
  forms: [...forms],
})
