import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode, RecipientView } from '../../../shared/domain/campaign.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Icon } from '../../components/icon.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { copyText } from '../../lib/copy-text.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { type EventLine, useEventLines } from './event-lines.ts'
import styles from './recipient-log.module.css'

/** A recipient of a campaign, as any list shows it. */
export type LoggedRecipient = {
  readonly campaignId: number
  readonly mode: Mode
  readonly recipient: RecipientView
}

/** Everything that was written about one recipient, in order: what an owner can show the provider's support. */
export const RecipientLog = ({
  of,
  onClose,
  onChanged,
}: {
  /** Null: closed. */
  readonly of: LoggedRecipient | null
  readonly onClose: () => void
  /** A decision was taken back: what shows this recipient is out of date. */
  readonly onChanged?: () => void
}) => {
  const { t } = useTranslation(['report', 'common'])
  const mode = of?.mode ?? 'real'
  const toLines = useEventLines(mode)
  const [copied, setCopied] = useState<string | null>(null)
  const key = of === null ? null : `${of.campaignId} ${of.recipient.seq}`
  const [takenBack, setTakenBack] = useState<string | null>(null)
  const [events, reload] = useLoaded(
    async () =>
      of === null ? [] : call(bridge.log.events({ campaignId: of.campaignId, seq: of.recipient.seq })),
    [key],
  )
  const lines = events.state === 'loaded' ? events.value.map(toLines) : []
  const decision = of?.recipient.resolution ?? null
  const canTakeBack = decision !== null && decision !== 'sent-again' && takenBack !== key
  const takeBack = useAction(async ({ campaignId, recipient }: LoggedRecipient) => {
    const { seq, resolution } = recipient
    if (resolution === null || resolution === 'sent-again') return
    await call(bridge.campaigns.takeBack({ campaignId, seqs: [seq], resolution }))
    setTakenBack(key)
    reload()
    onChanged?.()
  })
  const copy = (): void => {
    if (of === null) return
    const head = [of.recipient.phone, of.recipient.message]
    const text = [...head, '', ...lines.map(textOf)].join('\n')
    if (copyText(text)) setCopied(key)
  }
  return (
    <Dialog
      open={of !== null}
      wide
      title={t('log.title', { phone: of?.recipient.phone || t('common:forgotten') })}
      onClose={onClose}
      testId="recipient-log"
      actions={
        <>
          {canTakeBack && of !== null && (
            <Button
              size="large"
              loading={takeBack.running}
              onClick={() => takeBack.run(of)}
              data-testid="take-back"
            >
              {t('log.takeBack')}
            </Button>
          )}
          <Button
            size="large"
            icon={<Icon name={copied === key ? 'check' : 'copy'} size={18} />}
            disabled={lines.length === 0}
            onClick={copy}
            data-testid="log-copy"
          >
            {t(copied === key ? 'log.copied' : 'log.copy')}
          </Button>
          <Button size="large" type="primary" onClick={onClose} data-testid="log-close">
            {t('common:close')}
          </Button>
        </>
      }
    >
      <p className={styles['label']}>
        {t(of?.recipient.attempts === 0 ? 'log.messageDue' : 'log.messageSent')}
      </p>
      <p className={`${styles['message']} selectable`} data-testid="log-message">
        {of?.recipient.message}
      </p>
      {takeBack.error !== null && <ErrorNotice error={takeBack.error} testId="take-back-error" />}
      {events.state === 'failed' && <ErrorNotice error={events.error} />}
      {events.state === 'loaded' && lines.length === 0 && <p className={styles['none']}>{t('log.none')}</p>}
      <ol className={styles['events']}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added, and have no name of their own.
          <Line key={index} line={line} isNewText={line.message !== textBefore(lines, index)} />
        ))}
      </ol>
      <p className={styles['note']}>{t(mode === 'practice' ? 'log.notePractice' : 'log.note')}</p>
    </Dialog>
  )
}

/** The text that the last attempt before this line sent. */
const textBefore = (lines: readonly EventLine[], index: number): string | null =>
  lines.slice(0, index).findLast(({ message }) => message !== null)?.message ?? null

const Line = ({
  line,
  isNewText,
}: {
  readonly line: EventLine
  /** The attempt sent another text than the one before. */
  readonly isNewText: boolean
}) => (
  <li className={styles['event']} data-testid="log-event" data-state={line.state}>
    <span className={styles['when']}>{line.when}</span>
    <div>
      <p className={styles['what']}>{line.what}</p>
      {isNewText && line.message !== null && (
        <p className={`${styles['attemptText']} selectable`} data-testid="log-attempt-message">
          {line.message}
        </p>
      )}
      {line.facts.length > 0 && (
        <p className={styles['facts']}>
          {line.facts.map(fact => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      )}
      {line.answer !== null && <pre className={`${styles['answer']} selectable`}>{line.answer}</pre>}
    </div>
  </li>
)

const textOf = ({ when, what, facts, answer, message }: EventLine): string =>
  [when, what, ...facts, ...[message, answer].filter(each => each !== null)].join('  ')
