import { useCallback, useEffect, useMemo, useState } from 'react'
import type { AppInfo } from '../../shared/domain/app-info.ts'
import type { CredentialStatus } from '../../shared/domain/secret-status.ts'
import type { Settings, SettingsPatch } from '../../shared/domain/settings.ts'
import type { StorageStatus } from '../../shared/domain/storage-status.ts'
import { RestoredQuestionDialog } from '../features/back-up/restored-question-dialog.tsx'
import { RecentQuestionDialog } from '../features/recent/recent-question-dialog.tsx'
import { bridge, call, useBridgeEvent } from '../lib/bridge.ts'
import { i18n } from '../lib/i18n.ts'
import { beginLoading } from '../lib/loading.ts'
import { useSliceState } from '../lib/use-slice-state.ts'
import { AppContext, type AppState, type Route } from './app-context.ts'
import { CampaignListProvider } from './campaign-list.tsx'
import { Look } from './look.tsx'
import { loadScreens } from './screens.ts'
import { Shell } from './shell.tsx'
import { useTheme } from './use-theme.ts'

type Start = {
  readonly info: AppInfo
  readonly settings: Settings
  readonly credentialsKept: boolean
  readonly storage: StorageStatus
  readonly firstRun: boolean
  /** The campaign that is being sent. A page that was loaded anew in the middle of it shows it. */
  readonly activeId: number | null
}

/** Fetches what every screen needs. Throws AppError where it can't be had. */
export const loadStart = async (): Promise<Start> => {
  const [info, settings, credentialsKept, firstRun, active, storage] = await Promise.all([
    call(bridge.app.info()),
    call(bridge.settings.get()),
    call(bridge.credentials.areKept()),
    call(bridge.app.firstRun()),
    call(bridge.campaigns.active()),
    call(bridge.storage.status()),
  ])
  // The first screen is that of the campaign.
  if (active.campaignId !== null) await loadScreens()
  return { info, settings, credentialsKept, storage, firstRun, activeId: active.campaignId }
}

/** Until they are opened, credentials that are kept count as readable: the first screen waits for no keyring. */
const presumed = (kept: boolean): CredentialStatus => ({
  storage: kept ? 'encrypted' : 'none',
  canEncrypt: true,
  accessKeyTail: null,
  unreadable: false,
})

const firstRoute = ({ activeId, firstRun }: Start): Route =>
  activeId === null ? { screen: firstRun ? 'welcome' : 'send' } : { screen: 'campaign', campaignId: activeId }

/** The app with its settings, screens and texts. */
export const App = ({ start }: { readonly start: Start }) => {
  const [settings, setSettings] = useState(start.settings)
  const [credentials, setCredentials] = useState(() => presumed(start.credentialsKept))
  const [storage, setStorage] = useState(start.storage)
  const [route, go] = useSliceState(() => firstRoute(start))
  const theme = useTheme(settings.theme)
  useBridgeEvent('storage-changed', setStorage)

  useEffect(() => {
    if (!start.credentialsKept) return
    const done = beginLoading()
    void call(bridge.credentials.status()).then(setCredentials).finally(done)
  }, [start.credentialsKept])

  useEffect(() => {
    void i18n.changeLanguage(settings.language)
    document.documentElement.lang = settings.language
  }, [settings.language])

  const saveSettings = useCallback(async (patch: SettingsPatch) => {
    setSettings(await call(bridge.settings.update(patch)))
  }, [])

  useBridgeEvent('settings-changed', setSettings)
  const [endpoint, setEndpoint] = useState(start.info.endpoint)
  useBridgeEvent('endpoint-changed', setEndpoint)
  const info = useMemo(() => ({ ...start.info, endpoint }), [start.info, endpoint])

  const state = useMemo<AppState>(
    () => ({
      info,
      settings,
      credentials,
      storage,
      setStorage,
      route,
      go,
      saveSettings,
      setCredentials,
    }),
    [info, settings, credentials, storage, route, go, saveSettings],
  )

  return (
    <Look language={settings.language} theme={theme}>
      <AppContext value={state}>
        <CampaignListProvider>
          <Shell />
          <RecentQuestionDialog />
          <RestoredQuestionDialog />
        </CampaignListProvider>
      </AppContext>
    </Look>
  )
}
