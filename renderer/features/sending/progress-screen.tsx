import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { pauseKinds } from '../../../shared/domain/states.ts'
import { advisesAgainstGoingOn } from '../../../shared/provider/advice.ts'
import { closedUntil } from '../../../shared/time/sending-window.ts'
import { useApp } from '../../app/app-context.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { FooterBar, Page, Settling } from '../../components/page.tsx'
import { ModeTag } from '../../components/tag.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { beginAsking } from '../recent/recent-question.ts'
import { RecipientsTable } from '../report/recipients-table.tsx'
import { HoldCard } from './hold-card.tsx'
import type { Leave } from './leave.ts'
import { LeaveButton } from './leave-button.tsx'
import { LiveFigures } from './live-figures.tsx'
import { MendButton, MendHint } from './mend-button.tsx'
import { MendCard } from './mend-card.tsx'
import { PauseCard } from './pause-card.tsx'
import { PeopleSoFar } from './people-so-far.tsx'
import { ProblemsCard } from './problems-card.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { StoppingNotice } from './stopping-notice.tsx'
import { type LiveProgress, useProgress } from './use-campaign.ts'
import { useMending } from './use-mending.ts'

type ProgressProps = {
  readonly campaign: CampaignView
  readonly active: boolean
  readonly onLeave: Leave
  readonly onChanged: () => void
}

/** A campaign on its way: live figures, and the buttons that fit its state. */
export const ProgressScreen = ({ campaign, active, onLeave, onChanged }: ProgressProps) => {
  useScreen(active ? 'sending' : null, campaign.mode === 'practice')
  const { t } = useTranslation('sending')
  const format = useFormat()
  const { settings } = useApp()
  const pushed = useProgress(campaign.id)
  const [scheduling, setScheduling] = useState(false)
  /** From the owner's answer on: what is on its way is waited for, nothing begins any more. */
  const [cancelling, setCancelling] = useState(false)
  const progress: LiveProgress = pushed ?? {
    status: campaign.status,
    pause: campaign.pause,
    hold: campaign.hold,
    counts: campaign.counts,
    ratePerSecond: 0,
    rateLimit: settings.ratePerSecond,
    setRate: settings.ratePerSecond,
    logWaiting: false,
    remainingMs: null,
  }
  const campaignId = campaign.id
  const pause = useAction(async () => {
    await call(bridge.campaigns.pause({ campaignId }))
    onChanged()
  })
  const resume = useAction(async () => {
    await beginAsking(campaignId, () => call(bridge.campaigns.resume({ campaignId })))
    onChanged()
  })
  const cancel = useAction(async () => {
    setCancelling(true)
    try {
      await call(bridge.campaigns.cancel({ campaignId }))
    } catch (thrown) {
      setCancelling(false)
      throw thrown
    }
    onChanged()
  })
  const mending = useMending(campaign, {
    pause: progress.status === 'paused' ? progress.pause : null,
    counts: progress.counts,
  })
  const mend = useAction(async () => {
    if (mending === null) return
    await call(bridge.campaigns.changeContent({ campaignId, ...mending.content }))
    // From here on the campaign says what was written, whether it can go on at once or not.
    try {
      await beginAsking(campaignId, () => call(bridge.campaigns.resume({ campaignId })))
    } finally {
      onChanged()
    }
  })
  const error = pause.error ?? resume.error ?? cancel.error ?? mend.error
  const { status, counts } = progress
  const isSliceDone = status === 'paused' && progress.pause?.reason === 'first-slice-done'
  const isOpen = campaign.mode === 'practice' || closedUntil(settings.sendingWindow, Date.now()) === null
  const isMoving = !cancelling && (status === 'sending' || status === 'holding')
  const isStopping = cancelling || pause.running || (status === 'paused' && counts.sending > 0)

  return (
    <Page
      title={<span data-testid="sending-title">{t(cancelling ? 'stopping.cancel' : `title.${status}`)}</span>}
      subtitle={campaign.name}
      extra={onLeave.kind === 'history' && <ModeTag mode={campaign.mode} />}
      footer={
        <FooterBar
          back={onLeave.kind === 'history' && <LeaveButton onLeave={onLeave} />}
          hint={mending?.isChanged === true && <MendHint mending={mending} />}
        >
          {/* Whatever it stands paused for by now: who was never begun can have another time. */}
          {status === 'paused' && campaign.startedAt === null && (
            <Button size="large" onClick={() => setScheduling(true)} data-testid="reschedule">
              {t('action.reschedule')}
            </Button>
          )}
          <CancelButton left={counts.pending} running={cancelling} onCancel={cancel.run} />
          {isMoving ? (
            <Settling key="pause">
              <Button size="large" loading={pause.running} onClick={pause.run} data-testid="pause">
                {t('action.pause')}
              </Button>
            </Settling>
          ) : (
            !cancelling &&
            status === 'paused' && (
              <Settling key="resume">
                {mending?.isChanged === true ? (
                  <MendButton
                    mending={mending}
                    mode={campaign.mode}
                    running={mend.running}
                    onMended={mend.run}
                  />
                ) : (
                  <ResumeButton
                    progress={progress}
                    isOpen={isOpen}
                    running={resume.running}
                    onResume={resume.run}
                  />
                )}
              </Settling>
            )
          )}
        </FooterBar>
      }
    >
      {error !== null && <ErrorNotice error={error} testId="sending-error" />}
      {isStopping && <StoppingNotice kind={cancelling ? 'cancel' : 'pause'} inFlight={counts.sending} />}
      {status === 'paused' && progress.pause !== null && <PauseCard pause={progress.pause} counts={counts} />}
      {mending !== null && (
        <MendCard mending={mending} valueNames={campaign.valueNames} code={progress.pause?.code} />
      )}
      {status === 'holding' && progress.hold !== null && <HoldCard hold={progress.hold} />}
      {progress.logWaiting && progress.pause?.reason !== 'log-failed' && (
        <Notice tone="warn" testId="log-waiting">
          {t('progress.logWaiting')}
        </Notice>
      )}
      {status === 'sending' && progress.rateLimit < progress.setRate && (
        <Notice tone="warn" testId="slowed-down">
          {t('progress.slowed', { rate: format.rate(progress.rateLimit) })}
        </Notice>
      )}
      {isSliceDone && (
        <RecipientsTable
          campaign={{ ...campaign, counts }}
          title={t('slice.results')}
          without={['pending']}
        />
      )}
      <LiveFigures campaignId={campaignId} progress={progress} mode={campaign.mode} />
      <ProblemsCard campaignId={campaignId} counts={counts} />
      {!isSliceDone && <PeopleSoFar campaign={campaign} counts={counts} />}
      <ScheduleDialog
        open={scheduling}
        campaign={campaign}
        people={counts.pending}
        onClose={() => setScheduling(false)}
        onScheduled={() => {
          setScheduling(false)
          onChanged()
        }}
      />
    </Page>
  )
}

