import { Input, Select } from 'antd'
import { memo, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MessageOrder, messageOrders } from '../../../shared/domain/message-view.ts'
import { Icon } from '../../components/icon.tsx'
import { useSettled } from '../../lib/use-settled.ts'
import styles from './preview-panel.module.css'
import type { Preview } from './use-preview.ts'

/** Finds a person, and says who comes first. Leafing spares it. */
export const PreviewFinder = memo(function PreviewFinder({ view, onView }: Pick<Preview, 'view' | 'onView'>) {
  const { t } = useTranslation('compose')
  const [typed, setTyped] = useState(view.query)
  const query = useSettled(typed)
  // Another button may have taken the search away; what is being typed right now stays.
  const [lastQuery, setLastQuery] = useState(view.query)
  if (lastQuery !== view.query) {
    setLastQuery(view.query)
    if (view.query !== query) setTyped(view.query)
  }
  const search = useEffectEvent((wanted: string) => {
    if (wanted !== view.query) onView({ ...view, query: wanted })
  })
  useEffect(() => search(query), [query])
  return (
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
  )
})
