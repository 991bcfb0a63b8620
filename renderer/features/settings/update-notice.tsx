import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { useUpdate } from '../../app/use-update.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './update-notice.module.css'

/** What is new in a newer version, and the way to where it can be had. */
export const UpdateNotice = () => {
  const { t } = useTranslation('settings')
  const { settings } = useApp()
  const update = useUpdate()
  const open = useAction(() => call(bridge.updates.openPage()))
  if (update === null) return null
  return (
    <>
      <Notice
        tone="plain"
        title={t('update.title', { version: update.version })}
        testId="update"
        actions={
          <Button loading={open.running} onClick={open.run} data-testid="open-update">
            {t('update.open')}
          </Button>
        }
      >
        <p className={`${styles['notes']} selectable`}>{update.notes[settings.language]}</p>
        <p>{t('update.how')}</p>
      </Notice>
      {open.error !== null && <ErrorNotice error={open.error} />}
    </>
  )
}
