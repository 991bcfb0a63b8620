import type { Hold, HoldReason } from '../../../shared/domain/states.ts'
import type { Clock } from '../time/clock.ts'
import type { Gate } from '../time/sending-window.ts'

export type Holds = {
  readonly current: () => Hold | null
  /** The network is gone: stands still for so long, as long as nothing else holds for longer. */
  readonly offline: (waitMs: number) => void
  /** Looks at the gate and at the provider's wish to wait; true while anything holds. */
  readonly check: () => boolean
  /** The computer is about to sleep: stands still until `wake`, or until the clock shows that it is awake. */
  readonly sleep: () => void
  readonly wake: () => void
  /** Ends whatever is on without telling; for the end of a run. */
  readonly drop: () => void
}

/**
 * A computer may sleep through a timer and its clock may be set, so nobody waits longer than this without looking
 * again at the time.
 */
const lookAgainMs = 15_000
/** A system that announces its sleep falls asleep within this time. Whoever runs later is awake, announced or not. */
const fallsAsleepWithinMs = 60_000
/** A change of `until` that is smaller than this tells nobody anything. */
const noticeableMs = 500

/** What holds, and for how much longer, milliseconds. Not positive: over. */
type Left = { readonly reason: HoldReason; readonly leftMs: number }

/**
 * When a run stands still and goes on by itself (docs/sending.md). Several reasons may hold at once; the one that
 * lasts longest is shown, and nothing begins before all are over.
 */
export function createHolds(options: {
  readonly clock: Clock
  readonly gate: Gate
  /** For how much longer the provider asked to stand still, milliseconds; 0: it did not. */
  readonly rateLimitedMs: () => number
  /** Told of every hold that begins, of one that takes its place, and of the end (null). */
  readonly onChange: (hold: Hold | null) => void
}): Holds {
  const { clock, gate, rateLimitedMs } = options
  /** Until when the network is given time to come back, by the clock that only grows. */
  let offlineUntilMs: number | null = null
  /** When the sleep was announced, by both clocks: which of them goes on during a sleep is the system's affair. */
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
      asleepSince ??= { wallMs: clock.now(), monotonicMs: clock.monotonicMs() }
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
