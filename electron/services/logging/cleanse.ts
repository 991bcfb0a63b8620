import { formsOf } from './secret-forms.ts'

/** What stands in a text where a secret stood. */
export const secretMark = '‹secret›'

export type Cleanse = (text: string) => string

/** Any digit, half or full width. */
const digit = '[0-9０-９]'
/**
 * Eleven digits beginning with 1, alone or after the country's number, written in one or as 3-4-4. An escape such as
 * %20 or \u0020 before it ends in digits that are none of its own.
 */
const phonePattern = new RegExp(
  `(?<=(?<!${digit})|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4})` +
    `((?:00)?(?:86|８６)[ -]?)?([1１]${digit}{2})[ -]?${digit}{4}[ -]?(${digit}{4})(?!${digit})`,
  'g',
)

const maskPhones = (text: string): string => text.replace(phonePattern, '$1$2****$3')

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/**
 * Prepares the cleansing of many texts with the same secrets.
 *
 * SECURITY: what it returns carries no secret in any of the forms of `formsOf`, also where two of them overlap, and no
 * whole phone. Everything that the app writes about itself passes through here.
 */
export function createCleanse(secrets: readonly string[]): Cleanse {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((one, other) => other.length - one.length)
  if (forms.length === 0) return maskPhones
  // A look-ahead takes nothing, so that every start of a form is found, and the longest one at that place.
  const pattern = new RegExp(`(?=(${forms.map(escaped).join('|')}))`, 'g')
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
