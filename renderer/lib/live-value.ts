import { useSyncExternalStore } from 'react'

/** A value outside of components; components that use it are redrawn when it changes. */
export type LiveValue<T> = {
  readonly get: () => T
  readonly set: (next: T) => void
  /** A hook: the value now. */
  readonly use: () => T
}

export function createLiveValue<T>(first: T): LiveValue<T> {
  let value = first
  const listeners = new Set<() => void>()
  const get = (): T => value
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    get,
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(subscribe, get),
  }
}
