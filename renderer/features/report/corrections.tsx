import { Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorrectionProblem } from '../../../shared/domain/campaign.ts'
import { wrongPhoneCode } from '../../../shared/provider/codes.ts'
import { bridge, call } from '../../lib/bridge.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './corrections.module.css'

/** More wrong numbers than these are mended in the list itself. */
const mostShown = 50

export type Typed = { readonly phone: string; readonly problem: CorrectionProblem | null }

/** A new phone for each person whom the provider refused as no phone; left empty, the old one stays. */
export const Corrections = ({
  campaignId,
  typed,
  onTyped,
}: {
  readonly campaignId: number
  readonly typed: ReadonlyMap<number, Typed>
  readonly onTyped: (seq: number, typed: Typed | null) => void
}) => {
  const { t } = useTranslation('report')
  const [people] = useLoaded(
    () =>
      call(
        bridge.campaigns.recipients({
          campaignId,
          states: ['rejected'],
          reason: { code: wrongPhoneCode, cause: null },
          at: 'first',
          limit: mostShown,
        }),
      ),
    [campaignId],
  )
  if (people.state !== 'loaded') return null
  const open = people.value.rows.filter(({ resolution }) => resolution !== 'sent-again')
  return (
    <div className={styles['corrections']} data-testid="corrections">
      <p className={styles['note']}>{t('correct.note')}</p>
      <ul>
        {open.map(({ seq, phone, message }) => (
          <Person
            key={seq}
            campaignId={campaignId}
            phone={phone}
            message={message}
            typed={typed.get(seq) ?? null}
            isTaken={written => [...typed].some(([other, each]) => other !== seq && each.phone === written)}
            onTyped={each => onTyped(seq, each)}
          />
        ))}
      </ul>
      {people.value.total > open.length && (
        <p className={styles['note']}>{t('correct.more', { n: open.length })}</p>
      )}
    </div>
  )
}

const Person = ({
  campaignId,
  phone,
  message,
  typed,
  isTaken,
  onTyped,
}: {
  readonly campaignId: number
  readonly phone: string
  readonly message: string
  readonly typed: Typed | null
  readonly isTaken: (phone: string) => boolean
  readonly onTyped: (typed: Typed | null) => void
}) => {
  const { t } = useTranslation('report')
  const [text, setText] = useState('')
  const latest = useRef('')
  const check = async (written: string): Promise<void> => {
    latest.current = written
    const plain = written.trim()
    if (plain === '') {
      onTyped(null)
      return
    }
    if (isTaken(plain)) {
      onTyped({ phone: plain, problem: 'in-campaign' })
      return
    }
    // Not known to be good before it was looked at; where nobody can look, the resend itself refuses it.
    onTyped({ phone: plain, problem: 'no-phone' })
    const looked = await call(bridge.campaigns.checkCorrection({ campaignId, phone: plain })).catch(
      () => null,
    )
    if (latest.current === written) onTyped({ phone: plain, problem: looked?.problem ?? null })
  }
  const problem = typed?.problem ?? null
  return (
    <li className={styles['person']} data-testid="correction" data-phone={phone}>
      <span className={styles['who']}>
        <span>{phone}</span>
        <span className={styles['message']}>{message}</span>
      </span>
      <span className={styles['field']}>
        <Input
          value={text}
          maxLength={40}
          placeholder={t('correct.placeholder')}
          aria-label={t('correct.label', { phone })}
          {...(problem === null ? {} : { status: 'error' as const })}
          onChange={event => {
            setText(event.target.value)
            void check(event.target.value)
          }}
          data-testid="correction-phone"
        />
        {problem !== null && (
          <span className={styles['problem']} role="alert" data-testid="correction-problem">
            {t(`correct.problem.${problem}`)}
          </span>
        )}
      </span>
    </li>
  )
}
