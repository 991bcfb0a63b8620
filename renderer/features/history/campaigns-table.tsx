import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { totalOf } from '../../../shared/domain/states.ts'
import { ModeTag, StatusTag } from '../../components/tag.tsx'
import { useFormat } from '../../lib/format.ts'
import { useProgress } from '../sending/use-campaign.ts'
import styles from './campaigns-table.module.css'

type CampaignsProps = {
  readonly campaigns: readonly CampaignView[]
  readonly onOpen: (campaign: CampaignView) => void
  readonly onDiscard: (campaign: CampaignView) => void
}

/** Newest first, with the figures that matter at a glance. */
export const CampaignsTable = ({ campaigns, onOpen, onDiscard }: CampaignsProps) => {
  const { t } = useTranslation('history')
  const newestFirst = campaigns.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
  return (
    <div className={styles['card']}>
      <table className={styles['table']} data-testid="campaigns">
        <thead>
          <tr>
            <th>{t('column.name')}</th>
            <th className={styles['status']}>{t('column.status')}</th>
            <th className={styles['number']}>{t('column.total')}</th>
            <th className={styles['number']}>{t('column.accepted')}</th>
            <th className={styles['number']}>{t('column.problems')}</th>
            <th className={styles['number']}>{t('column.unknown')}</th>
            <th className={styles['action']}>
              <span className="visually-hidden">{t('open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {newestFirst.map(campaign => {
            const Row = isMoving(campaign) ? MovingRow : CampaignRow
            return (
              <Row
                key={campaign.id}
                campaign={campaign}
                onOpen={() => onOpen(campaign)}
                onDiscard={() => onDiscard(campaign)}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const isMoving = (campaign: CampaignView): boolean =>
  campaign.status === 'sending' || campaign.status === 'holding'

type RowProps = {
  readonly campaign: CampaignView
  readonly onOpen: () => void
  readonly onDiscard: () => void
}

/** A campaign that is on its way: its figures move. */
const MovingRow = ({ campaign, ...rest }: RowProps) => {
  const progress = useProgress(campaign.id)
  const counts = progress?.counts ?? campaign.counts
  return <CampaignRow {...rest} campaign={{ ...campaign, counts }} />
}

const CampaignRow = ({ campaign, onOpen, onDiscard }: RowProps) => {
  const { t } = useTranslation('history')
  const format = useFormat()
  const { counts } = campaign
  const reason = campaign.status === 'paused' ? campaign.pause?.reason : undefined
  const isWaiting = reason === 'app-closed' || reason === 'schedule-missed' || reason === 'first-slice-done'
  return (
    <tr data-testid="campaign" data-campaign={campaign.id}>
      <td>
        <button type="button" className={styles['name']} onClick={onOpen} data-testid="open-campaign">
          {campaign.name}
        </button>
        <p className={styles['about']}>
          {campaign.status === 'scheduled' && campaign.scheduledAt !== null
            ? t('scheduledAt', { time: format.shanghai(campaign.scheduledAt) })
            : format.dateTime(campaign.startedAt ?? campaign.createdAt)}
          <span>【{campaign.signature.name}】</span>
          {campaign.kind !== 'bulk' && <span>{t(`kind.${campaign.kind}`)}</span>}
        </p>
      </td>
      <td className={styles['status']}>
        <span className={styles['tags']}>
          <StatusTag status={campaign.status} />
          {campaign.mode === 'practice' && <ModeTag mode="practice" />}
        </span>
        {isWaiting && <p className={styles['waiting']}>{t('needsAnswer')}</p>}
      </td>
      <Count value={totalOf(counts)} />
      <Count value={counts.accepted} />
      <Count value={counts.rejected + counts.unsent} />
      <Count value={counts.unknown} />
      <td className={styles['action']}>
        <Button onClick={onOpen}>{t('open')}</Button>
        {campaign.status === 'draft' && (
          <Button type="text" size="small" danger onClick={onDiscard} data-testid="discard">
            {t('discard.action')}
          </Button>
        )}
      </td>
    </tr>
  )
}

const Count = ({ value }: { readonly value: number }) => {
  const format = useFormat()
  return <td className={`${styles['number']} ${value === 0 ? styles['zero'] : ''}`}>{format.n(value)}</td>
}
