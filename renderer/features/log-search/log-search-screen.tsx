import { Input, Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundRecipient } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Icon } from '../../components/icon.tsx'
import { Card, Page } from '../../components/page.tsx'
import { ModeTag, StateTag } from '../../components/tag.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { RecipientLog } from '../report/recipient-log.tsx'
import { Why } from '../report/recipients-table.tsx'
import styles from './log-search-screen.module.css'

const pageSize = 50
/** Fewer digits would find everybody. */
const fewestDigits = 3

/** Digits as an owner may type or paste them, without a country code. */
const digitsOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^86(?=1\d{10}$)/, '')
    .slice(0, 11)

/** What was ever sent to a phone, over all campaigns. */
export const LogSearchScreen = () => {
  useScreen('search')
  const { t } = useTranslation('search')
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const [page, setPage] = useState(1)
  const [opened, setOpened] = useState<FoundRecipient | null>(null)
  const phone = digitsOf(typed)
  const isEnough = phone.length >= fewestDigits
  const [found] = useLoaded(
    async () =>
      isEnough
        ? {
            phone,
            ...(await call(bridge.log.search({ phone, offset: (page - 1) * pageSize, limit: pageSize }))),
          }
        : null,
    [phone, page, isEnough],
  )
  const shown = found.state === 'loaded' ? found.value : null
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Input
        className={styles['field'] ?? ''}
        size="large"
        prefix={<Icon name="search" />}
        value={typed}
        inputMode="numeric"
        maxLength={30}
        placeholder={t('placeholder')}
        aria-label={t('label')}
        autoFocus
        allowClear
        onChange={event => {
          setTyped(event.target.value)
          setPage(1)
        }}
        data-testid="search-phone"
      />
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
      {!isEnough && (
        <EmptyState icon="search" title={t('start.title')} testId="search-start">
          {t('start.text')}
        </EmptyState>
      )}
      {isEnough && shown !== null && shown.total === 0 && (
        <EmptyState icon="search" title={t('none.title', { phone: shown.phone })} testId="search-none">
          {t('none.text')}
        </EmptyState>
      )}
      {isEnough && shown !== null && shown.total > 0 && (
        <Card title={t('found', { n: format.n(shown.total) })}>
          <table className={styles['table']} data-testid="found" data-phone={shown.phone}>
            <thead>
              <tr>
                <th className={styles['phone']}>{t('column.phone')}</th>
                <th className={styles['state']}>{t('column.state')}</th>
                <th>{t('column.campaign')}</th>
                <th className={styles['time']}>{t('column.time')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.rows.map(row => (
                <FoundRow key={`${row.campaignId} ${row.seq}`} row={row} onOpen={() => setOpened(row)} />
              ))}
            </tbody>
          </table>
          {shown.total > pageSize && (
            <div className={styles['pages']}>
              <Pagination
                current={page}
                pageSize={pageSize}
                total={shown.total}
                showSizeChanger={false}
                onChange={setPage}
              />
            </div>
          )}
        </Card>
      )}
      <RecipientLog
        of={opened === null ? null : { campaignId: opened.campaignId, recipient: opened }}
        onClose={() => setOpened(null)}
      />
    </Page>
  )
}

const FoundRow = ({ row, onOpen }: { readonly row: FoundRecipient; readonly onOpen: () => void }) => {
  const { t } = useTranslation(['search', 'history', 'report'])
  const format = useFormat()
  const { go } = useApp()
  return (
    <tr data-testid="found-row" data-phone={row.phone} data-state={row.state}>
      <td className={styles['phone']}>
        <button
          type="button"
          className={styles['open']}
          onClick={onOpen}
          title={t('report:log.open')}
          data-testid="open-log"
        >
          {row.phone}
        </button>
      </td>
      <td className={styles['state']}>
        <StateTag state={row.state} />
      </td>
      <td>
        <span className={styles['campaign']}>
          <button
            type="button"
            className={styles['name']}
            onClick={() => go({ screen: 'campaign', campaignId: row.campaignId })}
            data-testid="open-campaign"
          >
            {row.campaignName}
          </button>
          {(row.campaignKind === 'test' || row.campaignKind === 'retry') && (
            <span className={styles['kind']}>{t(`history:kind.${row.campaignKind}`)}</span>
          )}
          {row.mode === 'practice' && <ModeTag mode="practice" />}
        </span>
        <Why row={row} />
      </td>
      <td className={styles['time']}>{row.updatedAt === null ? '' : format.dateTime(row.updatedAt)}</td>
    </tr>
  )
}
