import { useLayoutEffect, useSyncExternalStore } from 'react'
import type { Settings } from '../../shared/domain/settings.ts'
import type { ThemeName } from './theme.ts'

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

const subscribe = (listener: () => void): (() => void) => {
  systemDark.addEventListener('change', listener)
  return () => systemDark.removeEventListener('change', listener)
}

/** The theme in force: the owner's choice, or what the system shows; put on the document before the frame is painted. */
export const useTheme = (setting: Settings['theme']): ThemeName => {
  const system: ThemeName = useSyncExternalStore(subscribe, () => systemDark.matches) ? 'dark' : 'light'
  const name = setting === 'system' ? system : setting
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = name
  }, [name])
  return name
}
