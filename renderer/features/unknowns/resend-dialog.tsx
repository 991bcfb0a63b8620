import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { DoubleWarning } from '../report/double-warning.tsx'
import styles from './resend-dialog.module.css'

/** Sends unknown outcomes once more, after the owner has read what that may mean. */
export const ResendDialog = ({
  campaignId,
  mode,
  seqs,
  people,
  onClose,
}: {
  readonly campaignId: number
  readonly mode: Mode
  /** Null: all of the campaign. */
  readonly seqs: readonly number[] | null
  readonly people: number
  readonly onClose: () => void
}) => {
  const { t } = useTranslation('unknowns')
  const format = useFormat()
  const { go } = useApp()
  const { reload } = useCampaignList()
  const [knows, setKnows] = useState(false)
  const resend = useAction(async () => {
    const made = await call(
      bridge.campaigns.retry({
        campaignId,
        states: ['unknown'],
        ...(seqs === null ? {} : { seqs: [...seqs] }),
      }),
    )
    onClose()
    reload()
    go({ screen: 'campaign', campaignId: made.campaignId })
  })
  return (
    <ConfirmDialog
      open
      title={t('resend.title', { n: format.n(people) })}
      onClose={onClose}
      testId="resend-dialog"
      confirm={t('resend.action')}
      confirmTestId="resend-confirm"
      onConfirm={resend.run}
      disabled={mode === 'practice' && !knows}
      busy={resend.running}
    >
      <p className={styles['text']}>{t('resend.text')}</p>
      <DoubleWarning people={people} mode={mode} knows={knows} onKnows={setKnows} />
      {resend.error !== null && <ErrorNotice error={resend.error} testId="resend-error" />}
    </ConfirmDialog>
  )
}
