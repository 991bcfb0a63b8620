import { byDigit, withUnits } from './chinese-numerals.ts'
import type { FormatSection } from './format-section.ts'

/**
 * A date and time of a spreadsheet, formatted by a section of a number format. `serial`: days since the end of
 * 1899.
 */
export function formatDate(serial: number, section: FormatSection): string {
  const { tokens, numerals, isChinese } = section
  const clock = clockOf(serial, tokens.find(token => token.kind === 'fraction')?.count ?? 0)
  if (section.system === 'date') return `${clock.year}年${clock.month}月${clock.day}日`
  if (section.system === 'time') return `${clock.hour}:${two(clock.minute)}:${two(clock.second)}`
  const isHalfDay = tokens.some(token => token.kind === 'half-day')
  const isMinute = minutesOf(section)
  const counted = (value: number, count: number): string =>
    numerals === 0
      ? String(value).padStart(Math.min(count, 2), '0')
      : withUnits(String(value), numerals, true)

  return tokens
    .map((token, at): string => {
      switch (token.kind) {
        case 'literal':
          return token.text
        case 'half-day': {
          const [before, after] = isChinese && !/上午/.test(token.names[0]) ? ['上午', '下午'] : token.names
          return clock.hour < 12 ? before : after
        }
        case 'fraction':
          return `.${String(clock.fraction).padStart(token.count, '0')}`
        case 'elapsed': {
          const total = Math.floor(clock.seconds / (secondsOf[token.letter] ?? 1))
          return String(total).padStart(token.count, '0')
        }
        case 'digits':
          return token.text
        case 'date':
          break
        default:
          return ''
      }
      const { letter, count } = token
      switch (letter) {
        case 'y':
          return byDigit(count <= 2 ? two(clock.year % 100) : String(clock.year), numerals)
        case 'e':
          return byDigit(String(clock.year), numerals)
        case 'm':
          if (isMinute.has(at)) return counted(clock.minute, count)
          return count <= 2 ? counted(clock.month, count) : monthName(clock.month, count, isChinese)
        case 'd':
          return count <= 2 ? counted(clock.day, count) : dayName(clock.weekday, count, isChinese)
        case 'a':
          return dayName(clock.weekday, count, true)
        case 'h':
          return counted(isHalfDay ? ((clock.hour + 11) % 12) + 1 : clock.hour, count)
        default:
          return counted(clock.second, count)
      }
    })
    .join('')
}

const two = (value: number): string => String(value).padStart(2, '0')
const secondsOf: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 }
const dayMs = 86_400_000

type SheetClock = {
  readonly year: number
  readonly month: number
  readonly day: number
  /** 0 is Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** The fraction of a second, in as many digits as are shown. */
  readonly fraction: number
  /** The whole value in seconds. */
  readonly seconds: number
}

function clockOf(serial: number, fractionDigits: number): SheetClock {
  const parts = 10 ** Math.min(3, fractionDigits)
  const ticks = Math.round(serial * 86_400 * parts)
  const seconds = Math.floor(ticks / parts)
  const days = Math.floor(seconds / 86_400)
  const rest = seconds - days * 86_400
  // Spreadsheets have a 29 February 1900, which never existed, because Lotus 1-2-3 had it, and a day 0 before the
  // first.
  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * dayMs)
  const odd = days === 60 ? { month: 2, day: 29 } : days === 0 ? { month: 1, day: 0 } : null
  return {
    year: odd === null ? date.getUTCFullYear() : 1900,
    month: odd?.month ?? date.getUTCMonth() + 1,
    day: odd?.day ?? date.getUTCDate(),
    weekday: (days + 6) % 7,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    fraction: ticks - seconds * parts,
    seconds,
  }
}

/** An m after hours or before seconds means minutes. */
function minutesOf({ tokens }: FormatSection): ReadonlySet<number> {
  const minutes = new Set<number>()
  let last: { readonly at: number; readonly letter: string } | null = null
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'date' && token.kind !== 'elapsed') continue
    if (token.letter === 'm' && token.kind === 'date' && token.count <= 2 && last?.letter === 'h')
      minutes.add(at)
    if (token.letter === 's' && last?.letter === 'm') minutes.add(last.at)
    last = { at, letter: token.letter }
  }
  return minutes
}

const chineseDays = '日一二三四五六'
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

const dayName = (weekday: number, count: number, isChinese: boolean): string => {
  if (isChinese) return `${count > 3 ? '星期' : '周'}${chineseDays[weekday] ?? ''}`
  const name = days[weekday] ?? ''
  return count > 3 ? name : name.slice(0, 3)
}

const monthName = (month: number, count: number, isChinese: boolean): string => {
  if (isChinese && count !== 5) return count === 3 ? `${month}月` : `${withUnits(String(month), 1, true)}月`
  const name = months[month - 1] ?? ''
  return count === 5 ? name.slice(0, 1) : count === 3 ? name.slice(0, 3) : name
}
