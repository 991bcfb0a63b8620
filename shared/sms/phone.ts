import { numberWithExtension } from './extension.ts'
import { type PhoneWarning, phoneWarningBits, warningBit, warningsOfBits } from './phone-ranges.ts'

export {
  originalCarrier,
  type PhoneWarning,
  phoneWarnings,
} from './phone-ranges.ts'

/**
 * Why no message can be sent to a cell's content; the first reason that applies. Source: docs/import.md, "Mobile
 * numbers".
 */
export const phoneBlocks = [
  'missing',
  'not-a-number',
  'lossy',
  'masked',
  'foreign',
  'land-line',
  'iot-13-digit',
  'too-short',
  'too-long',
  'not-mobile',
] as const
export type PhoneBlock = (typeof phoneBlocks)[number]

export type PhoneCheck =
  | {
      readonly kind: 'ok'
      /** 11 digits. */
      readonly phone: string
      readonly warnings: readonly PhoneWarning[]
      /** Further phones in the same cell, 11 digits each, none of them `phone`. */
      readonly others: readonly string[]
    }
  | { readonly kind: 'blocked'; readonly reason: PhoneBlock }

const none: readonly string[] = Object.freeze([])
const blocked: Readonly<Record<PhoneBlock, PhoneCheck>> = {
  missing: { kind: 'blocked', reason: 'missing' },
  'not-a-number': { kind: 'blocked', reason: 'not-a-number' },
  lossy: { kind: 'blocked', reason: 'lossy' },
  masked: { kind: 'blocked', reason: 'masked' },
  foreign: { kind: 'blocked', reason: 'foreign' },
  'land-line': { kind: 'blocked', reason: 'land-line' },
  'iot-13-digit': { kind: 'blocked', reason: 'iot-13-digit' },
  'too-short': { kind: 'blocked', reason: 'too-short' },
  'too-long': { kind: 'blocked', reason: 'too-long' },
  'not-mobile': { kind: 'blocked', reason: 'not-mobile' },
}

const lowest = 13_000_000_000
const highest = 19_999_999_999
/** What 86 in front of 11 digits adds to their value. */
const countryCode = 8_600_000_000_000

/** The phone as a number if the cell is exactly 11 ASCII digits beginning with 13–19, otherwise 0. */
export function plainPhone(cell: string): number {
  if (cell.length !== 11 || cell.charCodeAt(0) !== 49) return 0
  let value = 1
  for (let i = 1; i < 11; i++) {
    const digit = cell.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return 0
    value = value * 10 + digit
  }
  return value >= lowest ? value : 0
}

/**
 * Reads a cell of a contact list as a phone: cleaned, classified, never guessed. `cellIsNumber`: the spreadsheet
 * stores the cell as a number, so its last digits may have been rounded. Never throws; checking a cleaned phone
 * again gives the same phone.
 */
export function checkPhone(cell: string, cellIsNumber: boolean): PhoneCheck {
  const plain = plainPhone(cell)
  if (plain !== 0) return ok(cell, plain, cellIsNumber, none)
  const written = writtenPhone(cell)
  if (written !== 0) return ok(String(written), written, cellIsNumber, none)
  return searchPhones(cell, cellIsNumber)
}

function ok(phone: string, value: number, cellIsNumber: boolean, others: readonly string[]): PhoneCheck {
  return { kind: 'ok', phone, warnings: warningsOfBits(phoneWarningBits(value, cellIsNumber)), others }
}

const extensionBit = warningBit('extension')

/** The extension's number is another person's than the same number with another extension, or with none. */
function withExtension(phone: string, cellIsNumber: boolean): PhoneCheck {
  const bits = phoneWarningBits(Number(phone), cellIsNumber) | extensionBit
  return { kind: 'ok', phone, warnings: warningsOfBits(bits), others: none }
}

/**
 * One pass over the common notations of one phone: separators, brackets, country code, full-width digits, invisible
 * characters. 0 if the cell holds anything else; then `searchPhones` decides.
 */
