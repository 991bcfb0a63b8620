import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { DoubleWarning } from '../report/double-warning.tsx'
import styles from './resend-dialog.module.css'

/** Sends unknown outcomes once more, after the owner has read what that may mean. */
export const ResendDialog = ({
  campaignId,
  seqs,
  people,
  onClose,
}: {
  readonly campaignId: number
  /** Null: all of the campaign. */
  readonly seqs: readonly number[] | null
  readonly people: number
  readonly onClose: () => void
}) => {
  const { t } = useTranslation(['unknowns', 'common'])
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
    <Dialog
      open
      title={t('resend.title', { n: format.n(people) })}
      onClose={onClose}
      testId="resend-dialog"
      actions={
        <>
          <Button size="large" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            type="primary"
            size="large"
            disabled={!knows}
            loading={resend.running}
            onClick={resend.run}
            data-testid="resend-confirm"
          >
            {t('resend.action')}
          </Button>
        </>
      }
    >
      <p className={styles['text']}>{t('resend.text')}</p>
      <DoubleWarning people={people} knows={knows} onKnows={setKnows} />
      {resend.error !== null && <ErrorNotice error={resend.error} testId="resend-error" />}
    </Dialog>
  )
}
