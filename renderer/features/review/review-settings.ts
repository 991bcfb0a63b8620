import type { Settings } from '../../../shared/domain/settings.ts'
import { type Review, reviewMessage } from '../../../shared/sms/review/review.ts'
import type { Content } from '../compose/content.ts'

/** What of the settings the review heeds. */
export type ReviewSettings = Pick<Settings, 'warnWords' | 'rulesOff' | 'optOutWording'>

export const reviewOf = (
  { signature, template }: Pick<Content, 'signature' | 'template'>,
  { warnWords, rulesOff, optOutWording }: ReviewSettings,
): Review =>
  reviewMessage({
    signatureName: signature.name,
    templateText: template.text,
    warnWords,
    rulesOff,
    optOutWording,
  })
