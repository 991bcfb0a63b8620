import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { Card } from '../../components/page.tsx'
import { StatusTag } from '../../components/tag.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import { othersWaiting } from './launch-steps.ts'
import styles from './waiting-campaigns.module.css'

/** The other campaigns that are not over, by name, and what becomes of each when this one starts; nothing where there are none. */
export const WaitingCampaigns = ({ campaignId }: { readonly campaignId: number }) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const { go } = useApp()
  const { campaigns } = useCampaignList()
  const others = campaigns.state === 'loaded' ? othersWaiting(campaignId, campaigns.value) : []
  if (others.length === 0) return null
  const fate = ({ status, scheduledAt, counts }: CampaignView): string => {
    switch (status) {
      case 'scheduled':
        return t('others.scheduled', { time: scheduledAt === null ? '' : format.beijing(scheduledAt) })
      case 'paused':
        return t('others.paused', { n: format.n(counts.pending) })
      default:
        return t('others.sending')
    }
  }
  return (
    <Card title={t('others.title')} testId="others">
      <ul className={styles['list']}>
        {others.map(campaign => (
          <li key={campaign.id} className={styles['item']} data-testid="other" data-status={campaign.status}>
            <StatusTag status={campaign.status} />
            <div className={styles['words']}>
              <TextButton
                look="name"
                onPress={() => go({ screen: 'campaign', campaignId: campaign.id })}
                testId="other-open"
              >
                {campaign.name}
              </TextButton>
              <p className={styles['fate']}>{fate(campaign)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
