import { Button, Input } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { credentialsSchema } from '../../../shared/domain/credentials.ts'
import { useApp } from '../../app/app-context.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { beginLoading } from '../../lib/loading.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './credentials-form.module.css'

const fields = ['accessKey', 'accessSecret', 'packageCode'] as const
type FieldName = (typeof fields)[number]

const nothing: Readonly<Record<FieldName, string>> = { accessKey: '', accessSecret: '', packageCode: '' }

/** The three secrets of the provider's account. They leave the window on saving and never come back. */
export const CredentialsForm = ({
  onSaved,
  onCancel,
  cancelText,
}: {
  readonly onSaved: () => void
  readonly onCancel: () => void
  readonly cancelText: string
}) => {
  const { t } = useTranslation('settings')
  const { credentials, setCredentials } = useApp()
  // Whether this computer can keep them is asked for when somebody is about to enter them.
  useEffect(() => {
    const done = beginLoading()
    void call(bridge.credentials.status()).then(setCredentials).finally(done)
  }, [setCredentials])
  const [values, setValues] = useState(nothing)
  const form = useRef<HTMLFormElement>(null)
  const save = useAction(async () => {
    const entered = values
    // SECURITY: the fields are empty before the answer is there; a failed save is typed again, not kept.
    setValues(nothing)
    form.current?.reset()
    setCredentials(await call(bridge.credentials.save(entered)))
    onSaved()
  })
  const isComplete = credentialsSchema.safeParse(values).success
  const isBad = (name: FieldName): boolean =>
    values[name].trim() !== '' && !credentialsSchema.shape[name].safeParse(values[name]).success
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isComplete) save.run()
  }
  return (
    <div className={styles['columns']}>
      <form
        ref={form}
        className={styles['form']}
        onSubmit={submit}
        autoComplete="off"
        data-testid="credentials-form"
      >
        {!credentials.canEncrypt && (
          <Notice tone="warn" testId="cannot-encrypt">
            {t('credentials.cannotEncrypt')}
          </Notice>
        )}
        {fields.map(name => (
          <Field
            key={name}
            id={name}
            label={t(`credentials.${name}`)}
            hint={t(`credentials.${name}Hint`)}
            problem={isBad(name) ? t('credentials.tooLong') : null}
          >
            <Input
              id={name}
              size="large"
              type={name === 'accessKey' ? 'text' : 'password'}
              value={values[name]}
              autoComplete="off"
              spellCheck={false}
              onChange={event => setValues(last => ({ ...last, [name]: event.target.value }))}
              data-testid={name}
            />
          </Field>
        ))}
        {save.error !== null && <ErrorNotice error={save.error} testId="credentials-error" />}
        <div className={styles['actions']}>
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            disabled={!isComplete}
            loading={save.running}
            data-testid="save-credentials"
          >
            {t('credentials.save')}
          </Button>
          <Button size="large" onClick={onCancel} data-testid="credentials-cancel">
            {cancelText}
          </Button>
        </div>
      </form>
      <Guide />
    </div>
  )
}

/** The way to the three values in the provider's console. */
const Guide = () => {
  const { t } = useTranslation('settings')
  return (
    <aside className={styles['guide']}>
      <h3 className={styles['guideTitle']}>{t('credentials.guide.title')}</h3>
      <ol className={styles['guideSteps']}>
        {(['open', 'menu', 'keys', 'copy'] as const).map((step, index) => (
          <li key={step}>
            <span className={styles['guideNumber']}>{index + 1}</span>
            {t(`credentials.guide.${step}`)}
          </li>
        ))}
      </ol>
      <p className={styles['guideNote']}>{t('credentials.guide.safe')}</p>
    </aside>
  )
}
