import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Settings, SettingsPatch } from '../../shared/domain/settings.ts'
import type { AppInfo, CredentialStatus, StorageStatus } from '../../shared/ipc/contract.ts'
import type { AppError } from '../../shared/ipc/result.ts'
import { bridge, call, useBridgeEvent } from '../lib/bridge.ts'
import { i18n } from '../lib/i18n.ts'
import { cspNonce } from '../lib/nonce.ts'
import { useLoaded } from '../lib/use-loaded.ts'
import { AppContext, type AppState, hasCredentials, type Route } from './app-context.ts'
import { CampaignListProvider } from './campaign-list.tsx'
import { Shell } from './shell.tsx'
import { StartFailure } from './start-failure.tsx'
import { antdTheme } from './theme.ts'
import { useTheme } from './use-theme.ts'

type Start = {
  readonly info: AppInfo
  readonly settings: Settings
  readonly credentials: CredentialStatus
  readonly storage: StorageStatus
  readonly firstRun: boolean
}

const loadStart = async (): Promise<Start> => {
  const [info, settings, credentials, campaigns, storage] = await Promise.all([
    call(bridge.app.info()),
    call(bridge.settings.get()),
    call(bridge.credentials.status()),
    call(bridge.campaigns.list()),
    call(bridge.storage.status()),
  ])
  const firstRun = !hasCredentials(credentials) && !credentials.unreadable && campaigns.length === 0
  return { info, settings, credentials, storage, firstRun }
}

/** Fetches what every screen needs, then opens the shell. */
export const App = () => {
  const [start] = useLoaded(loadStart, [])
  if (start.state === 'loading') return <Frame theme="system" />
  if (start.state === 'failed') return <Frame theme="system" failure={start.error} />
  return <Running start={start.value} />
}

/** The theme and the nonce, before there are settings. */
const Frame = ({ theme, failure }: { readonly theme: Settings['theme']; readonly failure?: AppError }) => {
  useTheme(theme)
  return (
    <I18nextProvider i18n={i18n}>
      {failure === undefined ? <main data-app-state="loading" /> : <StartFailure error={failure} />}
    </I18nextProvider>
  )
}

const csp = { nonce: cspNonce }
const plainButtons = { autoInsertSpace: false }
const noWave = { disabled: true }

const Running = ({ start }: { readonly start: Start }) => {
  const [settings, setSettings] = useState(start.settings)
  const [credentials, setCredentials] = useState(start.credentials)
  const [storage, setStorage] = useState(start.storage)
  const [route, go] = useState<Route>({ screen: start.firstRun ? 'welcome' : 'send' })
  const themeName = useTheme(settings.theme)
  useBridgeEvent('storage-changed', setStorage)

  useEffect(() => {
    void i18n.changeLanguage(settings.language)
    document.documentElement.lang = settings.language
  }, [settings.language])

  const saveSettings = useCallback(async (patch: SettingsPatch) => {
    setSettings(await call(bridge.settings.update(patch)))
  }, [])

  const state = useMemo<AppState>(
    () => ({
      info: start.info,
      settings,
      credentials,
      storage,
      setStorage,
      route,
      go,
      saveSettings,
      setCredentials,
    }),
    [start.info, settings, credentials, storage, route, saveSettings],
  )
  const theme = useMemo(() => antdTheme(themeName), [themeName])

  return (
    <I18nextProvider i18n={i18n}>
      <ConfigProvider
        theme={theme}
        csp={csp}
        locale={settings.language === 'en' ? enUS : zhCN}
        button={plainButtons}
        wave={noWave}
      >
        <AppContext value={state}>
          <CampaignListProvider>
            <Shell />
          </CampaignListProvider>
        </AppContext>
      </ConfigProvider>
    </I18nextProvider>
  )
}
