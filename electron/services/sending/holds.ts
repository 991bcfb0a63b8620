import type { Hold, HoldReason } from '../../../shared/domain/states.ts'
import type { Clock } from '../time/clock.ts'
import type { Gate } from '../time/sending-window.ts'

export type Holds = {
  readonly current: () => Hold | null
  /** Stands still for so long. A hold that is on stays as it is. */
  readonly begin: (reason: HoldReason, waitMs: number) => void
  /** Holds where the gate is closed; true while it is. */
  readonly checkGate: () => boolean
  /** The computer is about to sleep: stands still until `wake`. */
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

/** When a run stands still and goes on by itself (docs/sending.md). */
export function createHolds(options: {
  readonly clock: Clock
  readonly gate: Gate
  readonly onBegin: () => void
  readonly onEnd: () => void
}): Holds {
  const { clock, gate } = options
  let hold: Hold | null = null
  /** How much longer it lasts by its own clock: holds of a length by the one that only grows, the gate by the wall's. */
  let leftMs: () => number = () => 0
  let callOff: (() => void) | null = null

  const set = (next: Hold, left: () => number) => {
    const isNew = hold === null
    hold = next
    leftMs = left
    if (isNew) options.onBegin()
    look()
  }

  const look = () => {
    callOff?.()
    callOff = null
    if (hold === null) return
    const waitMs = leftMs()
    if (waitMs <= 0) {
      hold = null
      options.onEnd()
      return
    }
    callOff = clock.after(Math.min(lookAgainMs, waitMs), look)
  }

  return {
    current: () => hold,

    begin(reason, waitMs) {
      if (hold !== null) return
      const overMs = clock.monotonicMs() + waitMs
      set({ reason, until: clock.now() + waitMs }, () => overMs - clock.monotonicMs())
    },

    checkGate() {
      const until = gate(clock.now())
      if (until === null) return false
      if (hold === null)
        set({ reason: 'outside-window', until }, () => (gate(clock.now()) ?? 0) - clock.now())
      return true
    },

    sleep() {
      if (hold === null) set({ reason: 'asleep' }, () => lookAgainMs)
    },

    wake() {
      if (hold?.reason === 'asleep') leftMs = () => 0
      look()
    },

    drop() {
      hold = null
      callOff?.()
      callOff = null
    },
  }
}
