import { Input, Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OptOut } from '../../../shared/domain/opt-out.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Icon } from '../../components/icon.tsx'
import { Card } from '../../components/page.tsx'
import { bridge, call, useBridgeEvent } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './opt-outs-card.module.css'

const pageSize = 50

/** The list itself: search, pages, and the way off it. */
export const OptOutsCard = ({ count }: { readonly count: number }) => {
  const { t } = useTranslation(['optOuts', 'common'])
  const format = useFormat()
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const [removing, setRemoving] = useState<OptOut | null>(null)
  const [found, reload] = useLoaded(
    () => call(bridge.optOuts.page({ search, offset: (page - 1) * pageSize, limit: pageSize })),
    [search, page],
  )
  useBridgeEvent('opt-outs-changed', reload)
  const remove = useAction(async (phone: string) => {
    await call(bridge.optOuts.remove({ phones: [phone] }))
    reload()
  })

  if (count === 0 && search === '')
    return (
      <EmptyState icon="none" title={t('empty.title')} testId="opt-outs-empty">
        {t('empty.text')}
      </EmptyState>
    )
  return (
    <Card
      title={
        <span className={styles['count']} data-testid="opt-outs-count">
          {t('list.title', { n: format.n(count) })}
        </span>
      }
      extra={
        <Input
          className={styles['search'] ?? ''}
          prefix={<Icon name="search" size={18} />}
          value={search}
          maxLength={40}
          allowClear
          placeholder={t('list.search')}
          aria-label={t('list.search')}
          onChange={event => {
            setSearch(event.target.value)
            setPage(1)
          }}
          data-testid="opt-outs-search"
        />
      }
    >
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
      {remove.error !== null && <ErrorNotice error={remove.error} />}
      {found.state === 'loaded' && (
        <>
          <table className={styles['table']} data-testid="opt-outs" data-total={found.value.total}>
            <thead>
              <tr>
                <th className={styles['phone']}>{t('column.phone')}</th>
                <th>{t('column.reason')}</th>
                <th className={styles['source']}>{t('column.source')}</th>
                <th className={styles['time']}>{t('column.time')}</th>
                <th className={styles['action']}>
                  <span className="visually-hidden">{t('remove.action')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.value.rows.map(row => (
                <tr key={row.phone} data-testid="opt-out" data-phone={row.phone}>
                  <td className={styles['phone']}>{row.phone}</td>
                  <td className={styles['reason']}>{row.reason}</td>
                  <td className={styles['source']}>{t(`source.${row.source}`)}</td>
                  <td className={styles['time']}>{format.dateTime(row.addedAt)}</td>
                  <td className={styles['action']}>
                    <button
                      type="button"
                      className={styles['remove']}
                      onClick={() => setRemoving(row)}
                      data-testid="opt-out-remove"
                    >
                      {t('remove.action')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {found.value.total === 0 && (
            <p className={styles['none']} data-testid="opt-outs-none">
              {t('list.none')}
            </p>
          )}
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
      )}
      <ConfirmDialog
        open={removing !== null}
        title={t('remove.title', { phone: removing?.phone ?? '' })}
        onClose={() => setRemoving(null)}
        testId="opt-out-remove-dialog"
        confirm={t('remove.action')}
        confirmTestId="opt-out-remove-confirm"
        onConfirm={() => {
          if (removing !== null) remove.run(removing.phone)
          setRemoving(null)
        }}
        danger
      >
        {t('remove.text')}
      </ConfirmDialog>
    </Card>
  )
}
