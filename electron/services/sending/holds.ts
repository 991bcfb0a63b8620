import type { Hold, HoldReason } from '../../../shared/domain/states.ts'
import type { Clock } from '../time/clock.ts'
import type { Gate } from '../time/sending-window.ts'

export type Holds = {
  readonly current: () => Hold | null
  /** The network is gone: holds for this long, unless something else holds longer. */
  readonly offline: (waitMs: number) => void
  /** Checks the gate and whether the provider asked to wait; true while anything holds. */
  readonly check: () => boolean
  /** The computer is about to sleep: holds until `wake`, or until the clock shows that it is awake. */
  readonly sleep: () => void
  readonly wake: () => void
  /** Ends every hold without reporting it; for the end of a run. */
  readonly drop: () => void
}

/**
 * A computer may sleep through a timer, and its clock may be changed, so the time is checked again at least this
 * often.
 */
const lookAgainMs = 15_000
/**
 * A computer that announces sleep falls asleep within this time. If it still runs later, it is awake, announced or
 * not.
 */
const fallsAsleepWithinMs = 60_000
/** Smaller changes of `until` are not reported. */
const noticeableMs = 500

/** What holds, and for how many more milliseconds. Not positive: over. */
type Left = { readonly reason: HoldReason; readonly leftMs: number }

/**
 * When a run holds and goes on by itself (docs/sending.md). Several reasons may hold at once: the longest one is
 * shown, and nothing begins before all are over.
 */
export function createHolds(options: {
  readonly clock: Clock
  readonly gate: Gate
  /** How many more milliseconds the provider asked to wait; 0: it did not. */
  readonly rateLimitedMs: () => number
  /** Called for every hold that begins, for one that replaces it, and at the end (null). */
  readonly onChange: (hold: Hold | null) => void
}): Holds {
  const { clock, gate, rateLimitedMs } = options
  /** Until when the network has time to come back, by the monotonic clock. */
  let offlineUntilMs: number | null = null
  /** When sleep was announced, by both clocks: which of them runs on during sleep depends on the system. */
  let asleepSince: { readonly wallMs: number; readonly monotonicMs: number } | null = null
  let hold: Hold | null = null
  let callOff: (() => void) | null = null

  const asleep = (): Left | null => {
    if (asleepSince === null) return null
    const passedMs = Math.max(
      Math.abs(clock.now() - asleepSince.wallMs),
      clock.monotonicMs() - asleepSince.monotonicMs,
    )
    return passedMs < fallsAsleepWithinMs ? { reason: 'asleep', leftMs: Number.POSITIVE_INFINITY } : null
  }

  const longest = (): Left | null => {
    const lefts: Left[] = [{ reason: 'rate-limited', leftMs: rateLimitedMs() }]
    if (offlineUntilMs !== null)
      lefts.push({ reason: 'offline', leftMs: offlineUntilMs - clock.monotonicMs() })
    const opensAt = gate(clock.now())
    if (opensAt !== null) lefts.push({ reason: 'outside-window', leftMs: opensAt - clock.now() })
    const sleeping = asleep()
    if (sleeping !== null) lefts.push(sleeping)
    return lefts
      .filter(({ leftMs }) => leftMs > 0)
      .reduce<Left | null>((one, other) => (one === null || other.leftMs > one.leftMs ? other : one), null)
  }

  const look = () => {
    callOff?.()
    callOff = null
    const found = longest()
    if (found === null) {
      offlineUntilMs = null
      asleepSince = null
      if (hold === null) return
      hold = null
      options.onChange(null)
      return
    }
    callOff = clock.after(Math.min(lookAgainMs, found.leftMs), look)
    const next: Hold =
      found.reason === 'asleep'
        ? { reason: 'asleep' }
        : { reason: found.reason, until: Math.round(clock.now() + found.leftMs) }
    if (hold !== null && isAlike(hold, next)) return
    hold = next
    options.onChange(next)
  }

  return {
    current: () => hold,

    offline(waitMs) {
      const untilMs = clock.monotonicMs() + waitMs
      offlineUntilMs = Math.max(untilMs, offlineUntilMs ?? untilMs)
      look()
    },

    check() {
      if (hold === null && rateLimitedMs() <= 0 && gate(clock.now()) === null) return false
      look()
      return hold !== null
    },

    sleep() {
      asleepSince = { wallMs: clock.now(), monotonicMs: clock.monotonicMs() }
      look()
    },

    wake() {
      asleepSince = null
      if (hold !== null) look()
    },

    drop() {
      hold = null
      offlineUntilMs = null
      asleepSince = null
      callOff?.()
      callOff = null
    },
  }
}

const isAlike = (one: Hold, other: Hold): boolean =>
  one.reason === other.reason && Math.abs((one.until ?? 0) - (other.until ?? 0)) < noticeableMs
