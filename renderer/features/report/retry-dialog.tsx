import { Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import type { OutputOf } from '../../../shared/ipc/contract.ts'
import { codeEntry, wrongPhoneCode } from '../../../shared/provider/codes.ts'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { Corrections } from './corrections.tsx'
import { DoubleWarning } from './double-warning.tsx'
import styles from './retry-dialog.module.css'
import { clearCorrections, useTypedCorrections } from './typed-corrections.ts'

export type Outcomes = OutputOf<'campaigns.outcomes'>

/** What is ticked when the dialog opens. */
export type FirstChoice = { readonly unsent: boolean; readonly codes: readonly number[] }

type RetryProps = {
  readonly open: boolean
  readonly campaignId: number
  readonly mode: Mode
  readonly outcomes: Outcomes
  readonly first?: FirstChoice
  readonly onClose: () => void
}

/** Which outcomes of an ended campaign shall be sent once more; leads to the brink of a new one. */
export const RetryDialog = ({ open, campaignId, mode, outcomes, first, onClose }: RetryProps) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const texts = useCodeText()
  const { go } = useApp()
  const { reload } = useCampaignList()
  const [unsent, setUnsent] = useState(outcomes.unsent > 0 && (first?.unsent ?? true))
  const [codes, setCodes] = useState<ReadonlySet<number>>(new Set(first?.codes))
  const [unknown, setUnknown] = useState(false)
  const [knows, setKnows] = useState(false)
  const typed = useTypedCorrections(campaignId)

  const chosen = outcomes.rejected.filter(({ code }) => codes.has(code))
  const sum = (counts: readonly { readonly count: number }[]): number =>
    counts.reduce((total, { count }) => total + count, 0)
  // An unclear code is an answer, but not one that says that nothing went out.
  const maybeSent =
    (unknown ? outcomes.unknown : 0) +
    sum(chosen.filter(({ code }) => codeEntry(code).responsible === 'unclear'))
  const total = (unsent ? outcomes.unsent : 0) + sum(chosen) + (unknown ? outcomes.unknown : 0)

  const retry = useAction(async () => {
    const made = await call(
      bridge.campaigns.retry({
        campaignId,
        states: [
          ...(unsent ? (['unsent'] as const) : []),
          ...(chosen.length > 0 ? (['rejected'] as const) : []),
          ...(unknown ? (['unknown'] as const) : []),
        ],
        codes: [...codes],
        ...(codes.has(wrongPhoneCode)
          ? { corrections: [...typed].map(([seq, { phone }]) => ({ seq, phone })) }
          : {}),
      }),
    )
    // A dialog left open in a wizard that is only hidden would still hold the whole window.
    onClose()
    clearCorrections(campaignId)
    reload()
    go({ screen: 'campaign', campaignId: made.campaignId })
  })
  const toggle = (code: number, on: boolean): void => {
    const next = new Set(codes)
    if (on) next.add(code)
    else next.delete(code)
    setCodes(next)
    setKnows(false)
  }
  const isMistyped = codes.has(wrongPhoneCode) && [...typed.values()].some(({ problem }) => problem !== null)
  const people = (n: number): string => t('common:people', { n: format.n(n) })
  return (
    <ConfirmDialog
      open={open}
      wide
      title={t('retry.title')}
      onClose={onClose}
      testId="retry-dialog"
      confirm={t('retry.action', { n: format.n(total) })}
      confirmTestId="retry-confirm"
      onConfirm={retry.run}
      disabled={total === 0 || isMistyped || (maybeSent > 0 && mode === 'practice' && !knows)}
      busy={retry.running}
    >
      <p>{t('retry.text')}</p>
      <ul className={styles['choices']}>
        {outcomes.unsent > 0 && (
          <Choice
            label={t('common:state.unsent')}
            note={t('retry.unsent')}
            amount={people(outcomes.unsent)}
            checked={unsent}
            onChange={setUnsent}
            testId="retry-unsent"
          />
        )}
        {outcomes.rejected.map(({ code, count }) => (
          <Choice
            key={code}
            label={t('retry.rejected', { code, what: texts.code(code).what })}
            note={texts.code(code).do}
            amount={people(count)}
            checked={codes.has(code)}
            onChange={on => toggle(code, on)}
            testId={`retry-code-${code}`}
          >
            {code === wrongPhoneCode && codes.has(code) && <Corrections campaignId={campaignId} />}
          </Choice>
        ))}
        {outcomes.unknown > 0 && (
          <Choice
            label={t('common:state.unknown')}
            note={t('retry.unknown')}
            amount={people(outcomes.unknown)}
            checked={unknown}
            onChange={on => {
              setUnknown(on)
              setKnows(false)
            }}
            testId="retry-unknown"
          />
        )}
      </ul>
      {maybeSent > 0 && <DoubleWarning people={maybeSent} mode={mode} knows={knows} onKnows={setKnows} />}
      {retry.error !== null && <ErrorNotice error={retry.error} testId="retry-error" />}
    </ConfirmDialog>
  )
}

const Choice = ({
  label,
  note,
  amount,
  checked,
  onChange,
  testId,
  children,
}: {
  readonly label: string
  readonly note: string
  readonly amount: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly testId: string
  /** More to be said once it is chosen. */
  readonly children?: ReactNode
}) => (
  <li className={styles['entry']}>
    <div className={styles['choice']}>
      <Checkbox
        className={styles['box'] ?? ''}
        checked={checked}
        onChange={event => onChange(event.target.checked)}
        data-testid={testId}
      >
        <span className={styles['label']}>{label}</span>
        <span className={styles['note']}>{note}</span>
      </Checkbox>
      <span className={styles['amount']}>{amount}</span>
    </div>
    {children}
  </li>
)
