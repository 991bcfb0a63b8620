import { useTranslation } from 'react-i18next'
import { shanghaiTime } from '../../shared/time/shanghai.ts'

/**
 * Formats numbers with this many decimals. The Intl format is created with the first number, because each costs a
 * millisecond.
 */
const numbers = (language: string, digits: number): ((value: number) => string) => {
  let made: Intl.NumberFormat | null = null
  return value => {
    made ??= new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    return made.format(value)
  }
}

/** Formats times in Shanghai; like `numbers`, created on first use. */
const times = (language: string, parts: Intl.DateTimeFormatOptions): ((ms: number) => string) => {
  let made: Intl.DateTimeFormat | null = null
  return ms => {
    made ??= new Intl.DateTimeFormat(language, { ...parts, timeZone: 'Asia/Shanghai' })
    return made.format(ms)
  }
}

const day = { month: 'long', day: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** Formats numbers, money and times in the chosen language. */
export const createFormat = (language: string) => {
  const integer = numbers(language, 0)
  const yuan = numbers(language, 2)
  const beijing = times(language, { ...day, weekday: 'long', ...clock })
  return {
    n: integer,
    /** A total; with a plus if counting stopped there. */
    count: ({ total, totalIsLeast }: { readonly total: number; readonly totalIsLeast: boolean }): string =>
      `${integer(total)}${totalIsLeast ? '+' : ''}`,
    rate: numbers(language, 1),
    money: (amount: number): string => `¥${yuan(amount)}`,
    // Every time is in China time, whatever the computer's zone, and written as in exports.
    dateTime: (ms: number): string => shanghaiTime(ms).slice(0, 'yyyy-MM-dd HH:mm'.length),
    /** To the second, for the log. */
    moment: (ms: number): string => shanghaiTime(ms),
    /** Without the year, for a time that is near. */
    shanghai: times(language, { ...day, ...clock }),
    /** With the day of the week, for a time that the owner has chosen. */
    beijing,
    /** For past times: with the day of the week in the last seven days, with the year before that. */
    past: (ms: number, nowMs: number): string =>
      nowMs - ms < 7 * 24 * 3_600_000 ? beijing(ms) : shanghaiTime(ms).slice(0, 16),
    month: times(language, { year: 'numeric', month: 'long' }),
    beijingDate: times(language, { ...day, weekday: 'short' }),
  }
}
export type Format = ReturnType<typeof createFormat>

/** One for each language, shared by all components. */
const formats = new Map<string, Format>()

export const useFormat = (): Format => {
  const { language } = useTranslation().i18n
  const format = formats.get(language) ?? createFormat(language)
  formats.set(language, format)
  return format
}

/** A span of time in its two largest nonzero units. */
export type Span = { readonly hours: number; readonly minutes: number; readonly seconds: number }

export const spanOf = (ms: number): Span => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return {
    hours: Math.floor(seconds / 3600),
    minutes: Math.floor((seconds % 3600) / 60),
    seconds: seconds % 60,
  }
}

/** Minutes since midnight as a clock shows them; 1440 is 24:00. */
export const minuteOfDay = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
