import { type ComponentType, lazy } from 'react'

/**
 * Screens whose code, and above all whose schemas, are not read at the start. `loadScreens` fetches them when the first
 * screen stands, before anybody clicks.
 */
const later = () => import('./later-screens.ts')
type Later = Awaited<ReturnType<typeof later>>

const screen = <P extends object>(pick: (screens: Later) => ComponentType<P>) =>
  lazy(async () => ({ default: pick(await later()) }))

export const ContactListsScreen = screen(screens => screens.ContactListsScreen)
export const HistoryScreen = screen(screens => screens.HistoryScreen)
export const LogSearchScreen = screen(screens => screens.LogSearchScreen)
export const OptOutsScreen = screen(screens => screens.OptOutsScreen)
export const QuickSendScreen = screen(screens => screens.QuickSendScreen)
export const SettingsScreen = screen(screens => screens.SettingsScreen)
export const UnknownsScreen = screen(screens => screens.UnknownsScreen)

export function loadScreens(): void {
  // Where it fails, whoever opens such a screen asks again and is told.
  requestIdleCallback(() => void later().catch(() => undefined))
}
