import { memo, useEffect, useEffectEvent } from 'react'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Page } from '../../components/page.tsx'
import { ReportScreen } from '../report/report-screen.tsx'
import { LaunchScreen } from './launch-screen.tsx'
import type { Leave } from './leave.ts'
import { ProgressScreen } from './progress-screen.tsx'
import { ScheduledScreen } from './scheduled-screen.tsx'
import { useCampaign } from './use-campaign.ts'

type CampaignProps = {
  readonly campaignId: number
  readonly active: boolean
  readonly onLeave: Leave
  readonly onFinished?: (finished: boolean) => void
}

/** One campaign by its status: about to be sent, being sent, or done. */
export const CampaignScreen = memo(function CampaignScreen({
  campaignId,
  active,
  onLeave,
  onFinished,
}: CampaignProps) {
  const [campaign, reload] = useCampaign(campaignId)
  const isFinished =
    campaign.state === 'loaded' &&
    (campaign.value.status === 'finished' || campaign.value.status === 'cancelled')
  const tellFinished = useEffectEvent((finished: boolean) => onFinished?.(finished))
  useEffect(() => tellFinished(isFinished), [isFinished])

  if (campaign.state === 'loading') return null
  if (campaign.state === 'failed') {
    return (
      <Page title="">
        <ErrorNotice error={campaign.error} testId="campaign-error" />
      </Page>
    )
  }
  const props = { campaign: campaign.value, active, onLeave, onChanged: reload }
  switch (campaign.value.status) {
    case 'draft':
      return <LaunchScreen {...props} />
    case 'scheduled':
      return <ScheduledScreen {...props} />
    case 'sending':
    case 'holding':
    case 'paused':
      return <ProgressScreen {...props} />
    case 'finished':
    case 'cancelled':
      return <ReportScreen {...props} />
  }
})
