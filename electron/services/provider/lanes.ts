import type { Dispatcher } from 'undici'

/** A connection to the provider that carries one request after another. */
export type Lane = { readonly dispatcher: Dispatcher }

/** A request that needs a lane. */
export type Passenger = {
  readonly go: (lane: Lane) => void
  /** There will be no lane for this request. */
  readonly abandon: () => void
}

export type Lanes = {
  /**
   * Gives a request the free lane that was used last, so that a low rate needs few connections; if none is free,
   * the request waits.
   */
  readonly enter: (passenger: Passenger) => void
  /** The request is over. `isSound`: the connection can be used again; otherwise it is closed before the next use. */
  readonly leave: (lane: Lane, isSound: boolean) => void
  /** From now on at most `most` new lanes. Requests in flight end on the lanes they have. */
  readonly renew: (most: number) => void
  /** Closes everything: requests in flight fail, those that wait are abandoned. */
  readonly close: () => Promise<void>
}

/** The lanes of one client: one per concurrent request, each with its own connection. */
export function createLanes(initialMost: number, connect: () => Dispatcher): Lanes {
  let most = initialMost
  let free: Lane[] = []
  /** Free or in use, created since the last renewal. */
  let usable = new Set<Lane>()
  const inUse = new Set<Lane>()
  let waiting: Passenger[] = []
  let isClosed = false

  const make = (): Lane => {
    const lane = { dispatcher: connect() }
    usable.add(lane)
    return lane
  }

  const take = (): Lane | null => free.pop() ?? (usable.size < most ? make() : null)

  const enter = (passenger: Passenger) => {
    if (isClosed) {
      passenger.abandon()
      return
    }
    const lane = take()
    if (lane === null) {
      waiting.push(passenger)
      return
    }
    inUse.add(lane)
    passenger.go(lane)
  }

  const nextOne = () => {
    const passenger = waiting.shift()
    if (passenger !== undefined) enter(passenger)
  }

  return {
    enter,
    leave(lane, isSound) {
      inUse.delete(lane)
      const isKept = isSound && usable.has(lane)
      if (isKept) free.push(lane)
      else usable.delete(lane)
      if (isKept && waiting.length === 0) return
      // Deferred, because the connection reports the end of a request from within its own work.
      queueMicrotask(() => {
        if (!isKept) void lane.dispatcher.destroy()
        nextOne()
      })
    },
    renew(next) {
      most = next
      for (const lane of free) void lane.dispatcher.destroy()
      usable = new Set()
      free = []
      while (waiting.length > 0 && usable.size < most) nextOne()
    },
    close: async () => {
      isClosed = true
      const abandoned = waiting
      waiting = []
      for (const passenger of abandoned) passenger.abandon()
      await Promise.all([...new Set([...usable, ...inUse])].map(({ dispatcher }) => dispatcher.destroy()))
    },
  }
}
