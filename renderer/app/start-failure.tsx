import { I18nextProvider, useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/ipc/result.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { i18n } from '../lib/i18n.ts'
import styles from './start-failure.module.css'

/** What stands instead of the app when what it needs to start could not be fetched. */
export const StartFailure = ({ error }: { readonly error: AppError }) => {
  const { t } = useTranslation('shell', { i18n })
  return (
    <I18nextProvider i18n={i18n}>
      <main className={styles['failure']} data-app-state="loaded" data-screen="failed">
        <h1>{t('failed.title')}</h1>
        <ErrorNotice error={error} />
      </main>
    </I18nextProvider>
  )
}
