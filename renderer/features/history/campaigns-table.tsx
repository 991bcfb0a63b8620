import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { pauseKinds, type StateCounts, totalOf } from '../../../shared/domain/states.ts'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Icon } from '../../components/icon.tsx'
import { Card } from '../../components/page.tsx'
import { ModeTag, StatusTag } from '../../components/tag.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import { useArrayPages } from '../../lib/use-pages.ts'
import { useProgress } from '../sending/use-campaign.ts'
import styles from './campaigns-table.module.css'
import { monthOf, newestFirst, timeOf } from './history-filter.ts'

type CampaignsProps = {
  readonly campaigns: readonly CampaignView[]
  /** Names what is looked at: another one begins at its first page. */
  readonly of: string
  readonly onOpen: (campaign: CampaignView) => void
  readonly onDiscard: (campaign: CampaignView) => void
  readonly onRename: (campaign: CampaignView) => void
}

/** Newest first, month by month, with the figures that matter at a glance. */
export const CampaignsTable = ({ campaigns, of, onOpen, onDiscard, onRename }: CampaignsProps) => {
  const { t } = useTranslation('history')
  const format = useFormat()
  const pages = useArrayPages(newestFirst(campaigns), of)
  const months = Map.groupBy(campaigns, monthOf)
  const figure = (key: string, title: string, of: (counts: StateCounts) => number): Column<CampaignView> => ({
    key,
    title,
    width: 66,
    align: 'end',
    cell: campaign => <Figure campaign={campaign} of={of} />,
  })
  const columns: readonly Column<CampaignView>[] = [
    {
      key: 'name',
      title: t('column.name'),
      cell: campaign => (
        <About
          campaign={campaign}
          onOpen={() => onOpen(campaign)}
          onDiscard={() => onDiscard(campaign)}
          onRename={() => onRename(campaign)}
        />
      ),
    },
    {
      key: 'status',
      title: t('column.status'),
      width: 100,
      cell: campaign => <Standing campaign={campaign} />,
    },
    figure('total', t('column.total'), totalOf),
    figure('accepted', t('column.accepted'), counts => counts.accepted),
    figure('problems', t('column.problems'), counts => counts.rejected + counts.unsent),
    figure('unknown', t('column.unknown'), counts => counts.unknown),
    figure('pending', t('column.pending'), counts => counts.pending + counts.sending),
    {
      ...figure('skipped', t('column.skipped'), counts => counts.skipped),
      cell: campaign => <Skipped campaign={campaign} />,
    },
    {
      key: 'open',
      title: t('open'),
      titleHidden: true,
      width: 30,
      align: 'end',
      tone: 'faint',
      cell: () => <Icon name="next" size={16} />,
    },
  ]
  return (
    <Card flat>
      <DataTable
        columns={columns}
        rows={pages.rows}
        rowKey={campaign => campaign.id}
        hooks={{ 'data-testid': 'campaigns' }}
        onRow={onOpen}
        groupOf={campaign => {
          const month = monthOf(campaign)
          return {
            key: month,
            title: (
              <>
                {format.month(timeOf(campaign))}
                <span className={styles['month']}>
                  {t('month', { n: format.n(months.get(month)?.length ?? 0) })}
                </span>
              </>
            ),
          }
        }}
        rowHooks={campaign => ({ 'data-testid': 'campaign', 'data-campaign': campaign.id })}
        size="roomy"
        pages={pages}
      />
    </Card>
  )
}

const About = ({
  campaign,
  onOpen,
  onDiscard,
  onRename,
}: {
  readonly campaign: CampaignView
  readonly onOpen: () => void
  readonly onDiscard: () => void
  readonly onRename: () => void
}) => {
  const { t } = useTranslation(['history', 'again'])
  const format = useFormat()
  return (
    <>
      <TextButton look="name" onPress={onOpen} testId="open-campaign">
        {campaign.name}
      </TextButton>
      <p className={styles['about']}>
        {campaign.status === 'scheduled' && campaign.scheduledAt !== null
          ? t('scheduledAt', { time: format.shanghai(campaign.scheduledAt) })
          : format.dateTime(campaign.startedAt ?? campaign.createdAt)}
        <span>【{campaign.signature.name}】</span>
        {campaign.kind !== 'bulk' && <span>{t(`kind.${campaign.kind}`)}</span>}
        <TextButton look="soft" onPress={onRename} testId="history-rename">
          {t('again:rename.open')}
        </TextButton>
        {campaign.status === 'draft' && (
          <Button type="text" size="small" danger onClick={onDiscard} data-testid="discard">
            {t('discard.action')}
          </Button>
        )}
      </p>
    </>
  )
}

const Standing = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation('history')
  const pause =
    campaign.status === 'paused' && campaign.pause !== null ? pauseKinds[campaign.pause.reason] : null
  return (
    <>
      <span className={styles['tags']}>
        <StatusTag status={campaign.status} />
        {campaign.mode === 'practice' && <ModeTag mode="practice" />}
      </span>
      {(pause === 'planned' || pause === 'missed') && <p className={styles['waiting']}>{t('needsAnswer')}</p>}
    </>
  )
}

type FigureProps = { readonly campaign: CampaignView; readonly of: (counts: StateCounts) => number }

const isMoving = ({ status }: CampaignView): boolean => status === 'sending' || status === 'holding'

const Figure = ({ campaign, of }: FigureProps) =>
  isMoving(campaign) ? <MovingFigure campaign={campaign} of={of} /> : <Count value={of(campaign.counts)} />

/** Who was skipped; those whom a cancel came before are told apart from those who were left out. */
const Skipped = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation('history')
  const format = useFormat()
  const cancelled = campaign.skipped.find(({ reason }) => reason === 'cancelled')?.count ?? 0
  return (
    <>
      <Figure campaign={campaign} of={counts => counts.skipped} />
      {cancelled > 0 && (
        <p className={styles['part']} data-testid="history-cancelled" data-count={cancelled}>
          {t('cancelledOfThem', { n: format.n(cancelled) })}
        </p>
      )}
    </>
  )
}

/** A figure of a campaign that is on its way. */
const MovingFigure = ({ campaign, of }: FigureProps) => {
  const progress = useProgress(campaign.id)
  return <Count value={of(progress?.counts ?? campaign.counts)} />
}

const Count = ({ value }: { readonly value: number }) => {
  const format = useFormat()
  return <span className={value === 0 ? styles['zero'] : undefined}>{format.n(value)}</span>
}
