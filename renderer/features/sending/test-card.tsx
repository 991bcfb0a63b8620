import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView, Mode } from '../../../shared/domain/campaign.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { Card } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { MessageOutcome } from './message-outcome.tsx'
import styles from './test-card.module.css'

/** Digits only, as an owner may type them with blanks; main has the last word on what a phone is. */
const cleanPhone = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '')

/** One message to the own phone, with the words of the first recipient, and what came of it. */
export const TestCard = ({
  campaign,
  isNext,
  isDone,
}: {
  readonly campaign: CampaignView
  /** It is the step that is offered first. */
  readonly isNext: boolean
  readonly isDone: boolean
}) => {
  const { t } = useTranslation('sending')
  const ownPhone = useOwnPhone(campaign.mode)
  const [typed, setTyped] = useState<string | null>(null)
  const phone = typed ?? ownPhone
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
      bridge.campaigns.recipients({ campaignId: campaign.id, states: ['pending'], at: 'first', limit: 1 }),
    )
    const seq = first.rows[0]?.seq ?? 1
    const sent = await call(bridge.campaigns.sendTest({ campaignId: campaign.id, phone: cleaned, seq }))
    setTestId(sent.campaignId)
  })
  return (
    <Card
      title={t('launch.test.title')}
      note={t(isDone ? 'launch.test.done' : 'launch.test.note')}
      testId="test-card"
    >
      <form
        className={styles['form']}
        data-main
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
              setTyped(event.target.value)
              setIsBad(false)
            }}
            data-testid="test-phone"
          />
        </Field>
        <Button
          type={isNext ? 'primary' : 'default'}
          size="large"
          htmlType="submit"
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
          <MessageOutcome
            key={testId}
            campaignId={testId}
            isPractice={campaign.mode === 'practice'}
            phoneOf="owner"
          />
        </div>
      )}
    </Card>
  )
}

/** The phone that the newest test message went to, so that it is typed once; '' where there is none. */
const useOwnPhone = (mode: Mode): string => {
  const { campaigns } = useCampaignList()
  const newest =
    campaigns.state !== 'loaded'
      ? undefined
      : campaigns.value
          .filter(each => each.kind === 'test' && each.mode === mode)
          .toSorted((a, b) => b.id - a.id)[0]?.id
  const [last] = useLoaded(
    async () =>
      newest === undefined
        ? ''
        : (await call(bridge.campaigns.recipients({ campaignId: newest, at: 'first', limit: 1 }))).rows[0]
            ?.phone,
    [newest],
  )
  return last.state === 'loaded' ? (last.value ?? '') : ''
}
