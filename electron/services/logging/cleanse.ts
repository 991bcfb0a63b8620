import { maskPhones } from './phone-forms.ts'
import { encodedForms, literal, spelledForms } from './secret-forms.ts'

/** Replaces a secret in a text. */
export const secretMark = '‹secret›'

export type Cleanse = (text: string) => string

/**
 * Prepares the cleansing of many texts with the same secrets.
 *
 * SECURITY: the result carries no secret in any form of secret-forms.ts, even where two overlap, and no whole
 * phone. Everything that the app writes about itself passes through here.
 */
export function createCleanse(secrets: readonly string[]): Cleanse {
  const known = [...new Set(secrets)].filter(secret => secret !== '').sort((a, b) => b.length - a.length)
  if (known.length === 0) return maskPhones
  const forms = [...known.map(spelledForms), ...known.flatMap(encodedForms).map(literal)]
  // A look-ahead consumes nothing, so every start of a form is found, with the longest one at that place.
  const pattern = new RegExp(`(?=(${forms.join('|')}))`, 'g')
  const any = new RegExp(pattern.source)
  return text => {
    // The usual case: no secret at all.
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

/** At most `maxLength` UTF-16 units, including an ellipsis if something was cut; never half a character. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/**
 * The provider's answer as the send log keeps it.
 *
 * SECURITY: cleansed before it is cut, because half a secret at the cut would not be recognised.
 */
export const cleanseAndCut = (text: string, clean: Cleanse, maxLength: number): string =>
  cut(clean(text), maxLength)
