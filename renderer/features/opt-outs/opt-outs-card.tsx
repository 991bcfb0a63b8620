import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pageByOffset } from '../../../shared/domain/offset-pages.ts'
import type { OptOut } from '../../../shared/domain/opt-out.ts'
import { type Column, DataTable, NoRows } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Card } from '../../components/page.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { UndoNotice } from '../../components/undo-notice.tsx'
import { bridge, call, useBridgeEvent } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { usePages } from '../../lib/use-pages.ts'
import styles from './opt-outs-card.module.css'

/** The list itself: search, pages, and the way off it. */
export const OptOutsCard = ({ count }: { readonly count: number }) => {
  const { t } = useTranslation('optOuts')
  const format = useFormat()
  const [search, setSearch] = useState('')
  /** The entry that was removed last. */
  const [removed, setRemoved] = useState<OptOut | null>(null)
  const [found, reload] = usePages(search, (words, request) =>
    pageByOffset(place => call(bridge.optOuts.page({ search: words, ...place })), request),
  )
  useBridgeEvent('opt-outs-changed', reload)
  const remove = useAction(async (entry: OptOut) => {
    setRemoved(null)
    await call(bridge.optOuts.remove({ phones: [entry.phone] }))
    setRemoved(entry)
    reload()
  })
  const putBack = useAction(async (entry: OptOut) => {
    await call(bridge.optOuts.putBack(entry))
    setRemoved(null)
    reload()
  })
  const undo = removed !== null && (
    <UndoNotice
      undoing={putBack.running}
      error={putBack.error}
      onUndo={() => putBack.run(removed)}
      testId="opt-out-removed"
    >
      {t('remove.done', { phone: removed.phone })}
    </UndoNotice>
  )

  const columns: readonly Column<OptOut>[] = [
    { key: 'phone', title: t('column.phone'), width: 148, cell: row => row.phone },
    {
      key: 'reason',
      title: t('column.reason'),
      cell: row => <span className={styles['reason']}>{row.reason}</span>,
    },
    {
      key: 'source',
      title: t('column.source'),
      width: 120,
      tone: 'soft',
      cell: row => t(`source.${row.source}`),
    },
    {
      key: 'time',
      title: t('column.time'),
      width: 168,
      tone: 'soft',
      cell: row => format.dateTime(row.addedAt),
    },
    {
      key: 'action',
      title: t('remove.action'),
      titleHidden: true,
      width: 84,
      align: 'end',
      cell: row => (
        <TextButton look="away" onPress={() => remove.run(row)} testId="opt-out-remove">
          {t('remove.action')}
        </TextButton>
      ),
    },
  ]

  if (count === 0 && search === '')
    return (
      <>
        {undo}
        <EmptyState icon="none" title={t('empty.title')} testId="opt-outs-empty">
          {t('empty.text')}
        </EmptyState>
      </>
    )
  return (
    <Card
      title={
        <span className={styles['count']} data-testid="opt-outs-count">
          {t('list.title', { n: format.n(count) })}
        </span>
      }
      extra={
        <SearchField
          label={t('list.search')}
          value={search}
          className={styles['search']}
          testId="opt-outs-search"
          onChange={setSearch}
        />
      }
    >
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
      {remove.error !== null && <ErrorNotice error={remove.error} />}
      {undo}
      {found.state === 'loaded' && (
        <DataTable
          columns={columns}
          rows={found.value.rows}
          rowKey={row => row.phone}
          hooks={{ 'data-testid': 'opt-outs', 'data-total': found.value.total }}
          rowHooks={row => ({ 'data-testid': 'opt-out', 'data-phone': row.phone })}
          empty={<NoRows testId="opt-outs-none">{t('list.none')}</NoRows>}
          pages={found.value}
        />
      )}
    </Card>
  )
}
