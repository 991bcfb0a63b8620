/**
 * Who may write to the database first, across threads: SQLite lets a waiting writer sleep and look again, and whoever
 * writes many pieces in a row can keep it out for long. The sender says here that it wants to write; long writes look
 * before each piece (docs/architecture.md, "Threads").
 */
export type RightOfWay = {
  /** Handed to another thread, which makes its own RightOfWay of it. */
  readonly memory: SharedArrayBuffer
  /** Carries out a write that goes before long ones. */
  readonly first: <T>(write: () => T) => T
  /** Somebody who goes first writes or waits for it. */
  readonly isTaken: () => boolean
  /** Says whether a campaign is being sent: then long writes leave the file alone for most of the time. */
  readonly setBusy: (busy: boolean) => void
  readonly isBusy: () => boolean
  /** The thread that went first has ended by itself, maybe in the midst of a write: nobody waits for it any more. */
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
