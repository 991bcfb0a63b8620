import { Button, Checkbox } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Page } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { CampaignsTable } from './campaigns-table.tsx'

/** Every campaign there was; one click leads to its report, or to where it stands. */
export const HistoryScreen = () => {
  useScreen('history')
  const { t } = useTranslation('history')
  const { go } = useApp()
  const [withTests, setWithTests] = useState(false)
  const [discarding, setDiscarding] = useState<CampaignView | null>(null)
  const { campaigns, reload } = useCampaignList()
  // Counts move while a campaign runs; what the list was last told may be older.
  useEffect(reload, [reload])
  const discard = useAction(async (campaignId: number) => {
    await call(bridge.campaigns.discard({ campaignId }))
    reload()
  })
  const all = campaigns.state === 'loaded' ? campaigns.value : []
  const hasTests = all.some(campaign => campaign.kind === 'test')
  const shown = withTests ? all : all.filter(campaign => campaign.kind !== 'test')
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      extra={
        hasTests && (
          <Checkbox
            checked={withTests}
            onChange={event => setWithTests(event.target.checked)}
            data-testid="show-tests"
          >
            {t('showTests')}
          </Checkbox>
        )
      }
    >
      {campaigns.state === 'failed' && <ErrorNotice error={campaigns.error} />}
      {discard.error !== null && <ErrorNotice error={discard.error} />}
      {campaigns.state === 'loaded' && shown.length === 0 && (
        <EmptyState
          icon="history"
          title={t('empty.title')}
          testId="history-empty"
          action={
            <Button type="primary" size="large" onClick={() => go({ screen: 'send' })}>
              {t('empty.action')}
            </Button>
          }
        >
          {t('empty.text')}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <CampaignsTable
          campaigns={shown}
          of={withTests ? 'all' : 'without-tests'}
          onOpen={campaign => go({ screen: 'campaign', campaignId: campaign.id })}
          onDiscard={setDiscarding}
        />
      )}
      <DiscardDialog
        campaign={discarding}
        onClose={() => setDiscarding(null)}
        onDiscard={campaign => {
          setDiscarding(null)
          discard.run(campaign.id)
        }}
      />
    </Page>
  )
}

const DiscardDialog = ({
  campaign,
  onClose,
  onDiscard,
}: {
  readonly campaign: CampaignView | null
  readonly onClose: () => void
  readonly onDiscard: (campaign: CampaignView) => void
}) => {
  const { t } = useTranslation('history')
  return (
    <ConfirmDialog
      open={campaign !== null}
      title={t('discard.title')}
      onClose={onClose}
      testId="discard-dialog"
      confirm={t('discard.action')}
      confirmTestId="discard-confirm"
      onConfirm={() => {
        if (campaign !== null) onDiscard(campaign)
      }}
      danger
    >
      {t('discard.text')}
    </ConfirmDialog>
  )
}
