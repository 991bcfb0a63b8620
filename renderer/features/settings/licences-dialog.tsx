import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './licences-dialog.module.css'

/** Whose software the app is built on, and the terms of each. */
export const LicencesDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation(['settings', 'common'])
  const [licences] = useLoaded(() => call(bridge.app.licences()), [])
  const chromium = useAction(() => call(bridge.app.openChromiumLicences()))
  return (
    <Dialog
      open
      wide
      title={t('licences.title')}
      onClose={onClose}
      testId="licences"
      actions={
        <>
          <Button
            size="large"
            loading={chromium.running}
            onClick={chromium.run}
            data-testid="chromium-licences"
          >
            {t('licences.chromium')}
          </Button>
          <Button size="large" onClick={onClose} data-testid="licences-close">
            {t('common:close')}
          </Button>
        </>
      }
    >
      <p>{t('licences.note')}</p>
      {chromium.error !== null && <ErrorNotice error={chromium.error} />}
      {licences.state === 'failed' && <ErrorNotice error={licences.error} />}
      {licences.state === 'loaded' &&
        licences.value.map(({ name, version, licence, text }) => (
          <details key={name} className={styles['entry']} data-testid="licence">
            <summary className={styles['name']}>
              <span>{name}</span>
              <span className={styles['version']}>
                {version} · {licence}
              </span>
            </summary>
            <pre className={`${styles['text']} selectable`}>{text}</pre>
          </details>
        ))}
    </Dialog>
  )
}
