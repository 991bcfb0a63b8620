import { Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundRecipient } from '../../../shared/domain/campaign.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { RecipientLog } from '../report/recipient-log.tsx'
import { UnknownsCard } from './unknowns-card.tsx'
import styles from './unknowns-screen.module.css'

const pageSize = 100

type Group = { readonly campaignId: number; readonly rows: readonly FoundRecipient[] }

/** Rows of the same campaign stand together already. */
const groupsOf = (rows: readonly FoundRecipient[]): readonly Group[] =>
  [...Map.groupBy(rows, row => row.campaignId)].map(([campaignId, of]) => ({ campaignId, rows: of }))

/** Where outcomes that nobody knows wait for the owner's decision, over all campaigns. */
export const UnknownsScreen = () => {
  useScreen('unknowns')
  const { t } = useTranslation(['unknowns', 'common'])
  const format = useFormat()
  const { campaigns, reload: reloadCampaigns } = useCampaignList()
  const [page, setPage] = useState(1)
  const [opened, setOpened] = useState<FoundRecipient | null>(null)
  const [found, reload] = useLoaded(
    () => call(bridge.campaigns.unknowns({ offset: (page - 1) * pageSize, limit: pageSize })),
    [page, campaigns],
  )
  const decided = (): void => {
    // The last page may be empty now.
    setPage(1)
    reload()
    reloadCampaigns()
  }
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
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
            {found.value.total > pageSize && (
              <div className={styles['pages']}>
                <Pagination
                  current={page}
                  pageSize={pageSize}
                  total={found.value.total}
                  showSizeChanger={false}
                  onChange={setPage}
                  showTotal={(total, [from, to]) =>
                    t('common:page', { from: format.n(from), to: format.n(to), total: format.n(total) })
                  }
                />
              </div>
            )}
          </>
        ))}
      <RecipientLog
        of={opened === null ? null : { campaignId: opened.campaignId, recipient: opened }}
        onClose={() => setOpened(null)}
      />
    </Page>
  )
}
