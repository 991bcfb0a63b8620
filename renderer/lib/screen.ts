import { useEffect, useLayoutEffect } from 'react'
import { focusHeading } from './heading.ts'
import { createLiveValue } from './live-value.ts'

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

/** The state of the screen in view: its name (`data-screen`) and whether it shows practice mode. */
export type ScreenState = { readonly name: ScreenName; readonly practice: boolean }

const current = createLiveValue<ScreenState>({ name: 'welcome', practice: false })

const setScreen = (next: ScreenState): void => {
  const { name, practice } = current.get()
  if (next.name !== name || next.practice !== practice) current.set(next)
}

/**
 * Called by the screen in view; null while it is kept in the background. When the screen appears, its heading gets
 * the focus.
 */
export const useScreen = (name: ScreenName | null, practice = false): void => {
  useLayoutEffect(() => {
    if (name !== null) setScreen({ name, practice })
  }, [name, practice])
  useEffect(() => {
    if (name !== null) focusHeading()
  }, [name])
}

export const useCurrentScreen = current.use
