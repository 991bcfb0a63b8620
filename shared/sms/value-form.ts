import { assertNever } from '../assert-never.ts'
import type { DateForm, NumberForm, ValueForm } from '../domain/filling.ts'
import { once } from '../once.ts'
import { cleanValue } from '../text/clean-text.ts'

/** How the values of a variable are written: forms of numbers and dates, and a maximum length. */

export type ValueKind = 'number' | 'date'

/** Digits that a spreadsheet keeps; a longer number is an order or a card, not an amount. */
const mostDigits = 15

/** A currency sign may precede the number, or a currency word follow it. A number with a leading zero is a code. */
const numberPattern = /^(-?)([¥￥]?)(0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?(元?)$/

type DecimalNumber = {
  readonly minus: string
  readonly mark: string
  /** Digits before the point, without separators. */
  readonly whole: string
  readonly decimals: string
  readonly unit: string
}

function numberOf(value: string): DecimalNumber | null {
  const found = numberPattern.exec(value)
  if (found === null) return null
  const [, minus = '', mark = '', grouped = '', decimals = '', unit = ''] = found
  const whole = grouped.replaceAll(',', '')
  return whole.length > mostDigits ? null : { minus, mark, whole, decimals, unit }
}

/**
 * The digits of a number with two decimals, rounded half up; computed in decimal digits, so that 1.005 becomes
 * 1.01.
 */
function rounded({ whole, decimals }: DecimalNumber): { readonly whole: string; readonly decimals: string } {
  const cents = BigInt(`${whole}${decimals.slice(0, 2).padEnd(2, '0')}`)
  const digits = String(cents + ((decimals[2] ?? '0') >= '5' ? 1n : 0n)).padStart(3, '0')
  return { whole: digits.slice(0, -2), decimals: digits.slice(-2) }
}

const grouped = (digits: string): string => digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')

function writtenNumber(number: DecimalNumber, form: NumberForm): string {
  const hasCents = form === 'two-decimals' || form === 'thousands-two-decimals'
  const { whole, decimals } = hasCents ? rounded(number) : number
  const digits = form === 'thousands' || form === 'thousands-two-decimals' ? grouped(whole) : whole
  return `${number.minus}${number.mark}${digits}${decimals === '' ? '' : `.${decimals}`}${number.unit}`
}

/** Only year, month and day in this order: in 3/4/2026 it is unclear which is the month. */
const datePattern =
  /^(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})(\d{2})(\d{2}))(?:[ T]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/

type Day = {
  readonly year: number
  readonly month: number
  readonly day: number
  /** ` 18:30`; '' at midnight, which means a date written by a program. */
  readonly time: string
}

function dayOf(value: string): Day | null {
  const found = datePattern.exec(value)
  if (found === null) return null
  const place = [1, 5, 8].find(at => found[at] !== undefined) ?? 1
  // In the first spelling the separator is captured between year and month.
  const after = place === 1 ? 3 : place + 1
  const year = Number(found[place])
  const month = Number(found[after])
  const day = Number(found[after + 1])
  const hour = Number(found[11] ?? 0)
  const minute = Number(found[12] ?? 0)
  const isDay =
    year >= 1901 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  if (!isDay || hour > 23 || minute > 59) return null
  const time = hour === 0 && minute === 0 ? '' : ` ${two(hour)}:${two(minute)}`
  return { year, month, day, time }
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
const two = (number: number): string => String(number).padStart(2, '0')

function writtenDay({ year, month, day, time }: Day, form: DateForm): string {
  switch (form) {
    case 'month-day':
      return `${month}月${day}日${time}`
    case 'year-month-day':
      return `${year}年${month}月${day}日${time}`
    case 'dashes':
      return `${year}-${two(month)}-${two(day)}${time}`
    case 'dots':
      return `${year}.${two(month)}.${two(day)}${time}`
    default:
      return assertNever(form)
  }
}

/** The kind of a cleaned value; null: words, or an ambiguous spelling. */
export const kindOfValue = (value: string): ValueKind | null =>
  dayOf(value) !== null ? 'date' : numberOf(value) !== null ? 'number' : null

const characters = once(() => new Intl.Segmenter('zh', { granularity: 'grapheme' }))

/** The beginning of a value, without cutting an emoji of several characters; the first character is always kept. */
function shortened(value: string, most: number): string {
  let end = 0
  for (const { index, segment } of characters().segment(value)) {
    if (end > 0 && index + segment.length > most) break
    end = index + segment.length
  }
  return cleanValue(value.slice(0, end))
}

export type WrittenValue = {
  readonly text: string
  /** The value was cut. */
  readonly isCut: boolean
  /** The value is not a number or date that fits the form, and is unchanged. */
  readonly isOther: boolean
}

/** Writes a cleaned, nonblank value in a form. A value that does not fit the form is unchanged. */
export function writtenValue(value: string, { write, most }: ValueForm): WrittenValue {
  let text = value
  let isOther = false
  if (write !== undefined) {
    const written = writeAs(value, write)
    if (written === null) isOther = true
    else text = written
  }
  const isCut = most !== undefined && text.length > most
  if (!isCut) return { text, isCut, isOther }
  const cut = shortened(text, most)
  return { text: cut, isCut: cut !== text, isOther }
}

function writeAs(value: string, write: NonNullable<ValueForm['write']>): string | null {
  if (write.kind === 'number') {
    const number = numberOf(value)
    return number && writtenNumber(number, write.form)
  }
  const day = dayOf(value)
  return day && writtenDay(day, write.form)
}
