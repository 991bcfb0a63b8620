import type { Settings } from '../../../shared/domain/settings.ts'
import { atShanghai, shanghaiDay, shanghaiMinute } from '../../../shared/time/shanghai.ts'

/** Tells until when sending is closed (milliseconds since 1970); null: it is open now. */
export type Gate = (nowMs: number) => number | null

/** The hours in which marketing messages may leave (docs/provider-api.md, "Sending hours"), in Asia/Shanghai. */
export const sendingWindowGate =
  (window: () => Settings['sendingWindow']): Gate =>
  nowMs => {
    const { enabled, fromMinute, toMinute } = window()
    if (!enabled) return null
    const today = shanghaiDay(nowMs)
    const minute = shanghaiMinute(nowMs)
    if (minute < fromMinute) return atShanghai(today, fromMinute)
    if (minute >= toMinute) return atShanghai(today + 1, fromMinute)
    return null
  }
