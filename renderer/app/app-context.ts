import { createContext, use } from 'react'
import type { AppInfo } from '../../shared/domain/app-info.ts'
import type { CredentialStatus } from '../../shared/domain/secret-status.ts'
import type { Settings, SettingsPatch } from '../../shared/domain/settings.ts'
import type { StorageStatus } from '../../shared/domain/storage-status.ts'

/** Where the owner is. `send` is the wizard; `campaign` one campaign opened from the history. */
export type Route =
  | { readonly screen: 'welcome' }
  | { readonly screen: 'send' }
  | { readonly screen: 'quick' }
  | { readonly screen: 'history' }
  | { readonly screen: 'campaign'; readonly campaignId: number }
  | { readonly screen: 'unknowns' }
  | { readonly screen: 'search' }
  | { readonly screen: 'lists' }
  | { readonly screen: 'opt-outs' }
  | { readonly screen: 'settings' }

export type AppState = {
  readonly info: AppInfo
  readonly settings: Settings
  readonly credentials: CredentialStatus
  /** Whether the history was lost; sending waits until the owner has accepted it. */
  readonly storage: StorageStatus
  /** Tells that the loss was accepted. */
  readonly setStorage: (status: StorageStatus) => void
  readonly route: Route
  readonly go: (route: Route) => void
  /** Saves and applies; throws AppError. */
  readonly saveSettings: (patch: SettingsPatch) => Promise<void>
  readonly setCredentials: (status: CredentialStatus) => void
}

export const AppContext = createContext<AppState | null>(null)

export const useApp = (): AppState => {
  const state = use(AppContext)
  if (state === null) throw new Error('used outside the app')
  return state
}

/** Whether a real campaign can be sent with what is there. */
export const hasCredentials = (status: CredentialStatus): boolean => status.storage !== 'none'
