import type { Settings } from '../domain/settings.ts'
import { atShanghai, shanghaiDay, shanghaiMinute } from './shanghai.ts'

/**
 * Until when nothing may be sent (milliseconds since 1970); null: it may now. The hours for marketing messages
 * (docs/provider-api.md, "Sending hours"), in Asia/Shanghai.
 */
export function closedUntil(window: Settings['sendingWindow'], nowMs: number): number | null {
  const { enabled, fromMinute, toMinute } = window
  if (!enabled) return null
  const today = shanghaiDay(nowMs)
  const minute = shanghaiMinute(nowMs)
  if (minute < fromMinute) return atShanghai(today, fromMinute)
  if (minute >= toMinute) return atShanghai(today + 1, fromMinute)
  return null
}
