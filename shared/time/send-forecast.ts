import type { Settings } from '../domain/settings.ts'
import { closedUntil } from './sending-window.ts'
import { atShanghai, shanghaiDay } from './shanghai.ts'

/** How long one answer takes where nobody has seen any yet, ms: neither the quickest nor a bad day. */
export const usualAnswerMs = 300

/** How many messages a second get their answer: what the rate allows, or what fits into the requests in flight. */
export const answersPerSecond = (
  { ratePerSecond, concurrency }: Pick<Settings, 'ratePerSecond' | 'concurrency'>,
  answerMs: number,
): number => Math.min(ratePerSecond, (concurrency * 1000) / answerMs)

/** From the first message to the last answer, in seconds, while nothing holds it up. */
export const secondsToSend = (
  people: number,
  limits: Pick<Settings, 'ratePerSecond' | 'concurrency'>,
  answerMs: number,
): number => (people === 0 ? 0 : people / answersPerSecond(limits, answerMs) + answerMs / 1000)

/** When sending that begins now would end; times in milliseconds since 1970. */
export type SendForecast = {
  /** Later than now where it is outside the sending hours. */
  readonly beginsAt: number
  readonly endsAt: number
  /** It ends on the day of China that it is now. */
  readonly fitsToday: boolean
}

/** Lays `durationMs` of sending into the sending hours from now on; a part that is left over goes on the next day. */
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
