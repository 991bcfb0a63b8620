import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { askedBySystemFrom } from '../../../shared/domain/consent.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { useFormat } from '../../lib/format.ts'
import type { Mending } from './use-mending.ts'

/** What going on would come to, beside the button. */
export const MendHint = ({ mending: { trial, isMeasured } }: { readonly mending: Mending }) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  if (trial === null || !isMeasured) return null
  const { toSend, parts, estimatedCost } = trial
  return (
    <span data-testid="mend-hint">
      {t('mend.hint', { n: format.n(toSend), parts: format.n(parts) })}
      {estimatedCost !== null && t('mend.hintCost', { cost: format.money(estimatedCost) })}
    </span>
  )
}

/** Takes the mended content and goes on; asks first where money leaves, as every start does. */
export const MendButton = ({
  mending: { trial, problems, isMeasured },
  mode,
  running,
  onMended,
}: {
  readonly mending: Mending
  readonly mode: Mode
  readonly running: boolean
  readonly onMended: () => void
}) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  // From so many on, the app asks in a window of the system's.
  const isAskedHere = mode === 'real' && (trial?.toSend ?? 0) < askedBySystemFrom
  const canGoOn = problems.length === 0 && isMeasured && trial !== null && trial.toSend > 0
  return (
    <>
      <Button
        type="primary"
        size="large"
        disabled={!canGoOn}
        loading={running}
        onClick={() => (isAskedHere ? setAsking(true) : onMended())}
        data-testid="mend-resume"
      >
        {t('mend.action')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('mend.confirm', { n: format.n(trial?.toSend ?? 0) })}
        onClose={() => setAsking(false)}
        testId="mend-dialog"
        confirm={t('launch.confirm.action')}
        confirmTestId="mend-confirm"
        onConfirm={() => {
          setAsking(false)
          onMended()
        }}
        disabled={!canGoOn}
      >
        <p>{t('launch.confirm.text', { parts: format.n(trial?.parts ?? 0) })}</p>
        {trial !== null && trial.estimatedCost !== null && (
          <p>{t('launch.confirm.cost', { cost: format.money(trial.estimatedCost) })}</p>
        )}
      </ConfirmDialog>
    </>
  )
}
