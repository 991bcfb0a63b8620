import { createContext, use, useCallback, useMemo, useRef, useState } from 'react'
import type { Settings, SettingsPatch } from '../../../shared/domain/settings.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import { useApp } from '../../app/app-context.ts'
import { toAppError } from '../../lib/call.ts'

export type SettingName = keyof Settings

/** What came of the last change: said beside the settings that it named. */
export type Told = { readonly names: readonly string[]; readonly error: AppError | null }

export type Saving = {
  /** Saves and applies at once. */
  readonly save: (patch: SettingsPatch) => void
  /** Takes back what was said; somebody is typing again. */
  readonly hush: () => void
  readonly told: Told | null
}

export const SavingContext = createContext<Saving | null>(null)

export const useSaving = (): Saving => {
  const saving = use(SavingContext)
  if (saving === null) throw new Error('used outside the settings')
  return saving
}

/** Saves settings; of several changes on their way, what is said is said of the last. */
export const useSettingsSaving = (): Saving => {
  const { saveSettings } = useApp()
  const [told, setTold] = useState<Told | null>(null)
  const last = useRef(0)
  const save = useCallback(
    (patch: SettingsPatch): void => {
      const own = ++last.current
      const tell = (error: AppError | null): void => {
        if (own === last.current) setTold({ names: Object.keys(patch), error })
      }
      setTold(null)
      saveSettings(patch).then(
        () => tell(null),
        (thrown: unknown) => tell(toAppError(thrown)),
      )
    },
    [saveSettings],
  )
  const hush = useCallback(() => setTold(null), [])
  return useMemo(() => ({ save, hush, told }), [save, hush, told])
}
