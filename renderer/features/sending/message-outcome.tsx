import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecipientView } from '../../../shared/domain/campaign.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { RecipientLog } from '../report/recipient-log.tsx'
import { HoldCard } from './hold-card.tsx'
import styles from './message-outcome.module.css'
import { useProgress } from './use-campaign.ts'

type OutcomeProps = {
  readonly campaignId: number
  readonly isPractice: boolean
  /** The owner's own phone, or a customer's that the owner can't look at. */
  readonly phoneOf: 'owner' | 'customer'
}

/** What came of a campaign of one message, as soon as it is known. */
export const MessageOutcome = ({ campaignId, isPractice, phoneOf }: OutcomeProps) => {
  const { t } = useTranslation('sending')
  const progress = useProgress(campaignId)
  const status = progress?.status ?? 'sending'
  // A cancelled campaign's recipient is settled a moment after its end: until then nothing is known of it.
  const isSettled = progress !== null && progress.counts.pending + progress.counts.sending === 0
  const isPaused = status === 'paused'
  const [recipient] = useLoaded(async () => {
    if (!isSettled && !isPaused) return null
    const page = await call(bridge.campaigns.recipients({ campaignId, at: 'first', limit: 1 }))
    return page.rows[0] ?? null
  }, [campaignId, isSettled, isPaused])
  if (recipient.state === 'failed') return <ErrorNotice error={recipient.error} />
  if (status === 'holding' && progress?.hold != null) {
    return (
      <div className={styles['held']} data-testid="test-outcome" data-state="holding">
        <HoldCard hold={progress.hold} />
        <CallOff campaignId={campaignId} />
      </div>
    )
  }
  if (recipient.state === 'loading' || recipient.value === null) {
    return <Notice tone="plain" title={t('launch.test.waiting')} testId="test-outcome" />
  }
  return (
    <Outcome campaignId={campaignId} recipient={recipient.value} isPractice={isPractice} phoneOf={phoneOf} />
  )
}

/** The way out of a wait: the message will not be sent any more. */
const CallOff = ({ campaignId }: { readonly campaignId: number }) => {
  const { t } = useTranslation('sending')
  const cancel = useAction(async () => {
    await call(bridge.campaigns.cancel({ campaignId }))
  })
  return (
    <>
      <Button loading={cancel.running} onClick={cancel.run} data-testid="call-off">
        {t('launch.test.callOff')}
      </Button>
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
    </>
  )
}

const Outcome = ({
  campaignId,
  recipient,
  isPractice,
  phoneOf,
}: OutcomeProps & { readonly recipient: RecipientView }) => {
  const { t } = useTranslation('sending')
  const texts = useCodeText()
  const [open, setOpen] = useState(false)
  const what = texts.cause(recipient.cause)
  const common = {
    testId: 'test-outcome',
    actions: (
      <Button onClick={() => setOpen(true)} data-testid="outcome-log">
        {t('launch.test.log')}
      </Button>
    ),
  }
  const notice = () => {
    switch (recipient.state) {
      case 'accepted':
        return (
          <Notice
            {...common}
            tone="good"
            title={t(isPractice ? 'launch.test.acceptedPractice' : `launch.test.accepted.${phoneOf}`)}
          />
        )
      case 'rejected': {
        const code = texts.code(recipient.code ?? 0)
        return (
          <Notice
            {...common}
            tone="bad"
            title={t('launch.test.rejected', { what: texts.codeLine(recipient.code ?? 0) })}
            urgent
          >
            {code.do}
          </Notice>
        )
      }
      case 'unknown':
        return <Notice {...common} tone="warn" title={t(`launch.test.unknown.${phoneOf}`, { what })} urgent />
      case 'skipped':
        return <Notice {...common} tone="warn" title={t('launch.test.skipped', { what })} urgent />
      case 'pending':
      case 'sending':
      case 'unsent':
        return <Notice {...common} tone="bad" title={t('launch.test.unsent', { what })} urgent />
    }
  }
  return (
    <>
      {notice()}
      <RecipientLog
        of={open ? { campaignId, recipient, mode: isPractice ? 'practice' : 'real' } : null}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