function writtenPhone(cell: string): number {
  if (cell.length > 40) return 0
  let value = 0
  let count = 0
  let plus = false
  let ended = false
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i)
    let digit = code - 48
    if (digit < 0 || digit > 9) digit = code - 0xff10
    if (digit >= 0 && digit <= 9) {
      if (ended || count === 15) return 0
      value = value * 10 + digit
      count++
    } else if (code === 0x2b || code === 0xff0b) {
      if (plus || count > 0) return 0
      plus = true
    } else if (code === 9 || code === 0x27 || code === 0x22 || code === 0x3d) {
      // A tab, an apostrophe or ="…" around the phone, as shops' systems write it to keep it text.
      ended = count > 0
    } else if (!isJoiner(code)) return 0
  }
  // 86 and 11 digits; written 0086 the two zeros make it 15.
  if (value >= countryCode + lowest && value <= countryCode + highest)
    return count === 13 || (count === 15 && !plus) ? value - countryCode : 0
  return count === 11 && !plus && value >= lowest && value <= highest ? value : 0
}

/** Characters inside a phone that have no meaning of their own. */
function isJoiner(code: number): boolean {
  if (code < 0x80) return code === 0x20 || code === 0x2d || code === 0x28 || code === 0x29
  if (code < 0x2000) return code === 0xa0 || code === 0xad
  if (code <= 0x206f)
    return (
      // Spaces, invisible marks, hyphens and dashes, direction marks.
      code <= 0x2015 || (code >= 0x202a && code <= 0x202f) || code >= 0x205f
    )
  return (
    code === 0x3000 ||
    code === 0xfeff ||
    code === 0xff08 ||
    code === 0xff09 ||
    code === 0xff0d ||
    code === 0x2212
  )
}

const invisible = /[\p{Cf}\p{Variation_Selector}\u115F\u1160\u3164]/gu
/** Numbering and footnote signs, which NFKC would turn into digits. */
const numbering = /[\u00B2\u00B3\u00B9\u2070-\u209C\u2460-\u249B\u24EA-\u24FF\u2776-\u2793]/g
const dashes = /[\u2010-\u2015\u2043\u2212]/g
/** What a spreadsheet shows of a long number; digits may be lost. */
const displayForm = /(?<!\d)\d(?:\.\d+)?E\+?\d{1,3}(?!\d)/gi
/** Characters that a platform shows in place of digits, three or more; with digits before or after them. */
const maskSign = '[*＊✱∗﹡⁎●•○◯◦■□█▇×xX?？#＃…·•_]'
/** Bounded like all repeats here, so that a cell of a million characters is read in linear time. */
const gap = '[\\s-]{0,4}'
const masked = new RegExp(
  `(?:1[3-9]\\d?|1[3-9]\\d{2,6})${gap}(?:${maskSign}${gap}){3,20}\\d{0,4}(?!\\d)|(?<!\\d)1[3-9]\\d${gap}[…]{1,9}${gap}\\d{2,4}(?!\\d)|(?:${maskSign}${gap}){4,20}\\d{2,4}(?!\\d)`,
  'u',
)
/** Every masked number contains one of these; checked first, because it is cheap. */
const anyMaskSign = new RegExp(maskSign, 'u')
const thousands = /^\s*\d{1,3}(?:,\d{3})+(?:\.0+)?\s*$/

function searchPhones(cell: string, cellIsNumber: boolean): PhoneCheck {
  let text = cell.replace(invisible, '').replace(numbering, '|').normalize('NFKC').replace(dashes, '-')
  if (text.trim() === '') return blocked.missing
  if (!/\d/.test(text)) return /[*＊●•]{7,}/.test(cell) ? blocked.masked : blocked['not-a-number']
  if (thousands.test(text)) text = text.replaceAll(',', '')
  const relay = numberWithExtension(text)
  if (relay !== null) return withExtension(relay, cellIsNumber)
  const shown = text.replace(displayForm, '|')

  const phones = new Set<string>()
  let reason: PhoneBlock = 'not-a-number'
  let mostDigits = 0
  for (const piece of shown.split(/[^\d\s().+-]|[\n\t]|(?=\+)/)) {
    const read = readPiece(piece)
    if (read.kind === 'phones') for (const phone of read.phones) phones.add(phone)
    else if (read.digits > mostDigits) {
      mostDigits = read.digits
      reason = read.reason
    }
  }
  const [first, ...others] = phones
  if (first !== undefined) return ok(first, Number(first), cellIsNumber, others)
  if (shown !== text) return blocked.lossy
  if (anyMaskSign.test(cell) && (masked.test(cell) || masked.test(text))) return blocked.masked
  // A few digits among words (VIP3, 2号店) are no attempt at a phone.
  if (mostDigits < 7 && /\p{L}/u.test(text)) return blocked['not-a-number']
  return blocked[reason]
}

