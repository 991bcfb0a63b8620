import { maskPhones } from './phone-forms.ts'
import { encodedForms, literal, spelledForms } from './secret-forms.ts'

/** What stands in a text where a secret stood. */
export const secretMark = '‹secret›'

export type Cleanse = (text: string) => string

/**
 * Prepares the cleansing of many texts with the same secrets.
 *
 * SECURITY: what it returns carries no secret in any form of secret-forms.ts, also where two of them overlap, and no
 * whole phone. Everything that the app writes about itself passes through here.
 */
export function createCleanse(secrets: readonly string[]): Cleanse {
  const known = [...new Set(secrets)].filter(secret => secret !== '').sort((a, b) => b.length - a.length)
  if (known.length === 0) return maskPhones
  const forms = [...known.map(spelledForms), ...known.flatMap(encodedForms).map(literal)]
  // A look-ahead takes nothing, so that every start of a form is found, and the longest one at that place.
  const pattern = new RegExp(`(?=(${forms.join('|')}))`, 'g')
  const any = new RegExp(pattern.source)
  return text => {
    // As nearly always: no secret at all.
    if (!any.test(text)) return maskPhones(text)
    let clean = ''
    let keptTo = 0
    let strickenTo = -1
    for (const match of text.matchAll(pattern)) {
      if (match.index > strickenTo) {
        if (strickenTo >= 0) clean += secretMark
        clean += maskPhones(text.slice(keptTo, match.index))
      }
      strickenTo = Math.max(strickenTo, match.index + (match[1] ?? '').length)
      keptTo = strickenTo
    }
    if (strickenTo >= 0) clean += secretMark
    return clean + maskPhones(text.slice(keptTo))
  }
}

/** The text without secrets (‹secret›) and without whole phones (138****8000). */
export const cleanse = (text: string, secrets: readonly string[]): string => createCleanse(secrets)(text)

/** At most `maxLength` UTF-16 units, an ellipsis included where something was left off; never half a character. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/**
 * The provider's answer as the send log keeps it.
 *
 * SECURITY: cleansed first and cut then: half a secret at the border would not be known as one.
 */
export const cleanseAndCut = (text: string, clean: Cleanse, maxLength: number): string =>
  cut(clean(text), maxLength)
