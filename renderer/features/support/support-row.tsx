import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import { SupportDialog } from './support-dialog.tsx'
import styles from './support-row.module.css'

/** The way to what a supporter asks for, and to the folder that everything is in. */
export const SupportRow = () => {
  const { t } = useTranslation('settings')
  const [open, setOpen] = useState(false)
  const folder = useAction(() => call(bridge.app.openDataFolder()))
  return (
    <>
      <div className={styles['actions']}>
        <Button onClick={() => setOpen(true)} data-testid="support">
          {t('support.open')}
        </Button>
        <Button type="text" loading={folder.running} onClick={folder.run} data-testid="about-data-folder">
          {t('support.folder')}
        </Button>
      </div>
      {folder.error !== null && <ErrorNotice error={folder.error} />}
      {open && <SupportDialog onClose={() => setOpen(false)} />}
    </>
  )
}
