import ssf from 'ssf'
import { checkPhone } from '../../../shared/sms/phone.ts'
import { dateText } from './cell-text.ts'
import { byDigit, withUnits } from './chinese-numerals.ts'
import { formatDate } from './date-format.ts'
import { type FormatCondition, type FormatSection, type FormatToken, readFormat } from './format-section.ts'

/** How cells with one number format show their values, as Excel and WPS in Chinese do. */
export type NumberFormat = {
  /**
   * Formats dates and times in the default style, null for a value that is none; the field is null for formats of
   * plain numbers.
   */
  readonly date: ((value: number) => string | null) | null
  /** Formats a number; null where the format can't show it. */
  readonly show: (value: number) => string | null
  /** Formats a text; null where it is unchanged. */
  readonly showText: ((text: string) => string) | null
}

/** The last day of 9999; a larger number is no date, whatever the cell's format says. */
const lastSerial = 2_958_466
const isSerial = (serial: number): boolean => serial >= 0 && serial < lastSerial
/** Days between the origins of the two calendars of workbooks. */
const days1904 = 1462

const rows = (...entries: readonly (readonly [string, ...number[]])[]): ReadonlyMap<number, string> =>
  new Map(entries.flatMap(([code, ...ids]) => ids.map((id): [number, string] => [id, code])))

/** Formats that are identified by number alone, as a Chinese system shows them. ECMA-376, 18.8.30. */
const builtIn = rows(
  ['0', 1, 59],
  ['0.00', 2, 60],
  ['#,##0', 3, 61],
  ['#,##0.00', 4, 62],
  ['"¥"#,##0;"¥"\\-#,##0', 5, 6, 63, 64],
  ['"¥"#,##0.00;"¥"\\-#,##0.00', 7, 8, 65, 66],
  ['0%', 9, 67],
  ['0.00%', 10, 68],
  ['0.00E+00', 11],
  ['# ?/?', 12, 69],
  ['# ??/??', 13, 70],
  ['d-mmm-yy', 15, 73],
  ['d-mmm', 16, 74],
  ['mmm-yy', 17, 75],
  ['h:mm AM/PM', 18],
  ['h:mm:ss AM/PM', 19],
  ['h:mm', 20, 76],
  ['h:mm:ss', 21, 77],
  ['yyyy"年"m"月"', 27, 36, 50, 52, 57],
  ['m"月"d"日"', 28, 29, 51, 53, 54, 58],
  ['m-d-yy', 30],
  ['yyyy"年"m"月"d"日"', 31],
  ['h"时"mm"分"', 32],
  ['h"时"mm"分"ss"秒"', 33],
  ['上午/下午h"时"mm"分"', 34, 55],
  ['上午/下午h"时"mm"分"ss"秒"', 35, 56],
  ['#,##0;\\-#,##0', 37, 38],
  ['#,##0.00;\\-#,##0.00', 39, 40],
  ['_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 41],
  ['_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ', 42],
  ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 43],
  ['_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', 44],
  ['mm:ss', 45, 79],
  ['[h]:mm:ss', 46, 80],
  ['mm:ss.0', 47, 81],
  ['##0.0E+0', 48],
  ['@', 49],
)
/** Formats that follow the computer's settings; here the year comes first, so that nobody misreads a date. */
const systemDates: ReadonlySet<number> = new Set([14, 22, 71, 72, 78])

/** Formats of one workbook: `id` is the number by which cells refer to one, `code` its definition in the file. */
export function createNumberFormats(date1904: boolean): {
  byId(id: number, code: string | undefined): NumberFormat | null
  byCode(code: string): NumberFormat | null
} {
  const known = new Map<string, NumberFormat | null>()
  const date = dateOf(date1904)
  const plainDate: NumberFormat = { date, show: date, showText: null }
  function byCode(code: string): NumberFormat | null {
    const found = known.get(code)
    if (found !== undefined) return found
    const made = createFormat(code, date1904)
    known.set(code, made)
    return made
  }
  return {
    byCode,
    byId(id, code) {
      if (code !== undefined) return byCode(code)
      if (systemDates.has(id)) return plainDate
      const builtInCode = builtIn.get(id)
      return builtInCode === undefined ? null : byCode(builtInCode)
    },
  }
}

const dateOf =
  (date1904: boolean) =>
  (value: number): string | null =>
    isSerial(value) ? dateText(value, date1904) : null

/** SECURITY: a format is untrusted text that is parsed; Excel allows 255 characters. */
const longestFormat = 1000

