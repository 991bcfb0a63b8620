/**
 * How a text is written into a CSV file that Excel or WPS will open, and how it is read back.
 * For every text: `unguardCell(guardCell(text)) === text`, and the same with `guardPhone`.
 */

/** Invisible leading characters that a spreadsheet may skip before it looks for a formula. */
const unseen = '[\\s\\u0000-\\u001f\\u007f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff]*'

/**
 * Texts that a spreadsheet executes, half and full width; a leading tab or line break can shift a text into another
 * cell.
 */
const runsPattern = new RegExp(`^(?:[\\t\\r\\n]|${unseen}[=+\\-@＝＋－＠])`)

/** A negative number whose digits a spreadsheet keeps: at most 15. */
const negativeNumberPattern = /^-(?=(?:\d\.?){1,15}$)(?:0|[1-9]\d*)(?:\.\d+)?$/

const wouldRun = (text: string): boolean => runsPattern.test(text) && !negativeNumberPattern.test(text)

/**
 * Texts that begin with apostrophes of their own are guarded too; otherwise `'=1` written by a person and `=1`
 * guarded by the app would look the same.
 */
const needsApostrophe = (text: string): boolean => wouldRun(text.replace(/^'+/, ''))

const apostrophe = "'"

/** SECURITY: a text from a contact file must never run as a formula on the computer that opens the export. */
export const guardCell = (text: string): string => (needsApostrophe(text) ? apostrophe + text : text)

const phonePattern = /^\+?\d{1,32}$/
const guardedPhonePattern = /^="(\+?\d{1,32})"$/

/**
 * A phone as a formula with a text value, so that Excel neither shows nor saves 1.38E+10. A text with other
 * characters than digits is guarded like any other cell.
 */
export const guardPhone = (phone: string): string =>
  phonePattern.test(phone) ? `="${phone}"` : guardCell(phone)

/** Undoes exactly what the two guards do, and leaves every other cell unchanged. */
export function unguardCell(cell: string): string {
  const phone = guardedPhonePattern.exec(cell)?.[1]
  if (phone !== undefined) return phone
  return cell.startsWith(apostrophe) && needsApostrophe(cell) ? cell.slice(1) : cell
}
