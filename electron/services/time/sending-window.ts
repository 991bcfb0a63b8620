import type { Settings } from '../../../shared/domain/settings.ts'
import { closedUntil } from '../../../shared/time/sending-window.ts'

/** Returns until when sending is closed (milliseconds since 1970); null: it is open now. */
export type Gate = (nowMs: number) => number | null

/** Reads the sending hours at every call, because the owner may change them. */
export const sendingWindowGate =
  (window: () => Settings['sendingWindow']): Gate =>
  nowMs =>
    closedUntil(window(), nowMs)
