import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import styles from './reading-progress.module.css'
import type { Reading } from './use-import.ts'

/** What is being read and how far it has come; without a bar where nobody can say. */
export const ReadingProgress = ({ reading }: { readonly reading: Reading }) => {
  const { t } = useTranslation('import')
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
    </div>
  )
}