function createFormat(code: string, date1904: boolean): NumberFormat | null {
  if (code.length > longestFormat) return null
  const sections = readFormat(code)
  const numbers = sections.filter((section, place) => place < 3 && !isTextSection(section))
  const textSection = sections[3] ?? sections.find(isTextSection)
  const isPlain =
    textSection === undefined ||
    (textSection.tokens.length > 0 && textSection.tokens.every(({ kind }) => kind === 'text'))
  const shows = numbers.map(section => createShow(section, date1904))
  const only = numbers.length === 1 ? numbers[0] : undefined
  if (isPlain && (numbers.length === 0 || (only?.condition === null && isGeneral(only)))) return null
  return {
    date: numbers[0]?.isDate || numbers[0]?.system ? dateOf(date1904) : null,
    show(value) {
      if (numbers.length === 0) return generalText(value)
      const chosen = chooseSection(numbers, value)
      // There is no date before the first.
      if (value < 0 && numbers[chosen.place]?.isDate) return null
      const text = shows[chosen.place]?.(Math.abs(value)) ?? null
      return text === null ? null : `${chosen.minus ? '-' : ''}${text}`.trim()
    },
    showText: isPlain
      ? null
      : text =>
          (textSection?.tokens ?? [])
            .map(token => textOf(token, text))
            .join('')
            .trim(),
  }
}

const isTextSection = ({ tokens }: FormatSection): boolean => tokens.some(({ kind }) => kind === 'text')
const isGeneral = ({ tokens, numerals }: FormatSection): boolean =>
  numerals === 0 && tokens.every(({ kind }) => kind === 'general')
const textOf = (token: FormatToken, text: string): string =>
  token.kind === 'literal' ? token.text : token.kind === 'text' ? text : ''

/** Which section formats the value, and whether it has a minus sign. */
function chooseSection(
  sections: readonly FormatSection[],
  value: number,
): { readonly place: number; readonly minus: boolean } {
  const isNegative = value < 0
  if (!sections.some(({ condition }) => condition !== null)) {
    if (sections.length === 1) return { place: 0, minus: isNegative }
    if (isNegative) return { place: 1, minus: false }
    return { place: value === 0 && sections.length > 2 ? 2 : 0, minus: false }
  }
  for (const [place, { condition }] of sections.entries()) {
    if (condition === null && place < sections.length - 1) continue
    if (condition === null || holds(condition, value))
      return { place, minus: isNegative && !isBelowZero(condition) }
  }
  return { place: sections.length - 1, minus: isNegative }
}

const isBelowZero = (condition: FormatCondition | null): boolean =>
  condition?.sign.startsWith('<') === true && condition.than <= 0

function holds({ sign, than }: FormatCondition, value: number): boolean {
  switch (sign) {
    case '=':
      return value === than
    case '<>':
      return value !== than
    case '<':
      return value < than
    case '<=':
      return value <= than
    case '>':
      return value > than
    default:
      return value >= than
  }
}

/** Formats values that are not negative. */
function createShow(section: FormatSection, date1904: boolean): (value: number) => string | null {
  const { tokens, numerals } = section
  if (section.isDate || section.system !== null)
    return value => {
      const serial = date1904 ? value + days1904 : value
      return isSerial(serial) ? formatDate(serial, section) : null
    }
  const patterns = tokens.filter(token => token.kind === 'digits')
  const percents = tokens.filter(({ kind }) => kind === 'percent').length
  const around =
    (number: (value: number) => string) =>
    (value: number): string =>
      tokens
        .map(token => {
          if (token.kind === 'percent') return '%'
          if (token.kind === 'general')
            return numerals === 0 ? generalText(value) : chineseGeneral(value, numerals)
          return token.kind === 'digits' ? byDigit(number(value), numerals) : textOf(token, '')
        })
        .join('')
  const only = patterns[0]
  if (only === undefined)
    return numerals > 0 && tokens.length === 0 ? value => chineseGeneral(value, numerals) : around(() => '')
  const isFraction = tokens.some(isSlash) && patterns.length > 1
  const decimal = patterns.length === 1 ? readDecimal(only.text, percents) : null
  if (decimal !== null) return around(decimal)
  const apart = isFraction
    ? null
    : readApart(
        patterns.map(({ text }) => text),
        percents,
      )
  if (apart === null) return createLibraryShow(tokens, only.text)
  return value => {
    const runs = apart(value)
    let next = 0
    return around(() => runs[next++] ?? '')(value)
  }
}

const isSlash = (token: FormatToken): boolean => token.kind === 'literal' && token.text.includes('/')

function chineseGeneral(value: number, numerals: FormatSection['numerals']): string {
  const [whole = '', rest] = generalText(value).split('.')
  if (!/^\d+$/.test(whole)) return generalText(value)
  return withUnits(whole, numerals) + (rest === undefined ? '' : `.${byDigit(rest, numerals)}`)
}

