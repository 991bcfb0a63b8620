import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundRecipient } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Card } from '../../components/page.tsx'
import { ModeTag } from '../../components/tag.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { ResendDialog } from './resend-dialog.tsx'
import styles from './unknowns-card.module.css'

type Decision = 'treat-as-sent' | 'treat-as-unsent'
const decisions: readonly Decision[] = ['treat-as-sent', 'treat-as-unsent']

type UnknownsProps = {
  readonly campaignId: number
  /** The rows of this page; there may be more. */
  readonly rows: readonly FoundRecipient[]
  readonly onOpen: (row: FoundRecipient) => void
  readonly onDecided: (decided: Decided) => void
}

/** A decision that was just made, as it can be taken back. */
export type Decided = Pick<FoundRecipient, 'campaignId' | 'campaignName'> & {
  readonly decision: Decision
  /** Null: all of the campaign. */
  readonly one: Pick<FoundRecipient, 'seq' | 'phone'> | null
}

/** The unknown outcomes of one campaign: decide for each, or for all at once. */
export const UnknownsCard = ({ campaignId, rows, onOpen, onDecided }: UnknownsProps) => {
  const { t } = useTranslation(['unknowns', 'common', 'history', 'report'])
  const format = useFormat()
  const texts = useCodeText()
  const { go } = useApp()
  const { campaigns } = useCampaignList()
  const [resending, setResending] = useState<FoundRecipient | 'all' | null>(null)
  const [outcomes] = useLoaded(() => call(bridge.campaigns.outcomes({ campaignId })), [campaignId, rows])
  const decide = useAction(async (decision: Decision, one: FoundRecipient | null) => {
    const seqs = one === null ? null : [one.seq]
    await call(bridge.campaigns.resolve({ campaignId, seqs, resolution: decision }))
    onDecided({ campaignId, campaignName: first?.campaignName ?? '', decision, one })
  })
  const first = rows[0]
  const campaign =
    campaigns.state === 'loaded' ? campaigns.value.find(({ id }) => id === campaignId) : undefined
  const isOver = campaign?.status === 'finished' || campaign?.status === 'cancelled'
  if (first === undefined) return null
  const known = outcomes.state === 'loaded' ? outcomes.value : null
  const waiting = known?.waiting ?? rows.length
  const n = format.n(waiting)
  const columns: readonly Column<FoundRecipient>[] = [
    {
      key: 'phone',
      title: null,
      width: 140,
      cell: row => (
        <>
          <TextButton look="link" onPress={() => onOpen(row)} title={t('report:log.open')} testId="open-log">
            {row.phone}
          </TextButton>
          {row.name !== null && row.name !== '' && <p className={styles['name']}>{row.name}</p>}
        </>
      ),
    },
    {
      key: 'cause',
      title: null,
      cell: row => (
        <>
          <span className={styles['cause']}>{texts.cause(row.cause)}</span>
          {row.updatedAt !== null && <span className={styles['time']}>{format.dateTime(row.updatedAt)}</span>}
        </>
      ),
    },
    {
      key: 'decide',
      title: null,
      width: 330,
      align: 'end',
      cell: row => (
        <div className={styles['acts']}>
          {decisions.map(decision => (
            <TextButton key={decision} look="act" onPress={() => decide.run(decision, row)} testId={decision}>
              {t(`decide.${decision}`)}
            </TextButton>
          ))}
          {isOver && (
            <TextButton look="act" onPress={() => setResending(row)} testId="resend">
              {t('resend.open')}
            </TextButton>
          )}
        </div>
      ),
    },
  ]
  return (
    <Card
      title={
        <span className={styles['title']}>
          {first.campaignName}
          {first.mode === 'practice' && <ModeTag mode="practice" />}
        </span>
      }
      note={t(isOver ? 'card.note' : 'card.stillOpen', {
        n,
        kind: t(`history:kind.${first.campaignKind}`),
        time: campaign?.startedAt == null ? '' : format.dateTime(campaign.startedAt),
      })}
      extra={
        <div className={styles['all']}>
          {isOver ? (
            <>
              {decisions.map(decision => (
                <Button
                  key={decision}
                  loading={decide.running}
                  onClick={() => decide.run(decision, null)}
                  data-testid={`all-${decision}`}
                >
                  {t(`all.${decision}`)}
                </Button>
              ))}
              <Button onClick={() => setResending('all')} data-testid="all-resend">
                {t('all.resend')}
              </Button>
            </>
          ) : (
            <Button onClick={() => go({ screen: 'campaign', campaignId })} data-testid="open-campaign">
              {t('card.open')}
            </Button>
          )}
        </div>
      }
    >
      {decide.error !== null && <ErrorNotice error={decide.error} testId="decide-error" />}
      <DataTable
        columns={columns}
        rows={rows}
        rowKey={row => row.seq}
        hooks={{ 'data-testid': 'unknowns', 'data-campaign': campaignId }}
        rowHooks={row => ({ 'data-testid': 'unknown', 'data-phone': row.phone })}
        withHead={false}
      />
      {resending !== null && (
        <ResendDialog
          campaignId={campaignId}
          mode={first.mode}
          seqs={resending === 'all' ? null : [resending.seq]}
          people={resending === 'all' ? (known?.unknown ?? waiting) : 1}
          onClose={() => setResending(null)}
        />
      )}
    </Card>
  )
}
