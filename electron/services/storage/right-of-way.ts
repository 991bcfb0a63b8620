/**
 * Decides across threads who may write to the database first. In SQLite a waiting writer sleeps and tries again, so
 * a thread that writes many pieces in a row can keep it waiting for long. The sender announces here that it wants
 * to write; long writes check this before each piece (docs/architecture.md, "Threads").
 */
export type RightOfWay = {
  /** Passed to another thread, which creates its own RightOfWay from it. */
  readonly memory: SharedArrayBuffer
  /** Carries out a write that has priority over long writes. */
  readonly first: <T>(write: () => T) => T
  /** Whether a write with priority is running or waiting. */
  readonly isTaken: () => boolean
  /** Sets whether a campaign is being sent: then long writes pause most of the time. */
  readonly setBusy: (busy: boolean) => void
  readonly isBusy: () => boolean
  /** Releases the right of way of a thread that has ended unexpectedly, maybe during a write. */
  readonly abandon: () => void
}

const writers = 0
const busyMark = 1

export function createRightOfWay(
  memory: SharedArrayBuffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT),
): RightOfWay {
  const cells = new Int32Array(memory)
  return {
    memory,
    first(write) {
      Atomics.add(cells, writers, 1)
      try {
        return write()
      } finally {
        Atomics.sub(cells, writers, 1)
      }
    },
    isTaken: () => Atomics.load(cells, writers) > 0,
    setBusy: busy => {
      Atomics.store(cells, busyMark, busy ? 1 : 0)
    },
    isBusy: () => Atomics.load(cells, busyMark) === 1,
    abandon() {
      Atomics.store(cells, writers, 0)
      Atomics.store(cells, busyMark, 0)
    },
  }
}
