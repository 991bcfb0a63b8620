import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { estimatedCost as costOf } from '../../../shared/domain/billing.ts'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { askedBySystemFrom } from '../../../shared/domain/consent.ts'
import { closedUntil } from '../../../shared/time/sending-window.ts'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, FooterBar, Page } from '../../components/page.tsx'
import { PhoneBubble } from '../../components/phone-bubble.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { minuteOfDay, useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { DraftPeople } from '../preflight/people-list-dialog.tsx'
import { beginAsking } from '../recent/recent-question.ts'
import { LaunchHead } from './launch-head.tsx'
import styles from './launch-screen.module.css'
import { isTested, type LaunchStep, nextStep, sliceSize, stepsFor } from './launch-steps.ts'
import type { Leave } from './leave.ts'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { TestCard } from './test-card.tsx'
import { WaitingCampaigns } from './waiting-campaigns.tsx'

type LaunchProps = {
  readonly campaign: CampaignView
  readonly active: boolean
  readonly onLeave: Leave
  readonly onChanged: () => void
}

/** Everybody, or a first slice. */
type Way = Exclude<LaunchStep, 'test'>

/** The last question, and until when it would wait if it were answered now; null: it would begin at once. */
type Question = { readonly way: Way; readonly waitsUntil: number | null }

