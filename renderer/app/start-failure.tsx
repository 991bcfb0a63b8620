import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/ipc/result.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { bridge, call } from '../lib/bridge.ts'
import { useAction } from '../lib/use-action.ts'
import { Look, type Looks } from './look.tsx'
import styles from './start-failure.module.css'

type Failed = { readonly error: AppError }

/** What stands instead of the app when what it needs to start could not be fetched. */
export const StartFailure = ({ error, looks }: Failed & { readonly looks: Looks }) => (
  <Look {...looks}>
    <Failure error={error} />
  </Look>
)

const Failure = ({ error }: Failed) => {
  const { t } = useTranslation('shell')
  const folder = useAction(() => call(bridge.app.openDataFolder()))
  return (
    <main className={styles['failure']} data-app-state="loaded" data-screen="failed">
      <h1>{t('failed.title')}</h1>
      <ErrorNotice error={error} />
      <Button type="primary" size="large" loading={folder.running} onClick={folder.run}>
        {t('failed.folder')}
      </Button>
      {folder.error !== null && <ErrorNotice error={folder.error} />}
    </main>
  )
}
