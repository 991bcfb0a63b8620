import { encodedForms, literal, spelledForms } from './secret-forms.ts'

/** Replaces a secret in a text. */
export const secretMark = '‹secret›'

export type Cleanse = (text: string) => string

/** Any digit, half or full width. */
const digit = '[0-9０-９]'
/** Separators that people and programs put between the digits of a phone. */
const between = '[ .·\u00a0_-]?'
/** Not preceded by a digit, unless that digit belongs to an escape (%20, \u0020). */
const before = `(?<=(?<!${digit})|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})`
/** The country code, a leading zero as in long-distance calls, or both. */
const dialledFirst = `(?:(?:00)?(?:86|８６)${between})?[0０]?${between}`
/**
 * Eleven digits beginning with 1, unseparated or as 3-4-4; or the digits of a mobile number with any separators,
 * with or without a dialling prefix.
 */
const phonePattern = new RegExp(
  `${before}(${dialledFirst})(?:` +
    `([1１]${digit}{2})${between}${digit}{4}${between}(${digit}{4})` +
    `|([1１]${between}[3-9３-９](?:${between}${digit}){9})` +
    `)(?!${digit})`,
  'g',
)

const maskPhones = (text: string): string =>
  text.replace(phonePattern, (_, dialled: string, head?: string, tail?: string, apart?: string) => {
    const digits = apart?.replace(/[^0-9０-９]/g, '')
    return `${dialled}${head ?? digits?.slice(0, 3)}****${tail ?? digits?.slice(-4)}`
  })

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
