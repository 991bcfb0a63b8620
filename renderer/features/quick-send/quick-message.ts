import type { CampaignView, Mode, Signature, Template } from '../../../shared/domain/campaign.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import { isBlank, parseTemplate } from '../../../shared/sms/template.ts'
import type { Content } from '../compose/content.ts'

/** What a single message is made of, besides its phone and the values of its variables. */
export type QuickMessage = { readonly signature: Signature; readonly template: Template }

export const emptyMessage: QuickMessage = {
  signature: { name: '', code: '' },
  template: { code: '', text: '' },
}

/**
 * What the owner used last: what stands in the wizard, else what the newest campaign of this mode was sent with. A
 * practice signature is never offered for real sending.
 */
export const lastUsed = (
  written: Content,
  campaigns: readonly CampaignView[],
  mode: Mode,
  practiceCode: string,
): QuickMessage => {
  const isUsable = (message: QuickMessage): boolean =>
    message.signature.code !== '' &&
    message.template.text !== '' &&
    (mode === 'practice' || message.signature.code !== practiceCode)
  if (isUsable(written)) return { signature: written.signature, template: written.template }
  const newest = campaigns
    .filter(campaign => campaign.mode === mode && isUsable(campaign))
    .toSorted((a, b) => b.createdAt - a.createdAt)[0]
  return newest === undefined ? emptyMessage : { signature: newest.signature, template: newest.template }
}

/** The phone in 11 digits; null where the text is none, more than one, or one with an extension. */
export const phoneOf = (typed: string): string | null => {
  const checked = checkPhone(typed, false)
  return checked.kind === 'ok' && checked.others.length === 0 && !checked.warnings.includes('extension')
    ? checked.phone
    : null
}

export type MissingPart = 'phone' | 'signature-name' | 'signature-code' | 'template-code' | 'template-text'

/** What still has to be filled in: parts of the message, then variables by name. */
export const missingParts = (
  phone: string,
  message: QuickMessage,
  values: ReadonlyMap<string, string>,
): { readonly parts: readonly MissingPart[]; readonly variables: readonly string[] } => {
  const texts: readonly (readonly [MissingPart, string])[] = [
    ['phone', phone],
    ['signature-name', message.signature.name],
    ['signature-code', message.signature.code],
    ['template-code', message.template.code],
    ['template-text', message.template.text],
  ]
  return {
    parts: texts.flatMap(([part, text]) => (isBlank(text) ? [part] : [])),
    variables: parseTemplate(message.template.text).variables.filter(name => isBlank(values.get(name) ?? '')),
  }
}
