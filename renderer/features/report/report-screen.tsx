import { Button, Checkbox, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { type ReportFormat, reportFormats } from '../../../shared/domain/export.ts'
import { recipientStates, totalOf } from '../../../shared/domain/states.ts'
import type { OutputOf } from '../../../shared/ipc/contract.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { Ledger, type LedgerLine } from '../../components/ledger.tsx'
import { Card, FooterBar, Page } from '../../components/page.tsx'
import { ModeTag, StatusTag } from '../../components/tag.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { CampaignActions } from '../again/campaign-actions.tsx'
import { FollowUpButton } from '../again/follow-up-button.tsx'
import { WrittenFile } from '../export/written-file.tsx'
import { NowForReal } from '../practice/now-for-real.tsx'
import type { Leave } from '../sending/leave.ts'
import { LeaveButton } from '../sending/leave-button.tsx'
import { ContentHistory } from './content-history.tsx'
import { OverTimeCard } from './over-time-card.tsx'
import { ReasonsCard } from './reasons-card.tsx'
import { type PeopleFilter, RecipientsTable } from './recipients-table.tsx'
import { ReportFacts } from './report-facts.tsx'
import { ReportHeadline } from './report-headline.tsx'
import styles from './report-screen.module.css'
import { type FirstChoice, type Outcomes, RetryDialog } from './retry-dialog.tsx'

type ReportProps = {
  readonly campaign: CampaignView
  readonly active: boolean
  readonly onLeave: Leave
}

/** What came of a campaign: totals that add up, every recipient, and a file to take away. */
export const ReportScreen = ({ campaign, active, onLeave }: ReportProps) => {
  useScreen(active ? 'report' : null, campaign.mode === 'practice')
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const campaignId = campaign.id
  const { campaigns } = useCampaignList()
  // Decisions are made elsewhere too; the list is fetched again after each of them.
  const [outcomes] = useLoaded(() => call(bridge.campaigns.outcomes({ campaignId })), [campaignId, campaigns])
  const known = outcomes.state === 'loaded' ? outcomes.value : null
  const [choosing, setChoosing] = useState<'any' | FirstChoice | null>(null)
  /** Whom a number that was pressed stands for, and the how-manieth press it was. */
  const [shown, setShown] = useState<{ readonly of: PeopleFilter; readonly time: number } | null>(null)
  const show = (of: PeopleFilter): void => setShown(before => ({ of, time: (before?.time ?? 0) + 1 }))
  const people = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (shown !== null) people.current?.scrollIntoView({ block: 'start' })
  }, [shown])
  const ended =
    campaign.finishedAt === null
      ? ''
      : t(campaign.status === 'cancelled' ? 'cancelled' : 'finished', {
          time: format.dateTime(campaign.finishedAt),
        })
  return (
    <Page
      title={t('title')}
      subtitle={
        <>
          {campaign.name}　<span className={styles['ended']}>{ended}</span>
        </>
      }
      extra={
        <span className={styles['tags']}>
          <CampaignActions campaign={campaign} />
          <FollowUpButton campaign={campaign} outcomes={known} />
          {onLeave.kind === 'history' && <ModeTag mode={campaign.mode} />}
          <StatusTag status={campaign.status} />
        </span>
      }
      footer={
        <ReportBar
          campaignId={campaignId}
          outcomes={known}
          onRetry={() => setChoosing('any')}
          onLeave={onLeave}
        />
      }
    >
      <ReportHeadline campaign={campaign} />
      {campaign.mode === 'practice' && campaign.status === 'finished' && (
        <NowForReal onBegin={onLeave.kind === 'wizard' ? onLeave.again : () => undefined} />
      )}
      {known !== null && (
        <ReasonsCard
          outcomes={known}
          onResend={({ state, code }) =>
            setChoosing({ unsent: state === 'unsent', codes: code === null ? [] : [code] })
          }
          onShow={reason => show({ state: reason.state, reason })}
        />
      )}
      <div className={styles['columns']}>
        <Card title={t('totals.title')}>
          <Totals campaign={campaign} onOpen={show} />
          <p className={styles['limits']} data-testid="report-limits">
            {t(campaign.mode === 'practice' ? 'limitsPractice' : 'limits')}
          </p>
        </Card>
        <Card title={t('about.title')}>
          <ReportFacts campaign={campaign} />
        </Card>
      </div>
      <OverTimeCard campaignId={campaignId} />
      <ContentHistory campaign={campaign} />
      <div ref={people} className={shown === null ? '' : styles['shown']}>
        <RecipientsTable
          key={shown?.time ?? 0}
          campaign={campaign}
          {...(known === null ? {} : { resolved: known.resolved, reasons: known.reasons })}
          {...(shown === null ? {} : { first: shown.of })}
        />
      </div>
      {known !== null && choosing !== null && (
        <RetryDialog
          open
          campaignId={campaignId}
          mode={campaign.mode}
          outcomes={known}
          {...(choosing === 'any' ? {} : { first: choosing })}
          onClose={() => setChoosing(null)}
        />
      )}
    </Page>
  )
}

