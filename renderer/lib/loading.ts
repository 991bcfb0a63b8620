import { useSyncExternalStore } from 'react'

/**
 * Whether anything on screen is still being fetched. `<main data-app-state>` shows it, so that whoever drives the window
 * waits on a signal.
 */
let busy = 0
const listeners = new Set<() => void>()
const changed = (): void => {
  for (const listener of listeners) listener()
}

/** Counts one thing as being fetched until the returned function is called. */
export const beginLoading = (): (() => void) => {
  busy += 1
  changed()
  let open = true
  return () => {
    if (!open) return
    open = false
    busy -= 1
    changed()
  }
}

export const useAnythingLoading = (): boolean =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => busy > 0,
  )
