import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { advanceOf } from '../../../shared/domain/states.ts'
import { useApp } from '../../app/app-context.ts'
import { isOfList, useCampaignList } from '../../app/campaign-list.tsx'
import { AbovePage } from '../../components/above-page.tsx'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import { useProgress } from './use-campaign.ts'

/** What is being sent, whoever started it, over the making of another campaign; nothing where it is that one itself. */
export const RunningElsewhere = ({ ownId }: { readonly ownId: number | null }) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const { go } = useApp()
  const { campaigns } = useCampaignList()
  const running =
    campaigns.state === 'loaded'
      ? campaigns.value.find(
          each =>
            each.id !== ownId && isOfList(each) && (each.status === 'sending' || each.status === 'holding'),
        )
      : undefined
  const progress = useProgress(running?.id ?? null)
  if (running === undefined) return null
  const { meant, done } = advanceOf(progress?.counts ?? running.counts)
  return (
    <AbovePage>
      <Notice
        tone="plain"
        testId="running-elsewhere"
        title={t(running.status === 'holding' ? 'elsewhere.holding' : 'elsewhere.sending', {
          name: running.name,
        })}
        actions={
          <Button
            onClick={() => go({ screen: 'campaign', campaignId: running.id })}
            data-testid="open-running"
          >
            {t('elsewhere.open')}
          </Button>
        }
      >
        {t('elsewhere.count', { done: format.n(done), total: format.n(meant) })}
      </Notice>
    </AbovePage>
  )
}
