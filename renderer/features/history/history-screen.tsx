import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { FilterChip, FilterChips } from '../../components/filter-chip.tsx'
import { Page } from '../../components/page.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { CampaignNameDialog } from '../again/campaign-name-dialog.tsx'
import { CampaignsTable } from './campaigns-table.tsx'
import { type HistoryView, historyViews, searchOf, viewOf } from './history-filter.ts'
import styles from './history-screen.module.css'

/** Every campaign there was; one click leads to its report, or to where it stands. */
export const HistoryScreen = () => {
  useScreen('history')
  const { t } = useTranslation('history')
  const { go } = useApp()
  const [chosen, setChosen] = useState<HistoryView | null>(null)
  const [search, setSearch] = useState('')
  const [discarding, setDiscarding] = useState<CampaignView | null>(null)
  const [naming, setNaming] = useState<CampaignView | null>(null)
  const { campaigns, reload } = useCampaignList()
  // Counts move while a campaign runs; what the list was last told may be older.
  useEffect(reload, [reload])
  const discard = useAction(async (campaignId: number) => {
    await call(bridge.campaigns.discard({ campaignId }))
    reload()
  })
  const all = campaigns.state === 'loaded' ? campaigns.value : []
  const views = Map.groupBy(all, viewOf)
  const found = Map.groupBy(all.filter(searchOf(search)), viewOf)
  const offered = historyViews.filter(each => views.has(each))
  const view = chosen ?? offered.find(each => found.has(each)) ?? offered[0] ?? 'campaigns'
  /** What is looked for may stand among the others alone: then they come into view. */
  const look = (text: string): void => {
    setSearch(text)
    if (!all.filter(searchOf(text)).some(each => viewOf(each) === chosen)) setChosen(null)
  }
  const shown = found.get(view) ?? []
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      {all.length > 0 && (
        <div className={styles['tools']}>
          <SearchField
            label={t('search')}
            value={search}
            longest={60}
            className={styles['search']}
            testId="history-search"
            onChange={look}
          />
          {offered.length > 1 && (
            <FilterChips label={t('views')}>
              {offered.map(each => (
                <FilterChip
                  key={each}
                  label={t(`view.${each}`)}
                  count={found.get(each)?.length ?? 0}
                  on={view === each}
                  onPress={() => setChosen(each)}
                  testId={`history-${each}`}
                />
              ))}
            </FilterChips>
          )}
        </div>
      )}
      {campaigns.state === 'failed' && <ErrorNotice error={campaigns.error} />}
      {discard.error !== null && <ErrorNotice error={discard.error} />}
      {campaigns.state === 'loaded' && all.length === 0 && (
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
      {all.length > 0 && shown.length === 0 && (
        <EmptyState
          icon="search"
          title={t(search.trim() === '' ? 'noneOfView' : 'notFound.title')}
          testId="history-none"
        >
          {search.trim() !== '' && t('notFound.text')}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <CampaignsTable
          campaigns={shown}
          of={`${view} ${search}`}
          onOpen={campaign => go({ screen: 'campaign', campaignId: campaign.id })}
          onDiscard={setDiscarding}
          onRename={setNaming}
        />
      )}
      {naming !== null && (
        <CampaignNameDialog campaignId={naming.id} name={naming.name} onClose={() => setNaming(null)} />
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
