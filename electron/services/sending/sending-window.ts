import type { Settings } from '../../../shared/domain/settings.ts'
import type { Gate } from './holds.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** China has one zone and no summer time, so the offset is a constant, whatever zone the PC is in. */
const shanghaiOffsetMs = 8 * 60 * minuteMs

/** The hours in which marketing messages may leave (docs/provider-api.md, "Sending hours"), in Asia/Shanghai. */
export const sendingWindowGate =
  (window: () => Settings['sendingWindow']): Gate =>
  nowMs => {
    const { enabled, fromMinute, toMinute } = window()
    if (!enabled) return null
    const sinceMidnightMs = (nowMs + shanghaiOffsetMs) % dayMs
    const midnightMs = nowMs - sinceMidnightMs
    if (sinceMidnightMs < fromMinute * minuteMs) return midnightMs + fromMinute * minuteMs
    if (sinceMidnightMs >= toMinute * minuteMs) return midnightMs + dayMs + fromMinute * minuteMs
    return null
  }