type Piece =
  | { readonly kind: 'phones'; readonly phones: readonly string[] }
  | { readonly kind: 'none'; readonly digits: number; readonly reason: PhoneBlock }

/** A stretch of digits and joiners: one number written with separators, or several numbers side by side. */
function readPiece(piece: string): Piece {
  const trimmed = piece.trim()
  const plus = trimmed.startsWith('+')
  const decimal = /^[+(]?(\d[\d\s()-]*)\.(\d+)\)?$/.exec(trimmed)
  if (decimal) {
    const whole = (decimal[1] ?? '').replace(/\D/g, '')
    const fraction = decimal[2] ?? ''
    // 13800138000.0 is whole; any other fraction is not part of a phone and must not fill one up.
    if (/^0{1,2}$/.test(fraction)) return single(whole, plus)
    const digits = whole.length + fraction.length
    return { kind: 'none', digits, reason: whole.length < 11 ? 'too-short' : 'too-long' }
  }
  const runs = trimmed.match(/\d+/g) ?? []
  const whole = single(runs.join(''), plus)
  return whole.kind === 'none' && runs.length > 1 ? (sideBySide(runs, plus) ?? whole) : whole
}

function single(digits: string, plus: boolean): Piece {
  const read = classify(digits, plus)
  return read.kind === 'mobile'
    ? { kind: 'phones', phones: [read.phone] }
    : { kind: 'none', digits: digits.length, reason: read.reason }
}

/** Several complete numbers one after another, at least one of them a mobile; null if anything is left over. */
function sideBySide(runs: readonly string[], plus: boolean): Piece | null {
  const phones: string[] = []
  let group = ''
  let groupPlus = plus
  for (const run of runs) {
    group += run
    if (group.length > 15) return null
    const read = classify(group, groupPlus)
    if (read.kind === 'mobile') phones.push(read.phone)
    else if (read.reason !== 'land-line' || group.length < 10) continue
    group = ''
    groupPlus = false
  }
  return group === '' && phones.length > 0 ? { kind: 'phones', phones } : null
}

type Digits =
  | { readonly kind: 'mobile'; readonly phone: string }
  | { readonly kind: 'none'; readonly reason: PhoneBlock }

const areaCode = /^0(?:10|2\d|[3-9]\d\d)/
const reachedFromAbroad = /^(?:10\d{8}|2\d{9}|[3-9]\d{9,10})$/

/** The mobile number that the digits are, without country code, or the first reason that fits. */
function classify(digits: string, plus: boolean): Digits {
  let national = digits
  let reason: PhoneBlock | null = null
  if (plus || (digits.startsWith('00') && digits.length >= 8)) {
    const international = plus ? digits : digits.slice(2)
    national = international.slice(2)
    if (!international.startsWith('86')) reason = 'foreign'
    else if (reachedFromAbroad.test(national)) reason = 'land-line'
  } else if (/^86(?:1\d{10}|1\d{12})$/.test(digits)) national = digits.slice(2)

  if (reason === null) {
    if (areaCode.test(national) && national.length >= 7 && national.length <= 17) reason = 'land-line'
    else if (/^[48]00\d{7}$/.test(national)) reason = 'land-line'
    else if (/^(?:1064\d{9}|14[014]\d{10})$/.test(national)) reason = 'iot-13-digit'
    else if (national.length < 11) reason = 'too-short'
    else if (national.length > 11) reason = 'too-long'
    else if (!/^1[3-9]/.test(national)) reason = 'not-mobile'
  }
  return reason === null ? { kind: 'mobile', phone: national } : { kind: 'none', reason }
}
