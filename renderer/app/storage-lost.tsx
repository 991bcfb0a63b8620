import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { bridge, call } from '../lib/bridge.ts'
import { useAction } from '../lib/use-action.ts'
import { useApp } from './app-context.ts'
import { Banner } from './banner.tsx'
import { useCampaignList } from './campaign-list.tsx'
import styles from './storage-lost.module.css'

/**
 * The records could not be read and were put aside. The owner is told at once, and until the loss is accepted a banner
 * stays: nothing is sent while nobody knows who was sent to already and who opted out.
 */
export const StorageLost = () => {
  const { t } = useTranslation('shell')
  const { storage, setStorage } = useApp()
  const { reload } = useCampaignList()
  const [open, setOpen] = useState(true)
  const accept = useAction(async () => {
    await call(bridge.storage.acceptLoss())
    setStorage({ state: 'ok', keptAs: null })
    reload()
  })
  if (storage.state === 'damaged') {
    return (
      <Banner tone="bad" icon="warning" testId="banner-storage-damaged">
        {t('lost.damaged')}
      </Banner>
    )
  }
  if (storage.state !== 'lost') return null
  return (
    <>
      <Banner
        tone="bad"
        icon="warning"
        testId="banner-storage-lost"
        action={
          <Button size="small" onClick={() => setOpen(true)} data-testid="open-storage-lost">
            {t('lost.open')}
          </Button>
        }
      >
        {t('lost.banner')}
      </Banner>
      <ConfirmDialog
        open={open}
        title={t('lost.title')}
        onClose={() => setOpen(false)}
        testId="storage-lost-dialog"
        wide
        confirm={t('lost.accept')}
        confirmTestId="storage-lost-accept"
        onConfirm={accept.run}
        cancel={t('lost.later')}
        cancelTestId="storage-lost-later"
        busy={accept.running}
      >
        {storage.keptAs === null ? (
          <p data-testid="storage-vanished">{t('lost.vanished')}</p>
        ) : (
          <>
            <p>{t('lost.text')}</p>
            <p className={`${styles['file']} selectable`} data-testid="storage-lost-file">
              {storage.keptAs}
            </p>
          </>
        )}
        <ul className={styles['points']}>
          {(['gone', 'usable', 'blocked', 'restore'] as const).map(point => (
            <li key={point}>{t(`lost.${point}`)}</li>
          ))}
        </ul>
        {accept.error !== null && <ErrorNotice error={accept.error} />}
      </ConfirmDialog>
    </>
  )
}
