import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LabelledRow, PlaceText } from '../../components/labelled-row.tsx'
import { Card } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { ForgetDialog } from '../contact-lists/forget-dialog.tsx'
import { ForgottenNotice, type ForgottenPerson } from '../contact-lists/forgotten-notice.tsx'
import { useSaving } from './saving.ts'
import { SettingRow } from './setting-row.tsx'
import styles from './settings-screen.module.css'

const offered = [6, 12, 24, 36] as const

/** Where everything is kept, for how long, and how somebody is forgotten. */
export const DataCard = () => {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { settings, info } = useApp()
  const { save } = useSaving()
  const [months, setMonths] = useState<number | null>(null)
  const [forgetting, setForgetting] = useState(false)
  const [forgotten, setForgotten] = useState<ForgottenPerson | null>(null)
  const open = useAction(() => call(bridge.app.openDataFolder()))
  const { keepMonths } = settings
  const choices = [...new Set([...offered, ...(keepMonths === null ? [] : [keepMonths])])].toSorted(
    (a, b) => a - b,
  )
  return (
    <Card title={t('data.title')}>
      <SettingRow of="keepMonths" label={t('data.keep')} hint={t('data.keepHint')}>
        <Select<number>
          className={styles['keep'] ?? ''}
          value={keepMonths ?? 0}
          options={[
            { value: 0, label: t('data.forever') },
            ...choices.map(value => ({ value, label: t('data.months', { n: format.n(value) }) })),
          ]}
          onChange={value => (value === 0 ? save({ keepMonths: null }) : setMonths(value))}
          aria-label={t('data.keep')}
          data-testid="keep-months"
        />
      </SettingRow>
      <LabelledRow label={t('data.forget')} hint={t('data.forgetHint')}>
        <Button onClick={() => setForgetting(true)} data-testid="forget-customer">
          {t('data.forget')}
        </Button>
      </LabelledRow>
      {forgotten !== null && <ForgottenNotice forgotten={forgotten} />}
      <LabelledRow label={t('data.folder')} hint={t('data.folderHint')}>
        <PlaceText place={info.userData} testId="data-folder" />
        <Button loading={open.running} onClick={open.run} data-testid="open-data-folder">
          {t('data.open')}
        </Button>
      </LabelledRow>
      {open.error !== null && <ErrorNotice error={open.error} />}
      {months !== null && (
        <KeepDialog
          months={months}
          onClose={() => setMonths(null)}
          onConfirm={() => {
            setMonths(null)
            save({ keepMonths: months })
          }}
        />
      )}
      {forgetting && (
        <ForgetDialog
          phone={null}
          onClose={() => setForgetting(false)}
          onForgotten={done => {
            setForgetting(false)
            setForgotten(done)
          }}
        />
      )}
    </Card>
  )
}

/** Says with figures what goes now and later, before anything is set. */
const KeepDialog = ({
  months,
  onClose,
  onConfirm,
}: {
  readonly months: number
  readonly onClose: () => void
  readonly onConfirm: () => void
}) => {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const [found] = useLoaded(() => call(bridge.retention.survey({ months })), [months])
  const due = found.state === 'loaded' ? found.value : null
  const n = format.n(months)
  return (
    <ConfirmDialog
      open
      title={t('data.ask.title', { n })}
      onClose={onClose}
      confirm={t('data.ask.confirm', { n })}
      confirmTestId="keep-confirm"
      onConfirm={onConfirm}
      danger
      disabled={due === null}
      testId="keep-ask"
    >
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
      {due !== null && (
        <p data-testid="keep-due" data-campaigns={due.campaigns} data-people={due.people}>
          {t(due.campaigns === 0 ? 'data.ask.none' : 'data.ask.now', {
            campaigns: format.n(due.campaigns),
            people: format.n(due.people),
            date: format.dateTime(due.beforeMs).slice(0, 10),
          })}
        </p>
      )}
      <p>{t('data.ask.later')}</p>
      <p>{t('data.ask.not')}</p>
    </ConfirmDialog>
  )
}
