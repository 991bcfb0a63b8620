import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { closedUntil } from '../../../shared/time/sending-window.ts'
import { useApp } from '../../app/app-context.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Figures } from '../../components/figures.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, FooterBar, Page } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { minuteOfDay, useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { beginAsking } from '../recent/recent-question.ts'
import styles from './launch-screen.module.css'
import type { Leave } from './leave.ts'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { TestCard } from './test-card.tsx'

type LaunchProps = {
  readonly campaign: CampaignView
  readonly active: boolean
  readonly onLeave: Leave
  readonly onChanged: () => void
}

/** How many a first slice holds, and from how many recipients on it is worth a way of its own. */
const sliceSize = 10
const sliceFrom = 30

/** Everybody, or a first slice. */
type Way = 'all' | 'slice'

/** The last question, and until when it would wait if it were answered now; null: it would begin at once. */
type Question = { readonly way: Way; readonly waitsUntil: number | null }

/** A draft on the brink: a message to the own phone first, then the one button that sends to everybody. */
export const LaunchScreen = ({ campaign, active, onLeave, onChanged }: LaunchProps) => {
  useScreen(active ? 'sending' : null, campaign.mode === 'practice')
  const { t } = useTranslation(['sending', 'common', 'history'])
  const format = useFormat()
  const { settings } = useApp()
  const [asking, setAsking] = useState<Question | null>(null)
  const [scheduling, setScheduling] = useState(false)
  const campaignId = campaign.id
  const [preflight, again] = useLoaded(() => call(bridge.campaigns.preflight({ campaignId })), [campaignId])

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
  const n = format.n(toSend)
  const isReal = campaign.mode === 'real'
  const press = (way: Way): void => {
    if (isReal) setAsking({ way, waitsUntil: closedUntil(settings.sendingWindow, Date.now()) })
    else start.run(way)
  }
  const asked = asking?.way === 'slice' ? format.n(sliceSize) : n
  const waitsUntil = asking?.waitsUntil ?? null
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
          {toSend > sliceFrom && (
            <Button
              size="large"
              disabled={start.running}
              onClick={() => press('slice')}
              data-testid="start-slice"
            >
              {t('launch.slice.action', { n: sliceSize })}
            </Button>
          )}
          <Button
            type="primary"
            size="large"
            disabled={toSend === 0}
            loading={start.running}
            onClick={() => press('all')}
            data-testid="start"
          >
            {t('launch.all.action', { n })}
          </Button>
        </FooterBar>
      }
    >
      {start.error !== null && <ErrorNotice error={start.error} testId="start-error" />}
      <TestCard campaign={campaign} />
      <Card title={t(isRetry ? 'launch.all.retry' : 'launch.all.title')}>
        <Figures
          figures={[
            { key: 'people', label: t('launch.all.people'), value: t('common:people', { n }) },
            {
              key: 'parts',
              label: t('launch.all.parts'),
              value: t('common:messages', { n: format.n(parts) }),
            },
            ...(estimatedCost === null
              ? []
              : [{ key: 'cost', label: t('launch.all.cost'), value: format.money(estimatedCost) }]),
          ]}
        />
        <Notes isReal={isReal} many={toSend > sliceFrom} />
      </Card>
      {toSend === 0 && (
        <Notice tone="warn" testId="nobody-left">
          {t('launch.nobody')}
        </Notice>
      )}
      <ConfirmDialog
        open={asking !== null}
        title={
          waitsUntil === null
            ? t('launch.confirm.title', { n: asked })
            : t('launch.confirm.titleLater', { n: asked, time: format.shanghai(waitsUntil) })
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
          <>
            <p>{t('launch.confirm.text', { parts: format.n(parts) })}</p>
            {estimatedCost !== null && (
              <p>{t('launch.confirm.cost', { cost: format.money(estimatedCost) })}</p>
            )}
          </>
        )}
      </ConfirmDialog>
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

const Notes = ({ isReal, many }: { readonly isReal: boolean; readonly many: boolean }) => {
  const { t } = useTranslation('sending')
  const { settings } = useApp()
  const { enabled, fromMinute, toMinute } = settings.sendingWindow
  return (
    <div className={styles['notes']}>
      <p>{t(isReal ? 'launch.all.real' : 'launch.all.practice')}</p>
      {many && <p>{t('launch.slice.note', { n: sliceSize })}</p>}
      {isReal && enabled && (
        <p>{t('launch.all.window', { from: minuteOfDay(fromMinute), to: minuteOfDay(toMinute) })}</p>
      )}
    </div>
  )
}
