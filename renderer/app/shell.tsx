import { memo, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../components/icon.tsx'
import { Seal } from '../components/seal.tsx'
import { type Content, emptyContent } from '../features/compose/content.ts'
import type { Leave } from '../features/sending/leave.ts'
import { WelcomeScreen } from '../features/welcome/welcome-screen.tsx'
import { bridge, call } from '../lib/bridge.ts'
import { useAnythingLoading, whenIdle } from '../lib/loading.ts'
import { useCurrentScreen } from '../lib/screen.ts'
import { useLoaded } from '../lib/use-loaded.ts'
import { Announcer } from './announcer.tsx'
import { type Route, useApp } from './app-context.ts'
import { Banners } from './banners.tsx'
import { useCampaignList } from './campaign-list.tsx'
import { LiveLink } from './live-link.tsx'
import {
  CampaignScreen,
  ContactListsScreen,
  HistoryScreen,
  LogSearchScreen,
  loadScreens,
  OptOutsScreen,
  QuickSendScreen,
  SettingsScreen,
  UnknownsScreen,
} from './screens.ts'
import { SendWizard } from './send-wizard.tsx'
import styles from './shell.module.css'
import { useUpdate } from './use-update.ts'

/** Navigation, banners, and the screen in view. */
export const Shell = () => (
  <div className={styles['shell']}>
    <Sidebar />
    <Announcer />
    <Main>
      <Banners />
      <Screens />
    </Main>
  </div>
)

/** The screen in view, and what is being written: whoever stands around them is spared every keystroke. */
const Screens = () => {
  const { route } = useApp()
  const [content, setContent] = useState<Content>(emptyContent)
  return (
    <>
      {route.screen === 'welcome' ? (
        <WelcomeScreen />
      ) : (
        // The wizard stays mounted, so that a list and a draft survive a look at the history or the settings.
        <SendWizard active={route.screen === 'send'} content={content} onContent={setContent} />
      )}
      <Suspense>
        {route.screen === 'campaign' ? (
          <OpenedCampaign key={route.campaignId} campaignId={route.campaignId} />
        ) : (
          <Screen name={route.screen} content={content} />
        )}
      </Suspense>
    </>
  )
}

/** Drawn again by what it shows, not by whatever changes around it. */
const Screen = memo(function Screen({
  name,
  content,
}: {
  readonly name: Route['screen']
  readonly content: Content
}) {
  switch (name) {
    case 'quick':
      return <QuickSendScreen written={content} />
    case 'history':
      return <HistoryScreen />
    case 'unknowns':
      return <UnknownsScreen />
    case 'search':
      return <LogSearchScreen />
    case 'lists':
      return <ContactListsScreen />
    case 'opt-outs':
      return <OptOutsScreen />
    case 'settings':
      return <SettingsScreen />
    case 'welcome':
    case 'send':
    case 'campaign':
      return null
  }
})

/** Says what is in view and whether it is complete. A component of its own, so that only the element is written anew. */
const Main = ({ children }: { readonly children: ReactNode }) => {
  const loading = useAnythingLoading()
  const screen = useCurrentScreen()
  useEffect(() => {
    // When the first screen stands. Where it fails, whoever opens such a screen asks again and is told.
    if (!loading) whenIdle(() => void loadScreens().catch(() => undefined))
  }, [loading])
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
  const onLeave = useMemo<Leave>(() => ({ kind: 'history', go: () => go({ screen: 'history' }) }), [go])
  return <CampaignScreen campaignId={campaignId} active onLeave={onLeave} />
}

type EntryName = 'send' | 'quick' | 'lists' | 'opt-outs' | 'history' | 'unknowns' | 'search' | 'settings'
type Entry = { readonly screen: EntryName; readonly icon: IconName }

/** What belongs together stands together, with a little room between the groups. */
const groups: readonly (readonly Entry[])[] = [
  [
    { screen: 'send', icon: 'send' },
    { screen: 'quick', icon: 'phone' },
  ],
  [
    { screen: 'lists', icon: 'list' },
    { screen: 'opt-outs', icon: 'none' },
  ],
  [
    { screen: 'history', icon: 'history' },
    { screen: 'unknowns', icon: 'question' },
    { screen: 'search', icon: 'search' },
  ],
  [{ screen: 'settings', icon: 'settings' }],
]

const entryOf = (route: Route): EntryName => {
  switch (route.screen) {
    case 'welcome':
      return 'send'
    case 'campaign':
      return 'history'
    case 'send':
    case 'quick':
    case 'lists':
    case 'opt-outs':
    case 'history':
    case 'unknowns':
    case 'search':
    case 'settings':
      return route.screen
  }
}

const Sidebar = () => {
  const { t } = useTranslation(['shell', 'common'])
  const { route, go, info } = useApp()
  const waiting = useWaitingUnknowns()
  const here = entryOf(route)
  return (
    <aside className={styles['side']}>
      <div className={styles['brand']}>
        <Seal />
        <span className={styles['label']}>{t('common:appName')}</span>
      </div>
      <nav aria-label={t('nav.label')} className={styles['nav']}>
        {groups.map(group => (
          <ul key={group[0]?.screen} className={styles['group']}>
            {group.map(({ screen, icon }) => (
              <li key={screen}>
                <button
                  type="button"
                  className={styles['link']}
                  aria-current={here === screen ? 'page' : undefined}
                  title={t(`nav.${screen}`)}
                  onClick={() =>
                    go({ screen: route.screen === 'welcome' && screen === 'send' ? 'welcome' : screen })
                  }
                  data-testid={`nav-${screen}`}
                >
                  <Icon name={icon} />
                  <span className={styles['label']}>{t(`nav.${screen}`)}</span>
                  {screen === 'unknowns' && waiting > 0 && (
                    <span className={styles['badge']} data-testid="unknown-badge" data-count={waiting}>
                      {waiting > 999 ? '999+' : waiting}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <div className={styles['below']}>
        <LiveLink />
        <Account />
        <p className={styles['version']}>{info.version}</p>
        <UpdateLink />
      </div>
    </aside>
  )
}

/** Under the version in use, and no louder: a newer one is out. */
const UpdateLink = () => {
  const { t } = useTranslation('shell')
  const { go } = useApp()
  const update = useUpdate()
  if (update === null) return null
  return (
    <button
      type="button"
      className={styles['update']}
      onClick={() => go({ screen: 'settings' })}
      data-testid="update-link"
    >
      {t('update', { version: update.version })}
    </button>
  )
}

/** How many unknown outcomes wait for the owner; counted again whenever a campaign has changed. */
const useWaitingUnknowns = (): number => {
  const { campaigns } = useCampaignList()
  const [waiting] = useLoaded(() => call(bridge.campaigns.unknowns({ at: 'first', limit: 1 })), [campaigns])
  return waiting.state === 'loaded' ? waiting.value.total : 0
}

const Account = () => {
  const { t } = useTranslation('shell')
  const { credentials, go } = useApp()
  const text = credentials.unreadable
    ? t('account.unreadable')
    : credentials.storage === 'none'
      ? t('account.none')
      : credentials.accessKeyTail === null
        ? t('account.kept')
        : t('account.saved', { tail: credentials.accessKeyTail })
  return (
    <button
      type="button"
      className={styles['account']}
      onClick={() => go({ screen: 'settings' })}
      title={`${t('account.label')} · ${text}`}
      data-testid="account"
    >
      <span className={styles['sign']}>
        <Icon name="key" />
      </span>
      <span className={styles['label']}>{t('account.label')}</span>
      <span className={`${styles['accountState']} ${styles['label']}`}>{text}</span>
    </button>
  )
}
