import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CredentialStatus } from '../../../shared/domain/secret-status.ts'
import { hasCredentials, useApp } from '../../app/app-context.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Card } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import { ConsoleLink } from './console-link.tsx'
import styles from './credentials-card.module.css'
import { CredentialsForm } from './credentials-form.tsx'

/** Whether an account is there, and the ways to enter, replace or forget it. */
export const CredentialsCard = () => {
  const { t } = useTranslation(['settings', 'common'])
  const { credentials, setCredentials, go } = useApp()
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState(false)
  const [saved, setSaved] = useState(false)
  const forget = useAction(async () => {
    setCredentials(await call(bridge.credentials.forget()))
  })
  const isThere = hasCredentials(credentials)
  return (
    <Card title={t('credentials.title')} note={t('credentials.where')}>
      <StatusLine status={credentials} />
      <p className={styles['check']} data-testid="credentials-check">
        {t('credentials.check')} <ConsoleLink />
      </p>
      {forget.error !== null && <ErrorNotice error={forget.error} />}
      {editing ? (
        <div className={styles['edit']}>
          <CredentialsForm
            cancelText={t('common:cancel')}
            onSaved={() => {
              setEditing(false)
              setSaved(true)
            }}
            onCancel={() => setEditing(false)}
          />
        </div>
      ) : (
        <div className={styles['actions']}>
          {/* Whoever came to enter it came on the way to a campaign. The form that was longer is gone: the focus brings the
              card back into view. */}
          {saved && isThere && (
            <Button
              type="primary"
              autoFocus
              onClick={() => go({ screen: 'send' })}
              data-testid="credentials-to-send"
            >
              {t('credentials.toSend')}
            </Button>
          )}
          <Button onClick={() => setEditing(true)} data-testid="edit-credentials">
            {t(isThere ? 'credentials.replace' : 'credentials.enter')}
          </Button>
          {(isThere || credentials.unreadable) && (
            <Button
              type="text"
              danger
              loading={forget.running}
              onClick={() => setAsking(true)}
              data-testid="forget-credentials"
            >
              {t('credentials.forget')}
            </Button>
          )}
        </div>
      )}
      <ConfirmDialog
        open={asking}
        title={t('credentials.forgetTitle')}
        onClose={() => setAsking(false)}
        confirm={t('credentials.forget')}
        confirmTestId="forget-confirm"
        onConfirm={() => {
          setAsking(false)
          forget.run()
        }}
        danger
      >
        {t('credentials.forgetText')}
      </ConfirmDialog>
    </Card>
  )
}

const StatusLine = ({ status }: { readonly status: CredentialStatus }) => {
  const { t } = useTranslation('settings')
  const tail = status.accessKeyTail ?? ''
  const words = status.unreadable
    ? t('credentials.unreadable')
    : status.storage === 'encrypted'
      ? t('credentials.saved', { tail })
      : status.storage === 'session'
        ? t('credentials.session', { tail })
        : t('credentials.none')
  return (
    <p data-testid="credentials-status" data-storage={status.storage}>
      {words}
    </p>
  )
}
