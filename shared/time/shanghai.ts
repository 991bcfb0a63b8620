/**
 * Days, minutes and clock times of China. It has one time zone without summer time, so the offset is a constant,
 * whatever the computer's zone. Times are milliseconds since 1970.
 */
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const offsetMs = 8 * 60 * minuteMs

/** The day (China time) of a moment, counted from 1970. */
export const shanghaiDay = (ms: number): number => Math.floor((ms + offsetMs) / dayMs)

/** Minutes since midnight in China. */
export const shanghaiMinute = (ms: number): number =>
  Math.floor((ms + offsetMs - shanghaiDay(ms) * dayMs) / minuteMs)

/** The moment at which a minute of a day begins (China time). */
export const atShanghai = (day: number, minute: number): number => day * dayMs + minute * minuteMs - offsetMs

/** Midnight of the same day this many months earlier, or of the last day of that month if it is shorter. */
export const monthsBefore = (ms: number, months: number): number => {
  const today = new Date(shanghaiDay(ms) * dayMs)
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth() - months]
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(today.getUTCDate(), lastOfMonth)) - offsetMs
}

/** The last formatted day: consecutive times are mostly on the same few days. */
let written = { day: Number.NaN, text: '' }
const twoDigits: readonly string[] = Array.from({ length: 60 }, (_, number) =>
  String(number).padStart(2, '0'),
)

/** `yyyy-MM-dd HH:mm:ss` as clocks in China show it. */
export const shanghaiTime = (ms: number): string => {
  const day = shanghaiDay(ms)
  if (day !== written.day) written = { day, text: new Date(day * dayMs).toISOString().slice(0, 10) }
  const second = Math.floor((ms + offsetMs - day * dayMs) / 1000)
  const [hours, minutes, seconds] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
  return `${written.text} ${twoDigits[hours]}:${twoDigits[minutes]}:${twoDigits[seconds]}`
}

/** `yyyyMMdd-HHmmss` in China, for names of files: Windows allows no colon in them. */
export const shanghaiStamp = (ms: number): string => shanghaiTime(ms).replace(/[-:]/g, '').replace(' ', '-')
