import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import styles from './selection-bar.module.css'

/** What can be done with the rows that were chosen. */
export const SelectionBar = ({
  rows,
  onDelete,
  onCancel,
}: {
  readonly rows: number
  readonly onDelete: () => void
  readonly onCancel: () => void
}) => {
  const { t } = useTranslation(['import', 'common'])
  const format = useFormat()
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('chosen.label')} data-testid="selection-bar">
      <span>{t('chosen.rows', { rows: format.n(rows) })}</span>
      <Button size="small" onClick={onDelete} data-testid="delete-rows">
        {t('chosen.delete')}
      </Button>
      <Button size="small" type="text" onClick={onCancel}>
        {t('common:cancel')}
      </Button>
    </div>
  )
}
