import { type ComponentType, lazy } from 'react'

/**
 * Screens whose code is not read at the start: half of the page's scripts. `loadScreens` fetches them when the first
 * screen stands, before anybody clicks.
 */
const later = () => import('./later-screens.ts')
type Later = Awaited<ReturnType<typeof later>>

const screen = <P extends object>(pick: (screens: Later) => ComponentType<P>) =>
  lazy(async () => ({ default: pick(await later()) }))

export const CampaignScreen = screen(screens => screens.CampaignScreen)
export const ComposeScreen = screen(screens => screens.ComposeScreen)
export const ContactListsScreen = screen(screens => screens.ContactListsScreen)
export const HistoryScreen = screen(screens => screens.HistoryScreen)
export const LogSearchScreen = screen(screens => screens.LogSearchScreen)
export const OptOutsScreen = screen(screens => screens.OptOutsScreen)
export const PreflightScreen = screen(screens => screens.PreflightScreen)
export const QuickSendScreen = screen(screens => screens.QuickSendScreen)
export const SettingsScreen = screen(screens => screens.SettingsScreen)
export const UnknownsScreen = screen(screens => screens.UnknownsScreen)

export const loadScreens = async (): Promise<void> => {
  await later()
}