const ResumeButton = ({
  progress,
  isOpen,
  running,
  onResume,
}: {
  readonly progress: LiveProgress
  /** What is begun now would leave now. */
  readonly isOpen: boolean
  readonly running: boolean
  readonly onResume: () => void
}) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const { pause } = progress
  const reason = pause?.reason
  // Going on would stop again at once, or repeat a mistake.
  const isNotAdvised = pause !== null && (pause.reason === 'day-budget' || advisesAgainstGoingOn(pause))
  const left = progress.counts.pending
  const n = format.n(left)
  const words = (): string => {
    if (reason === 'schedule-missed') return t(isOpen ? 'action.sendNow' : 'launch.all.action', { n })
    const kind = reason === undefined ? null : pauseKinds[reason]
    if (kind !== 'planned' && kind !== 'missed') return t('action.resume')
    return left === 0 ? t('recovery.finish') : t('action.resumeRest', { n })
  }
  return (
    <Button
      type={isNotAdvised ? 'default' : 'primary'}
      size="large"
      loading={running}
      onClick={onResume}
      data-testid="resume"
    >
      {words()}
    </Button>
  )
}

const CancelButton = ({
  left,
  running,
  onCancel,
}: {
  readonly left: number
  readonly running: boolean
  readonly onCancel: () => void
}) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button danger size="large" loading={running} onClick={() => setAsking(true)} data-testid="cancel">
        {t('action.cancel')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('cancel.title')}
        onClose={() => setAsking(false)}
        testId="cancel-dialog"
        confirm={t('cancel.action')}
        confirmTestId="cancel-confirm"
        onConfirm={() => {
          setAsking(false)
          onCancel()
        }}
        cancel={t('cancel.keep')}
        cancelTestId="cancel-keep"
        danger
      >
        {t('cancel.text', { n: format.n(left) })}
      </ConfirmDialog>
    </>
  )
}
