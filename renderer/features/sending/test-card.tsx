import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView, RecipientView } from '../../../shared/domain/campaign.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './test-card.module.css'
import { useProgress } from './use-campaign.ts'

/** Digits only, as an owner may type them with blanks; main has the last word on what a phone is. */
const cleanPhone = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '')

/** One message to the own phone, with the words of the first recipient, and what came of it. */
export const TestCard = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation('sending')
  const [phone, setPhone] = useState('')
  const [isBad, setIsBad] = useState(false)
  const [testId, setTestId] = useState<number | null>(null)
  const test = useAction(async () => {
    const cleaned = cleanPhone(phone)
    if (!/^1\d{10}$/.test(cleaned)) {
      setIsBad(true)
      return
    }
    setTestId(null)
    const first = await call(
      bridge.campaigns.recipients({ campaignId: campaign.id, states: ['pending'], offset: 0, limit: 1 }),
    )
    const seq = first.rows[0]?.seq ?? 1
    const sent = await call(bridge.campaigns.sendTest({ campaignId: campaign.id, phone: cleaned, seq }))
    setTestId(sent.campaignId)
  })
  return (
    <Card title={t('launch.test.title')} note={t('launch.test.note')}>
      <form
        className={styles['form']}
        onSubmit={event => {
          event.preventDefault()
          test.run()
        }}
      >
        <Field
          id="test-phone"
          label={t('launch.test.phone')}
          problem={isBad ? t('launch.test.badPhone') : null}
        >
          <Input
            id="test-phone"
            size="large"
            value={phone}
            inputMode="tel"
            maxLength={20}
            placeholder={t('launch.test.placeholder')}
            onChange={event => {
              setPhone(event.target.value)
              setIsBad(false)
            }}
            data-testid="test-phone"
          />
        </Field>
        <Button
          size="large"
          htmlType="submit"
          disabled={phone.trim() === ''}
          loading={test.running}
          data-testid="send-test"
        >
          {t('launch.test.action')}
        </Button>
      </form>
      {test.error !== null && (
        <div className={styles['outcome']}>
          <ErrorNotice error={test.error} testId="test-error" />
        </div>
      )}
      {testId !== null && (
        <div className={styles['outcome']}>
          <TestOutcome key={testId} testId={testId} isPractice={campaign.mode === 'practice'} />
        </div>
      )}
    </Card>
  )
}

const TestOutcome = ({ testId, isPractice }: { readonly testId: number; readonly isPractice: boolean }) => {
  const { t } = useTranslation('sending')
  const progress = useProgress(testId)
  const isDone = progress !== null && progress.counts.pending + progress.counts.sending === 0
  const isStopped = progress !== null && (progress.status === 'paused' || progress.status === 'holding')
  const [recipient] = useLoaded(async () => {
    if (!isDone && !isStopped) return null
    const page = await call(bridge.campaigns.recipients({ campaignId: testId, offset: 0, limit: 1 }))
    return page.rows[0] ?? null
  }, [testId, isDone, isStopped])
  if (recipient.state === 'failed') return <ErrorNotice error={recipient.error} />
  if (recipient.state === 'loading' || recipient.value === null) {
    return <Notice tone="plain" title={t('launch.test.waiting')} testId="test-outcome" />
  }
  return <Outcome recipient={recipient.value} isPractice={isPractice} />
}

const Outcome = ({
  recipient,
  isPractice,
}: {
  readonly recipient: RecipientView
  readonly isPractice: boolean
}) => {
  const { t } = useTranslation('sending')
  const texts = useCodeText()
  const cause = texts.cause(recipient.cause)
  switch (recipient.state) {
    case 'accepted':
      return (
        <Notice
          tone="good"
          testId="test-outcome"
          title={t(isPractice ? 'launch.test.acceptedPractice' : 'launch.test.accepted')}
        />
      )
    case 'rejected': {
      const code = texts.code(recipient.code ?? 0)
      return (
        <Notice
          tone="bad"
          testId="test-outcome"
          title={t('launch.test.rejected', { what: texts.codeLine(recipient.code ?? 0) })}
          urgent
        >
          {code.do}
        </Notice>
      )
    }
    case 'unknown':
      return (
        <Notice tone="warn" testId="test-outcome" title={t('launch.test.unknown', { what: cause })} urgent />
      )
    case 'skipped':
      return (
        <Notice tone="warn" testId="test-outcome" title={t('launch.test.skipped', { what: cause })} urgent />
      )
    case 'pending':
    case 'sending':
    case 'unsent':
      return (
        <Notice tone="bad" testId="test-outcome" title={t('launch.test.unsent', { what: cause })} urgent />
      )
  }
}