/** A draft on the brink: the message itself, and the steps to everybody, of which none is forced. */
export const LaunchScreen = ({ campaign, active, onLeave, onChanged }: LaunchProps) => {
  useScreen(active ? 'sending' : null, campaign.mode === 'practice')
  const { t } = useTranslation(['sending', 'common', 'history', 'compose'])
  const format = useFormat()
  const { settings } = useApp()
  const [asking, setAsking] = useState<Question | null>(null)
  const [scheduling, setScheduling] = useState(false)
  const [listed, setListed] = useState(false)
  const campaignId = campaign.id
  const [preflight, again] = useLoaded(() => call(bridge.campaigns.preflight({ campaignId })), [campaignId])

  const [first] = useLoaded(
    () => call(bridge.campaigns.recipients({ campaignId, states: ['pending'], at: 'first', limit: 1 })),
    [campaignId],
  )
  const { campaigns } = useCampaignList()

  // Set once a start was answered: one campaign is started once, however often and fast the button is pressed.
  const started = useRef(false)
  const start = useAction(async (way: Way) => {
    if (started.current) return
    started.current = true
    setAsking(null)
    try {
      const isBegun = await beginAsking(campaignId, () =>
        call(bridge.campaigns.start({ campaignId, ...(way === 'slice' ? { slice: sliceSize } : {}) })),
      )
      started.current = isBegun
    } catch (error) {
      started.current = false
      throw error
    }
    if (started.current) onChanged()
    else again()
  })

  const isRetry = campaign.kind === 'retry'
  const title = t(isRetry ? 'launch.retryTitle' : 'launch.title')
  if (preflight.state === 'loading') return null
  if (preflight.state === 'failed') {
    return (
      <Page title={title}>
        <ErrorNotice error={preflight.error} />
      </Page>
    )
  }
  const { toSend, parts, estimatedCost } = preflight.value
  const sample = first.state === 'loaded' ? first.value.rows[0] : undefined
  const steps = stepsFor(toSend)
  const tested = isTested(campaign, campaigns.state === 'loaded' ? campaigns.value : [])
  const next = nextStep(campaign.mode, steps, tested)
  const look = (step: LaunchStep): 'primary' | 'default' => (step === next ? 'primary' : 'default')
  /** A first slice may be of those with the most parts. */
  const mostParts = Math.max(1, ...preflight.value.byParts.map(({ parts: each }) => each))
  const sliceCost =
    settings.pricePerPart === null ? null : costOf(sliceSize * mostParts, settings.pricePerPart)
  const n = format.n(toSend)
  const isReal = campaign.mode === 'real'
  const press = (way: Way): void => {
    // From so many on, the app asks in a window of the system's.
    const isAskedHere = isReal && (way === 'slice' ? sliceSize : toSend) < askedBySystemFrom
    if (isAskedHere) setAsking({ way, waitsUntil: closedUntil(settings.sendingWindow, Date.now()) })
    else start.run(way)
  }
  const asked = asking?.way === 'slice' ? format.n(sliceSize) : n
  const waitsUntil = asking?.waitsUntil ?? null
  const askedCost = asking?.way === 'slice' ? sliceCost : estimatedCost
  const question = {
    n: asked,
    time: waitsUntil === null ? '' : format.shanghai(waitsUntil),
    cost: askedCost === null ? '' : format.money(askedCost),
  }
  return (
    <Page
      title={title}
      subtitle={isRetry ? t('launch.retryOf', { name: campaign.name }) : t('launch.subtitle')}
      footer={
        <FooterBar
          back={
            <Button
              size="large"
              disabled={start.running}
              onClick={onLeave.kind === 'wizard' ? onLeave.back : onLeave.go}
              data-testid="back"
            >
              {onLeave.kind === 'wizard' ? t('common:back') : t('history:back')}
            </Button>
          }
        >
          <Button
            size="large"
            disabled={toSend === 0 || start.running}
            onClick={() => setScheduling(true)}
            data-testid="schedule"
          >
            {t('schedule.action')}
          </Button>
          {steps.includes('slice') && (
            <Button
              type={look('slice')}
              size="large"
              disabled={start.running}
              onClick={() => press('slice')}
              data-testid="start-slice"
            >
              {t('launch.slice.action', { n: sliceSize })}
            </Button>
          )}
          <Button
            type={look('all')}
            size="large"
            disabled={toSend === 0}
            loading={start.running}
            onClick={() => press('all')}
            data-testid="start"
          >
            {t(isReal ? 'launch.all.actionReal' : 'launch.all.action', { n })}
          </Button>
        </FooterBar>
      }
    >
      {start.error !== null && <ErrorNotice error={start.error} testId="start-error" />}
      <LaunchHead preflight={preflight.value} mode={campaign.mode} onPeople={() => setListed(true)} />
      <div className={styles['columns']}>
        <ol className={styles['steps']} data-testid="launch-steps" data-next={next}>
          <li>
            <TestCard campaign={campaign} isNext={next === 'test'} isDone={tested} />
          </li>
          {steps.includes('slice') && (
            <li className={styles['step']} data-next={next === 'slice'}>
              <b>{t('launch.slice.action', { n: sliceSize })}</b>
              <p>{t('launch.slice.note', { n: sliceSize })}</p>
            </li>
          )}
          <li className={styles['step']} data-next={next === 'all'}>
            <b>{t(isRetry ? 'launch.all.retry' : 'launch.all.title')}</b>
            <Notes isReal={isReal} />
          </li>
        </ol>
        <div className={styles['beside']}>
          <WaitingCampaigns campaignId={campaignId} />
          {sample !== undefined && (
            <Card title={t('launch.message.title')} note={t('launch.message.note', { phone: sample.phone })}>
              <PhoneBubble
                head={t('compose:preview.onPhone')}
                text={sample.message}
                appended={settings.optOutWording}
                testId="launch-message"
              />
              <p className={styles['codes']}>
                {t('launch.message.under', {
                  signature: campaign.signature.code,
                  template: campaign.template.code,
                })}
              </p>
            </Card>
          )}
        </div>
      </div>
      {toSend === 0 && (
        <Notice tone="warn" testId="nobody-left">
          {t('launch.nobody')}
        </Notice>
      )}
      <ConfirmDialog
        open={asking !== null}
        title={
          askedCost === null
            ? t(waitsUntil === null ? 'launch.confirm.title' : 'launch.confirm.titleLater', question)
            : t(waitsUntil === null ? 'launch.confirm.titleCost' : 'launch.confirm.titleLaterCost', question)
        }
        onClose={() => setAsking(null)}
        testId="start-dialog"
        confirm={t('launch.confirm.action')}
        confirmTestId="start-confirm"
        onConfirm={() => {
          if (asking !== null) start.run(asking.way)
        }}
      >
        {waitsUntil !== null && (
          <p data-testid="start-later">{t('launch.confirm.later', { time: format.shanghai(waitsUntil) })}</p>
        )}
        {asking?.way === 'slice' ? (
          <p>{t('launch.slice.confirm', { rest: format.n(toSend - sliceSize) })}</p>
        ) : (
          <p>{t('launch.confirm.text', { parts: format.n(parts) })}</p>
        )}
      </ConfirmDialog>
      <Dialog
        open={listed}
        wide
        title={t('launch.all.people')}
        onClose={() => setListed(false)}
        testId="people-dialog"
        actions={
          <Button size="large" onClick={() => setListed(false)} data-testid="people-close">
            {t('common:close')}
          </Button>
        }
      >
        <DraftPeople campaignId={campaignId} of={{ states: ['pending'] }} />
      </Dialog>
      <ScheduleDialog
        open={scheduling}
        campaign={campaign}
        people={toSend}
        onClose={() => setScheduling(false)}
        onScheduled={() => {
          setScheduling(false)
          onChanged()
        }}
      />
    </Page>
  )
}

const Notes = ({ isReal }: { readonly isReal: boolean }) => {
  const { t } = useTranslation('sending')
  const { settings } = useApp()
  const { enabled, fromMinute, toMinute } = settings.sendingWindow
  return (
    <div className={styles['notes']}>
      <p>{t(isReal ? 'launch.all.real' : 'launch.all.practice')}</p>
      {isReal && enabled && (
        <p>{t('launch.all.window', { from: minuteOfDay(fromMinute), to: minuteOfDay(toMinute) })}</p>
      )}
    </div>
  )
}
