import type { Settings } from '../../../shared/domain/settings.ts'
import { oncePerWord } from '../../../shared/sms/review/finding.ts'
import { type Review, reviewMessage } from '../../../shared/sms/review/review.ts'
import type { Content } from '../compose/content.ts'

/** What of the settings the review heeds. */
export type ReviewSettings = Pick<Settings, 'warnWords' | 'rulesOff' | 'optOutWording'>

/** The review as the screens show it: a hidden word is one thing to be asked about. */
export const reviewOf = (
  { signature, template }: Pick<Content, 'signature' | 'template'>,
  { warnWords, rulesOff, optOutWording }: ReviewSettings,
): Review => {
  const { findings, valueFindings } = reviewMessage({
    signatureName: signature.name,
    templateText: template.text,
    warnWords,
    rulesOff,
    optOutWording,
  })
  return { findings: oncePerWord(findings), valueFindings: values => oncePerWord(valueFindings(values)) }
}
