import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundRecipient } from '../../../shared/domain/campaign.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { PageTurner } from '../../components/page-turner.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { usePages } from '../../lib/use-pages.ts'
import { RecipientLog } from '../report/recipient-log.tsx'
import { type Decided, UnknownsCard } from './unknowns-card.tsx'

const pageSize = 100

type Group = { readonly campaignId: number; readonly rows: readonly FoundRecipient[] }

/** Rows of the same campaign stand together already. */
const groupsOf = (rows: readonly FoundRecipient[]): readonly Group[] =>
  [...Map.groupBy(rows, row => row.campaignId)].map(([campaignId, of]) => ({ campaignId, rows: of }))

/** Where outcomes that nobody knows wait for the owner's decision, over all campaigns. */
export const UnknownsScreen = () => {
  useScreen('unknowns')
  const { t } = useTranslation(['unknowns', 'common'])
  const { campaigns, reload: reloadCampaigns } = useCampaignList()
  const [opened, setOpened] = useState<FoundRecipient | null>(null)
  const [found, backToFirst] = usePages(
    'unknowns',
    (_, request) => call(bridge.campaigns.unknowns(request)),
    { when: [campaigns], limit: pageSize },
  )
  const [last, setLast] = useState<Decided | null>(null)
  const changed = (): void => {
    // The page in view may be empty now.
    backToFirst()
    reloadCampaigns()
  }
  const decided = (made: Decided): void => {
    setLast(made)
    changed()
  }
  const takeBack = useAction(async ({ campaignId, decision, one }: Decided) => {
    const seqs = one === null ? null : [one.seq]
    await call(bridge.campaigns.takeBack({ campaignId, seqs, resolution: decision }))
    setLast(null)
    changed()
  })
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
      {takeBack.error !== null && <ErrorNotice error={takeBack.error} testId="take-back-error" />}
      {last !== null && (
        <Notice
          tone="plain"
          testId="decided"
          actions={
            <Button loading={takeBack.running} onClick={() => takeBack.run(last)} data-testid="take-back">
              {last.one === null
                ? t('takeBackAll', { decision: t(`common:resolution.${last.decision}`) })
                : t('takeBack')}
            </Button>
          }
        >
          {t(last.one === null ? 'decidedAll' : 'decided', {
            phone: last.one?.phone,
            campaign: last.campaignName,
            decision: t(`common:resolution.${last.decision}`),
          })}
        </Notice>
      )}
      {found.state === 'loaded' &&
        (found.value.total === 0 ? (
          <EmptyState icon="check" title={t('empty.title')} testId="unknowns-empty">
            {t('empty.text')}
          </EmptyState>
        ) : (
          <>
            <Notice tone="plain" testId="unknowns-why">
              {t('why')}
            </Notice>
            {groupsOf(found.value.rows).map(({ campaignId, rows }) => (
              <UnknownsCard
                key={campaignId}
                campaignId={campaignId}
                rows={rows}
                onOpen={setOpened}
                onDecided={decided}
              />
            ))}
            <PageTurner pages={found.value} />
          </>
        ))}
      <RecipientLog
        of={opened === null ? null : { campaignId: opened.campaignId, mode: opened.mode, recipient: opened }}
        onClose={() => setOpened(null)}
        onChanged={reloadCampaigns}
      />
    </Page>
  )
}
