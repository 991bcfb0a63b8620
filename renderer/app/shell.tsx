import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../components/icon.tsx'
import { Seal } from '../components/seal.tsx'
import { HistoryScreen } from '../features/history/history-screen.tsx'
import { CampaignScreen } from '../features/sending/campaign-screen.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { WelcomeScreen } from '../features/welcome/welcome-screen.tsx'
import { useAnythingLoading } from '../lib/loading.ts'
import { useCurrentScreen } from '../lib/screen.ts'
import { type Route, useApp } from './app-context.ts'
import { Banners } from './banners.tsx'
import { LiveLink } from './live-link.tsx'
import { SendWizard } from './send-wizard.tsx'
import styles from './shell.module.css'

/** Navigation, banners, and the screen in view. */
export const Shell = () => {
  const { route } = useApp()
  return (
    <div className={styles['shell']}>
      <Sidebar />
      <Main>
        <Banners />
        {route.screen === 'welcome' ? (
          <WelcomeScreen />
        ) : (
          // The wizard stays mounted, so that a list and a draft survive a look at the history or the settings.
          <SendWizard active={route.screen === 'send'} />
        )}
        {route.screen === 'history' && <HistoryScreen />}
        {route.screen === 'campaign' && (
          <OpenedCampaign key={route.campaignId} campaignId={route.campaignId} />
        )}
        {route.screen === 'settings' && <SettingsScreen />}
      </Main>
    </div>
  )
}

/** Says what is in view and whether it is complete. A component of its own, so that only the element is written anew. */
const Main = ({ children }: { readonly children: ReactNode }) => {
  const loading = useAnythingLoading()
  const screen = useCurrentScreen()
  return (
    <main
      className={styles['main']}
      data-app-state={loading ? 'loading' : 'loaded'}
      data-screen={screen.name}
    >
      {children}
    </main>
  )
}

const OpenedCampaign = ({ campaignId }: { readonly campaignId: number }) => {
  const { go } = useApp()
  return (
    <CampaignScreen
      campaignId={campaignId}
      active
      onLeave={{ kind: 'history', go: () => go({ screen: 'history' }) }}
    />
  )
}

const entries: readonly { readonly screen: 'send' | 'history' | 'settings'; readonly icon: IconName }[] = [
  { screen: 'send', icon: 'send' },
  { screen: 'history', icon: 'history' },
  { screen: 'settings', icon: 'settings' },
]

const isIn = (route: Route, entry: 'send' | 'history' | 'settings'): boolean => {
  switch (route.screen) {
    case 'welcome':
    case 'send':
      return entry === 'send'
    case 'campaign':
    case 'history':
      return entry === 'history'
    case 'settings':
      return entry === 'settings'
  }
}

const Sidebar = () => {
  const { t } = useTranslation(['shell', 'common'])
  const { route, go, info } = useApp()
  return (
    <aside className={styles['side']}>
      <div className={styles['brand']}>
        <Seal />
        {t('common:appName')}
      </div>
      <nav aria-label={t('nav.label')}>
        <ul className={styles['nav']}>
          {entries.map(entry => (
            <li key={entry.screen}>
              <button
                type="button"
                className={styles['link']}
                aria-current={isIn(route, entry.screen) ? 'page' : undefined}
                onClick={() =>
                  go({
                    screen: route.screen === 'welcome' && entry.screen === 'send' ? 'welcome' : entry.screen,
                  })
                }
                data-testid={`nav-${entry.screen}`}
              >
                <Icon name={entry.icon} />
                {t(`nav.${entry.screen}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles['below']}>
        <LiveLink />
        <Account />
        <p className={styles['version']}>{info.version}</p>
      </div>
    </aside>
  )
}

const Account = () => {
  const { t } = useTranslation('shell')
  const { credentials, go } = useApp()
  const text = credentials.unreadable
    ? t('account.unreadable')
    : credentials.storage === 'none'
      ? t('account.none')
      : t('account.saved', { tail: credentials.accessKeyTail ?? '' })
  return (
    <button
      type="button"
      className={styles['account']}
      onClick={() => go({ screen: 'settings' })}
      data-testid="account"
    >
      <span>{t('account.label')}</span>
      <span className={styles['accountState']}>{text}</span>
    </button>
  )
}
