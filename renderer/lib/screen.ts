import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import { focusHeading } from './heading.ts'

export type ScreenName =
  | 'welcome'
  | 'contacts'
  | 'compose'
  | 'preflight'
  | 'sending'
  | 'report'
  | 'history'
  | 'quick'
  | 'unknowns'
  | 'search'
  | 'lists'
  | 'opt-outs'
  | 'settings'

/** What the screen in view says of itself: its name (`data-screen`) and whether what it shows is practice. */
export type ScreenState = { readonly name: ScreenName; readonly practice: boolean }

let current: ScreenState = { name: 'welcome', practice: false }
const listeners = new Set<() => void>()

const setScreen = (next: ScreenState): void => {
  if (next.name === current.name && next.practice === current.practice) return
  current = next
  for (const listener of listeners) listener()
}

/** Called by the screen in view; null while it is only kept in the background. Whoever comes to it stands at its heading. */
export const useScreen = (name: ScreenName | null, practice = false): void => {
  useLayoutEffect(() => {
    if (name !== null) setScreen({ name, practice })
  }, [name, practice])
  useEffect(() => {
    if (name !== null) focusHeading()
  }, [name])
}

export const useCurrentScreen = (): ScreenState =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
