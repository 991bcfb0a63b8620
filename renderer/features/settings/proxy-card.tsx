import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isInTheClear, proxyLoginSchema } from '../../../shared/domain/proxy-login.ts'
import type { ProxyStatus } from '../../../shared/domain/secret-status.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field, FieldRow } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './proxy-card.module.css'

/** The login of the system's proxy. Hardly anybody has one: without a proxy and a login there is nothing to see. */
export const ProxyCard = () => {
  const { t } = useTranslation('settings')
  const [loaded, reload] = useLoaded(() => call(bridge.proxy.status()), [])
  const [editing, setEditing] = useState(false)
  const forget = useAction(async () => {
    await call(bridge.proxy.forgetLogin())
    reload()
  })
  if (loaded.state === 'loading') return null
  if (loaded.state === 'failed') return <ErrorNotice error={loaded.error} />
  const { proxy, unsupported, login } = loaded.value
  const hasLogin = login.storage !== 'none' || login.unreadable
  if (proxy === null && !unsupported && !hasLogin) return null
  return (
    <Card
      title={t('proxy.title')}
      {...(proxy === null ? {} : { note: <span data-testid="proxy">{t('proxy.used', { proxy })}</span> })}
    >
      {unsupported && (
        <Notice tone="warn" testId="proxy-unsupported">
          {t('proxy.unsupported')}
        </Notice>
      )}
      <LoginLine status={loaded.value} />
      {editing && proxy !== null ? (
        <LoginForm
          proxy={proxy}
          onSaved={() => {
            setEditing(false)
            reload()
          }}
        />
      ) : (
        <div className={styles['actions']}>
          {proxy !== null && (
            <Button onClick={() => setEditing(true)} data-testid="edit-proxy-login">
              {t('proxy.enter')}
            </Button>
          )}
          {hasLogin && (
            <Button
              type="text"
              danger
              loading={forget.running}
              onClick={forget.run}
              data-testid="forget-proxy-login"
            >
              {t('proxy.forget')}
            </Button>
          )}
        </div>
      )}
      {forget.error !== null && <ErrorNotice error={forget.error} />}
    </Card>
  )
}

const LoginLine = ({ status }: { readonly status: ProxyStatus }) => {
  const { t } = useTranslation('settings')
  const { storage, proxy, unreadable } = status.login
  const of = { proxy: proxy ?? '' }
  const words = unreadable
    ? t('proxy.unreadable')
    : storage === 'encrypted'
      ? t('proxy.saved', of)
      : storage === 'session'
        ? t('proxy.session', of)
        : t('proxy.none')
  return (
    <p data-testid="proxy-login" data-storage={storage}>
      {words}
    </p>
  )
}

const LoginForm = ({ proxy, onSaved }: { readonly proxy: string; readonly onSaved: () => void }) => {
  const { t } = useTranslation('settings')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [mayBeRead, setMayBeRead] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const login = { proxy, user, password, mayBeRead }
  const save = useAction(async () => {
    const entered = login
    // SECURITY: the fields are empty before the answer is there; a failed save is typed again, not kept.
    setUser('')
    setPassword('')
    form.current?.reset()
    await call(bridge.proxy.saveLogin(entered))
    onSaved()
  })
  const isComplete = proxyLoginSchema.safeParse(login).success
  const isBad = (name: 'user' | 'password'): boolean =>
    login[name] !== '' && !proxyLoginSchema.shape[name].safeParse(login[name]).success
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isComplete) save.run()
  }
  return (
    <form ref={form} className={styles['form']} onSubmit={submit} autoComplete="off">
      <FieldRow>
        <Field id="proxy-user" label={t('proxy.user')} problem={isBad('user') ? t('proxy.badUser') : null}>
          <Input
            id="proxy-user"
            value={user}
            autoComplete="off"
            spellCheck={false}
            onChange={event => setUser(event.target.value)}
            data-testid="proxy-user"
          />
        </Field>
        <Field
          id="proxy-password"
          label={t('proxy.password')}
          problem={isBad('password') ? t('proxy.badPassword') : null}
        >
          <Input
            id="proxy-password"
            type="password"
            value={password}
            autoComplete="off"
            onChange={event => setPassword(event.target.value)}
            data-testid="proxy-password"
          />
        </Field>
      </FieldRow>
      {isInTheClear(proxy) && (
        <div className={styles['actions']}>
          <Checkbox
            checked={mayBeRead}
            onChange={event => setMayBeRead(event.target.checked)}
            data-testid="proxy-may-be-read"
          >
            {t('proxy.mayBeRead')}
          </Checkbox>
        </div>
      )}
      <div className={styles['actions']}>
        <Button
          htmlType="submit"
          disabled={!isComplete}
          loading={save.running}
          data-testid="save-proxy-login"
        >
          {t('proxy.save')}
        </Button>
      </div>
      {save.error !== null && <ErrorNotice error={save.error} testId="proxy-error" />}
    </form>
  )
}
