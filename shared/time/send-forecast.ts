import type { Settings } from '../domain/settings.ts'
import { closedUntil } from './sending-window.ts'
import { atShanghai, shanghaiDay } from './shanghai.ts'

/** The assumed duration of an answer before any was seen, in ms: neither the best nor a bad day. */
export const usualAnswerMs = 300

/** The number of messages answered per second: limited by the rate, or by the requests in flight. */
export const answersPerSecond = (
  { ratePerSecond, concurrency }: Pick<Settings, 'ratePerSecond' | 'concurrency'>,
  answerMs: number,
): number => Math.min(ratePerSecond, (concurrency * 1000) / answerMs)

/** From the first message to the last answer, in seconds, if nothing delays it. */
export const secondsToSend = (
  people: number,
  limits: Pick<Settings, 'ratePerSecond' | 'concurrency'>,
  answerMs: number,
): number => (people === 0 ? 0 : people / answersPerSecond(limits, answerMs) + answerMs / 1000)

/** When sending that starts now would end; times in milliseconds since 1970. */
export type SendForecast = {
  /** Later than now if it is outside the sending hours. */
  readonly beginsAt: number
  readonly endsAt: number
  /** It ends on the present day (China time). */
  readonly fitsToday: boolean
}

/** Distributes `durationMs` of sending over the sending hours from now on; the rest continues on the next day. */
export function sendForecast(
  durationMs: number,
  window: Settings['sendingWindow'],
  nowMs: number,
): SendForecast {
  const beginsAt = closedUntil(window, nowMs) ?? nowMs
  let at = beginsAt
  let leftMs = durationMs
  while (window.enabled) {
    const day = shanghaiDay(at)
    const roomMs = atShanghai(day, window.toMinute) - at
    if (leftMs <= roomMs) break
    leftMs -= roomMs
    at = atShanghai(day + 1, window.fromMinute)
  }
  const endsAt = at + leftMs
  return { beginsAt, endsAt, fitsToday: shanghaiDay(endsAt) === shanghaiDay(nowMs) }
}
