import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestPassword, shortestPassword } from '../../../shared/domain/back-up.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field, FieldRow } from '../../components/field.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './make-dialog.module.css'

export type Made = { readonly path: string; readonly fileId: number; readonly bytes: number }

/** Says what a back-up holds and what it does not, and takes a password where the owner wants one. */
export const MakeDialog = ({
  onClose,
  onMade,
}: {
  readonly onClose: () => void
  readonly onMade: (made: Made) => void
}) => {
  const { t } = useTranslation('backUp')
  const [isSealed, setSealed] = useState(false)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const isShort = password.length < shortestPassword
  const make = useAction(async () => {
    const { path, fileId, bytes } = await call(bridge.backUp.make({ password: isSealed ? password : null }))
    // SECURITY: it is on its way, and is kept nowhere.
    setPassword('')
    setAgain('')
    if (path !== null && fileId !== null) onMade({ path, fileId, bytes })
  })
  return (
    <ConfirmDialog
      open
      title={t('make.title')}
      onClose={onClose}
      confirm={t('make.confirm')}
      confirmTestId="back-up-confirm"
      onConfirm={make.run}
      disabled={isSealed && (isShort || password !== again)}
      busy={make.running}
      byEnter
      testId="back-up-dialog"
    >
      <dl className={styles['what']}>
        <dt>{t('make.with')}</dt>
        <dd>{t('make.withWhat')}</dd>
        <dt>{t('make.without')}</dt>
        <dd>{t('make.withoutWhat')}</dd>
      </dl>
      <Checkbox
        checked={isSealed}
        onChange={event => setSealed(event.target.checked)}
        data-testid="back-up-seal"
      >
        {t('make.seal')}
      </Checkbox>
      {isSealed && (
        <div className={styles['password']}>
          <FieldRow>
            <Field
              id="back-up-password"
              label={t('make.password')}
              problem={password !== '' && isShort ? t('make.short', { n: shortestPassword }) : null}
            >
              <Input.Password
                id="back-up-password"
                value={password}
                maxLength={longestPassword}
                autoComplete="new-password"
                onChange={event => setPassword(event.target.value)}
                data-testid="back-up-password"
              />
            </Field>
            <Field
              id="back-up-again"
              label={t('make.again')}
              problem={again !== '' && again !== password ? t('make.differs') : null}
            >
              <Input.Password
                id="back-up-again"
                value={again}
                maxLength={longestPassword}
                autoComplete="new-password"
                onChange={event => setAgain(event.target.value)}
                data-testid="back-up-again"
              />
            </Field>
          </FieldRow>
          <p className={styles['note']}>{t('make.lost')}</p>
        </div>
      )}
      {make.error !== null && <ErrorNotice error={make.error} testId="back-up-make-error" />}
    </ConfirmDialog>
  )
}
