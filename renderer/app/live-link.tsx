import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Progress } from '../../shared/domain/campaign.ts'
import { advanceOf } from '../../shared/domain/states.ts'
import { useBridgeEvent } from '../lib/bridge.ts'
import { useFormat } from '../lib/format.ts'
import { useApp } from './app-context.ts'
import { isOfList, useCampaignList } from './campaign-list.tsx'
import styles from './live-link.module.css'

/** The campaign that is running, when the owner is looking at something else. Only list campaigns, not test messages. */
export const LiveLink = () => {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const { route, go } = useApp()
  const [progress, setProgress] = useState<Progress | null>(null)
  const { campaigns } = useCampaignList()
  useBridgeEvent('campaign-progress', setProgress)

  if (campaigns.state !== 'loaded') return null
  const running = campaigns.value.find(
    campaign => isOfList(campaign) && (campaign.status === 'sending' || campaign.status === 'holding'),
  )
  if (running === undefined || route.screen === 'send' || route.screen === 'welcome') return null
  if (route.screen === 'campaign' && route.campaignId === running.id) return null
  const counts = progress?.campaignId === running.id ? progress.counts : running.counts
  const { meant, done } = advanceOf(counts)
  const state = t(running.status === 'holding' ? 'live.holding' : 'live.sending')
  const count = t('live.count', { done: format.n(done), total: format.n(meant) })
  return (
    <button
      type="button"
      className={styles['live']}
      onClick={() => go({ screen: 'campaign', campaignId: running.id })}
      title={`${state} ${count}`}
      data-testid="live"
    >
      <span className={styles['title']}>{state}</span>
      <span className={styles['count']}>{count}</span>
      <progress aria-label={state} className={styles['bar']} max={Math.max(1, meant)} value={done} />
    </button>
  )
}
