import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import styles from './reading-progress.module.css'
import type { Reading } from './use-import.ts'

/** What is being read and how far it has come; without a bar where nobody can say. */
export const ReadingProgress = ({
  reading,
  onCancel,
}: {
  readonly reading: Reading
  readonly onCancel: () => void
}) => {
  const { t } = useTranslation(['import', 'common'])
  const format = useFormat()
  const { fileName, progress } = reading
  return (
    <div className={styles['reading']} role="status" data-testid="contacts-reading">
      <span>
        {progress === null
          ? t('reading', { name: fileName })
          : t('readingRows', { name: fileName, rows: format.n(progress.rows) })}
      </span>
      <progress
        className={styles['bar']}
        aria-label={t('reading', { name: fileName })}
        {...(progress === null ? {} : { value: progress.bytes, max: progress.totalBytes })}
      />
      <Button className={styles['cancel'] ?? ''} onClick={onCancel} data-testid="reading-cancel">
        {t('common:cancel')}
      </Button>
    </div>
  )
}
