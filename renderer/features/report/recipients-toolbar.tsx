import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type RecipientOrder, recipientOrders } from '../../../shared/domain/states.ts'
import { SearchField } from '../../components/search-field.tsx'
import { useFormat } from '../../lib/format.ts'
import type { Reason } from './reason.ts'
import styles from './recipients-toolbar.module.css'
import { useReasonText } from './use-reason-text.ts'

type ToolbarProps = {
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly order: RecipientOrder
  readonly onOrder: (order: RecipientOrder) => void
  readonly reasons: readonly Reason[]
  readonly reason: Pick<Reason, 'state' | 'code' | 'cause'> | null
  /** Null: whatever the reason. */
  readonly onReason: (reason: Reason | null) => void
}

const keyOf = ({ state, code, cause }: Pick<Reason, 'state' | 'code' | 'cause'>): string =>
  `${state} ${code ?? ''} ${cause ?? ''}`

/** Whom of a report to look at, and in which order. */
export const RecipientsToolbar = ({
  search,
  onSearch,
  order,
  onOrder,
  reasons,
  reason,
  onReason,
}: ToolbarProps) => {
  const { t } = useTranslation('report')
  const format = useFormat()
  const texts = useReasonText()
  return (
    <div className={styles['toolbar']}>
      <SearchField
        label={t('recipients.search')}
        value={search}
        className={styles['search']}
        testId="recipients-search"
        onChange={onSearch}
      />
      {reasons.length > 0 && (
        <Select<string>
          className={styles['reason'] ?? ''}
          value={reason === null ? '' : keyOf(reason)}
          options={[
            { value: '', label: t('recipients.anyReason') },
            ...reasons.map(each => ({
              value: keyOf(each),
              label: t('recipients.reason', {
                what: texts(each).what,
                n: format.n(each.count),
              }),
            })),
          ]}
          onChange={key => onReason(reasons.find(each => keyOf(each) === key) ?? null)}
          popupMatchSelectWidth={false}
          aria-label={t('recipients.byReason')}
          data-testid="recipients-reason"
        />
      )}
      <Select<RecipientOrder>
        value={order}
        options={recipientOrders.map(each => ({ value: each, label: t(`recipients.order.${each}`) }))}
        onChange={onOrder}
        popupMatchSelectWidth={false}
        aria-label={t('recipients.orderBy')}
        data-testid="recipients-order"
      />
    </div>
  )
}