const Totals = ({
  campaign,
  onOpen,
}: {
  readonly campaign: CampaignView
  readonly onOpen: (of: PeopleFilter) => void
}) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const people = (n: number): string => t('common:people', { n: format.n(n) })
  const texts = useCodeText()
  const whySkipped = campaign.skipped
    .map(({ reason, count }) => `${texts.cause(reason)} ${people(count)}`)
    .join(t('totals.separator'))
  const always = new Set(['accepted', 'rejected', 'unsent', 'unknown', 'skipped'])
  const lines: readonly LedgerLine[] = [
    ...recipientStates
      .filter(state => always.has(state) || campaign.counts[state] > 0)
      .map(
        state =>
          ({
            key: state,
            kind: 'part',
            label: t(`common:state.${state}`),
            amount: people(campaign.counts[state]),
            ...(campaign.counts[state] === 0 ? {} : { onOpen: () => onOpen({ state }) }),
            ...(state === 'skipped' && whySkipped !== '' ? { note: whySkipped } : {}),
          }) as const,
      ),
    {
      key: 'total',
      kind: 'sum',
      label: t('totals.sum'),
      amount: people(totalOf(campaign.counts)),
      onOpen: () => onOpen({}),
    },
  ]
  return <Ledger lines={lines} label={t('totals.label')} testId="report-totals" />
}

const ReportBar = ({
  campaignId,
  outcomes,
  onRetry,
  onLeave,
}: {
  readonly campaignId: number
  readonly outcomes: Outcomes | null
  readonly onRetry: () => void
  readonly onLeave: Leave
}) => {
  const { t } = useTranslation(['report', 'errors'])
  const format = useFormat()
  const [exported, setExported] = useState<OutputOf<'campaigns.exportReport'> | null>(null)
  const [form, setForm] = useState<ReportFormat>('xlsx')
  const [masked, setMasked] = useState(false)
  const canRetry = outcomes !== null && outcomes.unsent + outcomes.unknown + outcomes.rejected.length > 0
  const save = useAction(async () => {
    // What was written before is not what is being written now.
    setExported(null)
    const written = await call(bridge.campaigns.exportReport({ campaignId, format: form, masked }))
    if (written.path !== null) setExported(written)
  })
  return (
    <FooterBar
      back={<LeaveButton onLeave={onLeave} />}
      hint={
        save.error !== null ? (
          <span className={styles['failed']} role="alert" data-testid="export-error">
            {t('export.failed', {
              what: t(`errors:${save.error.code}.what`),
              do: t(`errors:${save.error.code}.do`),
            })}
          </span>
        ) : exported === null ? (
          <span className={styles['note']}>{t(form === 'pdf' ? 'export.notePage' : 'export.note')}</span>
        ) : (
          <>
            <span className="selectable" data-testid="exported" data-path={exported.path}>
              {exported.rows === 0
                ? t('export.donePage', { path: exported.path })
                : t('export.done', { rows: format.n(exported.rows), path: exported.path })}
            </span>
            {exported.fileId !== null && <WrittenFile key={exported.fileId} fileId={exported.fileId} />}
          </>
        )
      }
    >
      {canRetry && (
        <Button size="large" onClick={onRetry} data-testid="retry">
          {t('retry.open')}
        </Button>
      )}
      {form !== 'pdf' && (
        <Checkbox
          className={styles['masked'] ?? ''}
          checked={masked}
          onChange={event => setMasked(event.target.checked)}
          data-testid="report-masked"
        >
          {t('export.masked')}
        </Checkbox>
      )}
      <Select<ReportFormat>
        size="large"
        value={form}
        options={reportFormats.map(name => ({ value: name, label: t(`export.forms.${name}`) }))}
        onChange={chosen => {
          setForm(chosen)
          setExported(null)
        }}
        popupMatchSelectWidth={false}
        aria-label={t('export.form')}
        data-testid="report-format"
      />
      <Button type="primary" size="large" loading={save.running} onClick={save.run} data-testid="export">
        {t('export.action')}
      </Button>
    </FooterBar>
  )
}