/** `#,##0.00` and the like: digits, thousands and a point; null for more complex patterns. */
function readDecimal(pattern: string, percents: number): ((value: number) => string) | null {
  const parts = /^([#0?,]*?)(,*)(?:\.([#0?]*)(,*))?$/.exec(pattern)
  if (parts === null) return null
  const [, whole = '', commas = '', decimals = '', moreCommas = ''] = parts
  const hasPoint = pattern.includes('.')
  const power = 2 * percents - 3 * (commas.length + moreCommas.length)
  const isGrouped = whole.includes(',')
  const least = whole.replace(/[^0]/g, '').length
  const most = decimals.length
  const kept = decimals.lastIndexOf('0') + 1
  return value => {
    const [digits = '', fraction = ''] = roundedText(value, most, power).split('.')
    const padded = (digits === '0' ? '' : digits).padStart(least, '0')
    const grouped = isGrouped ? padded.replace(/\B(?=(?:\d{3})+$)/g, ',') : padded
    let shown = fraction.length
    while (shown > kept && fraction[shown - 1] === '0') shown--
    return hasPoint ? `${grouped}.${fraction.slice(0, shown)}` : grouped
  }
}

/**
 * Digits with characters between them, as in 000-0000-0000 or 0!.0,"万": the last place takes the last digit, the
 * first group the rest. Null for more complex patterns.
 */
function readApart(
  patterns: readonly string[],
  percents: number,
): ((value: number) => readonly string[]) | null {
  const whole = patterns.join('')
  if (!/^[#0?,]+$/.test(whole)) return null
  const power = 2 * percents - 3 * (/,*$/.exec(whole)?.[0].length ?? 0)
  const places = patterns.map(pattern => pattern.replaceAll(',', ''))
  const least = places.join('').replace(/^[^0]*/, '').length
  return value => {
    let digits = roundedText(value, 0, power).replace(/^0$/, '').padStart(least, '0')
    return places
      .toReversed()
      .map(({ length }, at) => {
        const taken = at === places.length - 1 ? digits : length === 0 ? '' : digits.slice(-length)
        digits = digits.slice(0, digits.length - taken.length)
        return taken
      })
      .toReversed()
  }
}

/**
 * value × 10^power with this many decimals, halves rounded up as a spreadsheet rounds: by the 15 digits that it
 * keeps, not by the binary number, in which 1.005 is below its half.
 */
function roundedText(value: number, decimals: number, power: number): string {
  const kept = value.toPrecision(15)
  const scaled = kept.includes('e') ? Number.NaN : Math.round(Number(`${kept}e${decimals + power}`))
  if (!(scaled < 1e15)) {
    // All digits that the file has: a number that is too long is marked as such, and not invented here.
    const whole = power === 0 && Number.isInteger(value) && value < 1e21 ? `${value}.` : null
    if (whole !== null) return whole + '0'.repeat(decimals)
    const moved = value * 10 ** power
    return Number.isFinite(moved) ? moved.toFixed(Math.min(decimals, 20)) : String(value)
  }
  const digits = String(scaled).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Scientific notation and fractions are formatted by the library. */
function createLibraryShow(tokens: readonly FormatToken[], digits: string): (value: number) => string | null {
  const code = tokens
    .map(token => {
      if (token.kind === 'digits') return token.text
      if (token.kind === 'percent') return '%'
      if (token.kind !== 'literal') return ''
      return token.text === ' ' || token.text === '/' ? token.text : `"${token.text.replaceAll('"', '')}"`
    })
    .join('')
  const isPower = /e[+-]/i.test(digits)
  return value => {
    // Scientific notation hides digits; a whole number is never sent that way.
    if (isPower && Number.isInteger(value)) return null
    try {
      return String(ssf.format(code, value)).replace(/ {2,}/g, ' ')
    } catch {
      return null
    }
  }
}

/** A number as a General cell shows it: at most 11 characters, but every digit before the point. */
function generalText(value: number): string {
  const text = String(Number.isInteger(value) ? value : Number(value.toPrecision(15)))
  if (text.length <= 11 || text.includes('e') || !text.includes('.')) return text
  const size = Math.abs(value)
  const whole = text.replace('-', '').indexOf('.')
  // A fraction after this many digits is kept: rounded, it could become somebody's number.
  if (size < 1e-4 || whole > 9) return text
  const rounded = roundedText(size, 10 - whole, 0).replace(/\.?0+$/, '')
  return value < 0 ? `-${rounded}` : rounded
}

const isPhone = (text: string): boolean => checkPhone(text, false).kind === 'ok'
const lowest = 13_000_000_000
const highest = 19_999_999_999
const countryCode = 8_600_000_000_000
const beyondDigits = 1e21

export type ShownNumber = { readonly shown: string; readonly plain: string; readonly isDate: boolean }

/**
 * The text of a number cell. A phone is its digits, whatever its format; and a number that only its format makes
 * look like a phone is not one. `digits`: the number without any format.
 */
export function shownNumber(value: number, digits: string, format: NumberFormat | null): ShownNumber {
  const asItIs = { shown: digits, plain: digits, isDate: false }
  if (value >= lowest && value <= highest + countryCode && isPhone(digits)) return asItIs
  // Such a number does not occur in lists, and its digits are not all known.
  if (Math.abs(value) >= beyondDigits) return asItIs
  if (format === null) return digits.length <= 11 ? asItIs : { ...asItIs, shown: generalText(value) }
  const day = format.date?.(value) ?? null
  const shown = format.show(value) ?? day ?? digits
  if (day !== null) return { shown, plain: day, isDate: true }
  return shown.length >= 11 && shown !== digits && isPhone(shown) ? asItIs : { ...asItIs, shown }
}
