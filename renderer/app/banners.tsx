import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type PauseReason, pauseKinds } from '../../shared/domain/states.ts'
import { useCurrentScreen } from '../lib/screen.ts'
import { useApp } from './app-context.ts'
import { Banner } from './banner.tsx'
import styles from './banners.module.css'
import { isOfList, useCampaignList } from './campaign-list.tsx'
import { ProblemBanner } from './problem-banner.tsx'
import { StorageLost } from './storage-lost.tsx'

/** What holds for the whole window and must not be overlooked. */
export const Banners = () => {
  const { practice } = useCurrentScreen()
  const { t } = useTranslation('shell')
  const { info, credentials, go } = useApp()
  return (
    <div className={styles['banners']}>
      {practice && (
        <Banner tone="practice" icon="flask" testId="banner-practice">
          {t('banner.practice')}
        </Banner>
      )}
      {!info.endpoint.isProvider && (
        <Banner tone="warn" icon="warning" testId="banner-endpoint">
          {t('banner.endpoint', { url: info.endpoint.url })}
        </Banner>
      )}
      {credentials.unreadable && (
        <Banner
          tone="bad"
          icon="key"
          testId="banner-unreadable"
          action={
            <Button size="small" onClick={() => go({ screen: 'settings' })}>
              {t('banner.unreadableAction')}
            </Button>
          }
        >
          {t('banner.unreadable')}
        </Banner>
      )}
      {credentials.storage === 'session' && (
        <Banner tone="plain" icon="key" testId="banner-session">
          {t('banner.session')}
        </Banner>
      )}
      <ProblemBanner />
      <StorageLost />
      <InterruptedBanner />
    </div>
  )
}

/** A campaign that a closed app left standing, before or after its start; it waits for the owner's answer. */
const InterruptedBanner = () => {
  const { t } = useTranslation('shell')
  const { route, go } = useApp()
  const { campaigns } = useCampaignList()
  if (campaigns.state !== 'loaded') return null
  const interrupted = campaigns.value.find(
    campaign =>
      isOfList(campaign) &&
      campaign.status === 'paused' &&
      campaign.pause !== null &&
      // What did not begin at its time waits for an answer too, whatever kept it.
      (campaign.startedAt === null || pauseKinds[campaign.pause.reason] === 'missed'),
  )
  if (interrupted === undefined) return null
  if (route.screen === 'campaign' && route.campaignId === interrupted.id) return null
  return (
    <Banner
      tone="warn"
      icon="pause"
      testId="banner-interrupted"
      action={
        <Button
          size="small"
          onClick={() => go({ screen: 'campaign', campaignId: interrupted.id })}
          data-testid="open-interrupted"
        >
          {t('banner.interruptedAction')}
        </Button>
      }
    >
      {t(bannerOf(interrupted.pause?.reason), { name: interrupted.name })}
    </Banner>
  )
}

const bannerOf = (reason: PauseReason | undefined) => {
  switch (reason) {
    case 'schedule-missed':
      return 'banner.missed'
    case 'recent-more':
      return 'banner.recentMore'
    case 'restored':
      return 'banner.restored'
    default:
      return 'banner.interrupted'
  }
}
