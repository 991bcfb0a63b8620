import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../shared/domain/contact-list.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './forget-dialog.module.css'
import type { ForgottenPerson } from './forgotten-notice.tsx'

type ForgetProps = {
  /** Null: the owner types the phone. */
  readonly phone: string | null
  readonly onClose: () => void
  readonly onForgotten: (forgotten: ForgottenPerson) => void
}

const wholePhone = 11

const phoneOf = (typed: string): string | null => {
  const check = checkPhone(typed, false)
  return check.kind === 'ok' ? check.phone : null
}

/** Takes a person out of everything that the app keeps, after saying where they stand. Mounted for as long as it is open. */
export const ForgetDialog = ({ phone, onClose, onForgotten }: ForgetProps) => {
  const { t } = useTranslation('contactLists')
  const [typed, setTyped] = useState('')
  /** Nobody is told that half a number is none. */
  const [isLeft, setLeft] = useState(false)
  const [withOptOut, setWithOptOut] = useState(true)
  const meant = phone ?? phoneOf(typed)
  const [found] = useLoaded(
    async () => (meant === null ? null : call(bridge.contactLists.person({ phone: meant }))),
    [meant],
  )
  const person = found.state === 'loaded' && found.value?.phone === meant ? found.value : null
  const isNew = person !== null && !person.optedOut
  const forget = useAction(async () => {
    if (person === null) return
    const forgotten = await call(
      bridge.contactLists.forgetPerson({
        phone: person.phone,
        optOut: withOptOut && isNew ? { reason: t('forget.reason') } : null,
      }),
    )
    onForgotten({ phone: person.phone, ...forgotten })
  })
  return (
    <ConfirmDialog
      open
      title={phone === null ? t('forget.titleAny') : t('forget.title', { phone })}
      onClose={onClose}
      testId="forget-dialog"
      confirm={t('forget.confirm')}
      confirmTestId="forget-confirm"
      onConfirm={forget.run}
      danger
      disabled={person === null || !(isKept(person) || (withOptOut && isNew))}
      busy={forget.running}
    >
      {phone === null && (
        <Field
          id="forget-phone"
          label={t('forget.phone')}
          problem={isLeft && typed.trim() !== '' && meant === null ? t('person.noPhone') : null}
        >
          <Input
            id="forget-phone"
            value={typed}
            inputMode="numeric"
            maxLength={40}
            placeholder={t('forget.placeholder')}
            onChange={event => {
              setTyped(event.target.value)
              setLeft(event.target.value.trim().length >= wholePhone)
            }}
            onBlur={() => setLeft(true)}
            data-testid="forget-phone"
          />
        </Field>
      )}
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
      {person !== null && <Where person={person} />}
      {isNew && (
        <div className={styles['optOut']}>
          <Checkbox
            checked={withOptOut}
            onChange={event => setWithOptOut(event.target.checked)}
            data-testid="forget-opt-out"
          >
            {t('forget.optOut')}
          </Checkbox>
          <p className={styles['note']}>{t('forget.optOutNote')}</p>
        </div>
      )}
      {forget.error !== null && <ErrorNotice error={forget.error} />}
    </ConfirmDialog>
  )
}

/** Somewhere something of the person may be kept. */
const isKept = ({ lists, campaigns, works }: Person): boolean => lists.length + campaigns + works > 0

/** Where a person stands, and what stays of them. */
const Where = ({ person }: { readonly person: Person }) => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  return (
    <div className={styles['where']} data-testid="forget-where" data-lists={person.lists.length}>
      <p>
        {person.lists.length === 0
          ? t('forget.nowhere')
          : t('forget.where', {
              n: format.n(person.lists.length),
              names: person.lists.map(({ name }) => t('quoted', { name })).join(t('separator')),
            })}
      </p>
      {person.campaigns > 0 && <p>{t('forget.campaigns', { n: format.n(person.campaigns) })}</p>}
      {person.unfinished > 0 && <p>{t('forget.unfinished', { n: format.n(person.unfinished) })}</p>}
      {person.works > 0 && <p>{t('forget.works', { n: format.n(person.works) })}</p>}
      <p>{t('forget.others')}</p>
      {person.optedOut && <p>{t('forget.already')}</p>}
    </div>
  )
}
