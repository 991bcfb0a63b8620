import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { HadPeople } from '../recent/had-people.tsx'
import styles from './leave-out-button.module.css'

type LeaveOutProps = { readonly campaignId: number; readonly onChanged: () => Promise<void> }

/** Leaves out who had chosen campaigns before. */
export const LeaveOutButton = (props: LeaveOutProps) => {
  const { t } = useTranslation('preflight')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid="leave-out">
        {t('leaveOut.open')}
      </Button>
      {open && <LeaveOutDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

const LeaveOutDialog = ({
  campaignId,
  onChanged,
  onClose,
}: LeaveOutProps & { readonly onClose: () => void }) => {
  const { t } = useTranslation(['preflight', 'common'])
  const format = useFormat()
  const [earlier] = useLoaded(() => call(bridge.campaigns.earlierSends({ campaignId })), [campaignId])
  /** The campaign whose people are shown. */
  const [listed, setListed] = useState<number | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const skip = useAction(async () => {
    await call(bridge.campaigns.skipHad({ campaignId, earlier: [...chosen] }))
    await onChanged()
    onClose()
  })
  const choose = (id: number, isChosen: boolean): void =>
    setChosen(last => new Set(isChosen ? [...last, id] : [...last].filter(each => each !== id)))
  return (
    <ConfirmDialog
      open
      wide
      title={t('leaveOut.title')}
      onClose={onClose}
      testId="leave-out-dialog"
      confirm={t('leaveOut.action')}
      confirmTestId="leave-out-confirm"
      onConfirm={skip.run}
      disabled={chosen.size === 0}
      busy={skip.running}
    >
      <p>{t('leaveOut.text')}</p>
      {earlier.state === 'loading' && <p data-testid="leave-out-loading">{t('leaveOut.loading')}</p>}
      {earlier.state === 'failed' && <ErrorNotice error={earlier.error} />}
      {earlier.state === 'loaded' && earlier.value.sends.length === 0 && (
        <p data-testid="leave-out-none">{t('leaveOut.none')}</p>
      )}
      {earlier.state === 'loaded' && earlier.value.sends.length > 0 && (
        <ul className={styles['list']}>
          {earlier.value.sends.map(({ campaignId: id, name, startedAt, people }) => (
            <li key={id} className={styles['item']} data-testid="earlier" data-count={people}>
              <Checkbox
                className={styles['box'] ?? ''}
                checked={chosen.has(id)}
                onChange={event => choose(id, event.target.checked)}
              >
                <span className={styles['name']}>{name}</span>
                {startedAt !== null && (
                  <span className={styles['note']}>{format.past(startedAt, Date.now())}</span>
                )}
              </Checkbox>
              <span className={styles['amount']}>
                <TextButton
                  look="link"
                  onPress={() => setListed(listed === id ? null : id)}
                  testId="earlier-list"
                >
                  {t('common:people', { n: format.n(people) })}
                </TextButton>
              </span>
              {listed === id && (
                <div className={styles['people']}>
                  <HadPeople campaignId={campaignId} of={{ kind: 'had', earlier: id }} />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {skip.error !== null && <ErrorNotice error={skip.error} />}
    </ConfirmDialog>
  )
}
