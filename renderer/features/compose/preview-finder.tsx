import { Button, Input, Select } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MessageOrder, type MessageTally, messageOrders } from '../../../shared/domain/message-view.ts'
import { Icon } from '../../components/icon.tsx'
import { useSettled } from '../../lib/use-settled.ts'
import styles from './preview-panel.module.css'
import type { Preview } from './use-preview.ts'

/** Finds a person, puts the longest first, and shows whose message costs most. */
export const PreviewFinder = ({
  view,
  onView,
  tally,
}: Pick<Preview, 'view' | 'onView'> & { readonly tally: MessageTally | null }) => {
  const { t } = useTranslation('compose')
  const [typed, setTyped] = useState(view.query)
  const query = useSettled(typed)
  const search = useEffectEvent((wanted: string) => {
    if (wanted !== view.query) onView({ ...view, query: wanted })
  })
  useEffect(() => search(query), [query])
  const most = tally?.byParts.length ?? 0
  return (
    <>
      <div className={styles['finder']}>
        <Input
          value={typed}
          maxLength={100}
          allowClear
          prefix={<Icon name="search" size={16} />}
          placeholder={t('preview.search')}
          aria-label={t('preview.searchLabel')}
          onChange={event => setTyped(event.target.value)}
          data-testid="preview-search"
        />
        <Select<MessageOrder>
          className={styles['order'] ?? ''}
          value={view.order}
          options={messageOrders.map(order => ({ value: order, label: t(`preview.order.${order}`) }))}
          onChange={order => onView({ ...view, order })}
          aria-label={t('preview.orderLabel')}
          data-testid="preview-order"
        />
      </div>
      <div className={styles['quick']}>
        <Button
          size="small"
          disabled={tally === null}
          onClick={() => onView({ ...view, group: 'all', order: 'longest' })}
          data-testid="preview-longest"
        >
          {t('preview.longest')}
        </Button>
        <Button
          size="small"
          disabled={most === 0}
          onClick={() => onView({ ...view, group: most, order: 'longest' })}
          data-testid="preview-most-parts"
        >
          {t('preview.mostParts')}
        </Button>
      </div>
    </>
  )
}
