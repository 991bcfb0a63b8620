import { createLiveValue } from './live-value.ts'

/**
 * Whether anything on screen is still loading. `<main data-app-state>` shows it, so that tests can wait for a
 * signal.
 */
const busy = createLiveValue(0)

/** Counts as loading until the returned function is called. */
export const beginLoading = (): (() => void) => {
  busy.set(busy.get() + 1)
  let open = true
  return () => {
    if (!open) return
    open = false
    busy.set(busy.get() - 1)
  }
}

const isAnythingLoading = (): boolean => busy.get() > 0

export const useAnythingLoading = (): boolean => busy.use() > 0

/** Calls `work` at a moment when nothing has to be done and nothing is loading any more; not at all if something begins. */
export const whenIdle = (work: () => void): void => {
  requestIdleCallback(() => {
    if (!isAnythingLoading()) work()
  })
}
