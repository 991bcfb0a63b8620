/** The screens that are not needed for the first one: a chunk of their own (screens.ts). */
export { ContactListsScreen } from '../features/contact-lists/contact-lists-screen.tsx'
export { HistoryScreen } from '../features/history/history-screen.tsx'
export { LogSearchScreen } from '../features/log-search/log-search-screen.tsx'
export { OptOutsScreen } from '../features/opt-outs/opt-outs-screen.tsx'
export { QuickSendScreen } from '../features/quick-send/quick-send-screen.tsx'
export { SettingsScreen } from '../features/settings/settings-screen.tsx'
export { UnknownsScreen } from '../features/unknowns/unknowns-screen.tsx'
