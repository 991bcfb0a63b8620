import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/ipc/result.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import styles from './start-failure.module.css'

/** What stands instead of the app when not even its settings could be fetched. */
export const StartFailure = ({ error }: { readonly error: AppError }) => {
  const { t } = useTranslation('shell')
  return (
    <main className={styles['failure']} data-app-state="loaded" data-screen="failed">
      <h1>{t('failed.title')}</h1>
      <ErrorNotice error={error} />
    </main>
  )
}
