import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { shanghaiTime } from '../../shared/time/shanghai.ts'

const shanghai = 'Asia/Shanghai'

/** Numbers, money and times as the chosen language writes them. */
export const createFormat = (language: string) => {
  const integer = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const oneDigit = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const yuan = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const windowTime = new Intl.DateTimeFormat(language, {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: shanghai,
  })
  const beijingMoment = new Intl.DateTimeFormat(language, {
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: shanghai,
  })
  const beijingDate = new Intl.DateTimeFormat(language, {
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    timeZone: shanghai,
  })
  return {
    n: (value: number): string => integer.format(value),
    /** How many there are; where nobody counted further, with a plus. */
    count: ({ total, totalIsLeast }: { readonly total: number; readonly totalIsLeast: boolean }): string =>
      `${integer.format(total)}${totalIsLeast ? '+' : ''}`,
    rate: (perSecond: number): string => oneDigit.format(perSecond),
    money: (amount: number): string => `¥${yuan.format(amount)}`,
    // Every time is China's, whatever the computer's zone, and is written as exports write it.
    dateTime: (ms: number): string => shanghaiTime(ms).slice(0, 'yyyy-MM-dd HH:mm'.length),
    /** To the second, for the log. */
    moment: (ms: number): string => shanghaiTime(ms),
    /** Without the year, for a time that is near. */
    shanghai: (ms: number): string => windowTime.format(ms),
    /** With the day of the week, for a time that the owner has chosen. */
    beijing: (ms: number): string => beijingMoment.format(ms),
    /** For what lies behind: with the day of the week in the last seven days, with the year before. */
    past: (ms: number, nowMs: number): string =>
      nowMs - ms < 7 * 24 * 3_600_000 ? beijingMoment.format(ms) : shanghaiTime(ms).slice(0, 16),
    beijingDate: (ms: number): string => beijingDate.format(ms),
  }
}
export type Format = ReturnType<typeof createFormat>

export const useFormat = (): Format => {
  const { i18n } = useTranslation()
  return useMemo(() => createFormat(i18n.language), [i18n.language])
}

/** A span of time in the two largest units that say something. */
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
