import type { Settings } from '../../../shared/domain/settings.ts'
import { closedUntil } from '../../../shared/time/sending-window.ts'

/** Tells until when sending is closed (milliseconds since 1970); null: it is open now. */
export type Gate = (nowMs: number) => number | null

/** Asks for the sending hours anew each time: the owner may change them meanwhile. */
export const sendingWindowGate =
  (window: () => Settings['sendingWindow']): Gate =>
  nowMs =>
    closedUntil(window(), nowMs)
