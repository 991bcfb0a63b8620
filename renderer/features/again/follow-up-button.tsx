import { Button, Radio } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView, Result } from '../../../shared/domain/campaign.ts'
import type { OutputOf } from '../../../shared/ipc/contract.ts'
import { useApp } from '../../app/app-context.ts'
import { isOfList } from '../../app/campaign-list.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useReasonText } from '../report/use-reason-text.ts'
import { offerCopy } from './copied-campaign.ts'
import styles from './follow-up-button.module.css'
import { openResult } from './result-list.ts'

type Outcomes = OutputOf<'campaigns.outcomes'>

type FollowUp = {
  readonly key: string
  readonly label: string
  readonly result: Result
  readonly people: number
}

/** A new campaign to those of this one who came to one result. */
export const FollowUpButton = ({
  campaign,
  outcomes,
}: {
  readonly campaign: CampaignView
  readonly outcomes: Outcomes | null
}) => {
  const { t } = useTranslation('again')
  const [open, setOpen] = useState(false)
  if (!isOfList(campaign) || outcomes === null) return null
  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid="follow-up">
        {t('followUp.open')}
      </Button>
      {open && <FollowUpDialog campaign={campaign} outcomes={outcomes} onClose={() => setOpen(false)} />}
    </>
  )
}

const FollowUpDialog = ({
  campaign,
  outcomes,
  onClose,
}: {
  readonly campaign: CampaignView
  readonly outcomes: Outcomes
  readonly onClose: () => void
}) => {
  const { t } = useTranslation(['again', 'common', 'contactLists'])
  const format = useFormat()
  const reasonText = useReasonText()
  const { go } = useApp()
  const [chosen, setChosen] = useState('accepted')
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  const of = (state: Result['state']): FollowUp[] => {
    const name = t(`common:state.${state}`)
    const reasons = outcomes.reasons.filter(reason => reason.state === state && reason.open > 0)
    const all =
      state === 'accepted' ? campaign.counts.accepted : reasons.reduce((sum, { open }) => sum + open, 0)
    if (all === 0) return []
    return [
      { key: state, label: name, result: { state }, people: all },
      ...(reasons.length < 2
        ? []
        : reasons.map(reason => ({
            key: `${state} ${reason.code} ${reason.cause}`,
            label: t('followUp.reason', { state: name, what: reasonText(reason).what }),
            result: { state, reason: { code: reason.code, cause: reason.cause } },
            people: reason.open,
          }))),
    ]
  }
  const cancelled = campaign.skipped.find(({ reason }) => reason === 'cancelled')?.count ?? 0
  const choices = [
    ...(['accepted', 'rejected', 'unsent', 'unknown'] as const).flatMap(of),
    ...(cancelled === 0
      ? []
      : [
          {
            key: 'cancelled',
            label: t('followUp.cancelled'),
            result: { state: 'skipped', reason: { code: null, cause: 'cancelled' } },
            people: cancelled,
          } satisfies FollowUp,
        ]),
  ]
  const choice = choices.find(({ key }) => key === chosen) ?? choices[0]

  const begin = useAction(async () => {
    if (choice === undefined) return
    const controller = new AbortController()
    stop.current = controller
    const name = `${campaign.name} ${choice.label}`.slice(0, 60)
    const { mode, signature, template, valueNames } = campaign
    const contacts = await openResult(
      campaign,
      choice.result,
      name,
      t('contactLists:column.phone'),
      controller.signal,
    )
    onClose()
    offerCopy({
      name: campaign.name,
      mode,
      message: { signature, template },
      variables: valueNames.map(variable => ({ variable, column: variable })),
      contacts,
    })
    go({ screen: 'send' })
  })
  return (
    <ConfirmDialog
      open
      wide
      title={t('followUp.title')}
      onClose={onClose}
      testId="follow-up-dialog"
      confirm={t('followUp.action', { n: format.n(choice?.people ?? 0) })}
      confirmTestId="follow-up-confirm"
      onConfirm={begin.run}
      disabled={choice === undefined}
      busy={begin.running}
    >
      <p>{t('followUp.text')}</p>
      <Radio.Group
        className={styles['choices'] ?? ''}
        value={choice?.key}
        onChange={event => setChosen(String(event.target.value))}
      >
        {choices.map(({ key, label, people }) => (
          <Radio key={key} value={key} className={styles['choice'] ?? ''} data-testid="follow-up-choice">
            <span className={styles['label']}>
              <span>{label}</span>
              <span className={styles['amount']}>{t('common:people', { n: format.n(people) })}</span>
            </span>
          </Radio>
        ))}
      </Radio.Group>
      {begin.error !== null && <ErrorNotice error={begin.error} testId="follow-up-error" />}
    </ConfirmDialog>
  )
}
