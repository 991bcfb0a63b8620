import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, FooterBar, Page } from '../../components/page.tsx'
import { PhoneBubble } from '../../components/phone-bubble.tsx'
import { ModeTag } from '../../components/tag.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { Leave } from './leave.ts'
import { LeaveButton } from './leave-button.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'
import styles from './scheduled-screen.module.css'

type ScheduledProps = {
  readonly campaign: CampaignView
  readonly active: boolean
  readonly onLeave: Leave
  readonly onChanged: () => void
}

/** A campaign that waits for its time: when, to whom, and the way to call it off. */
export const ScheduledScreen = ({ campaign, active, onLeave, onChanged }: ScheduledProps) => {
  useScreen(active ? 'sending' : null, campaign.mode === 'practice')
  const { t } = useTranslation('sending')
  const format = useFormat()
  const campaignId = campaign.id
  const [scheduling, setScheduling] = useState(false)
  const [first] = useLoaded(
    () => call(bridge.campaigns.recipients({ campaignId, states: ['pending'], at: 'first', limit: 1 })),
    [campaignId],
  )
  const callOff = useAction(async () => {
    await call(bridge.campaigns.unschedule({ campaignId }))
    onChanged()
  })
  const sample = first.state === 'loaded' ? first.value.rows[0] : undefined
  return (
    <Page
      title={<span data-testid="sending-title">{t('title.scheduled')}</span>}
      subtitle={campaign.name}
      extra={onLeave.kind === 'history' && <ModeTag mode={campaign.mode} />}
      footer={
        <FooterBar back={<LeaveButton onLeave={onLeave} />} hint={t('schedule.callOffNote')}>
          <Button size="large" loading={callOff.running} onClick={callOff.run} data-testid="unschedule">
            {t('schedule.callOff')}
          </Button>
          <Button type="primary" size="large" onClick={() => setScheduling(true)} data-testid="reschedule">
            {t('schedule.change')}
          </Button>
        </FooterBar>
      }
    >
      {callOff.error !== null && <ErrorNotice error={callOff.error} testId="sending-error" />}
      <Card>
        <p className={styles['label']}>{t('schedule.starts')}</p>
        {campaign.scheduledAt !== null && (
          <p className={styles['when']} data-testid="scheduled-at" data-at={campaign.scheduledAt}>
            {format.beijing(campaign.scheduledAt)}
          </p>
        )}
        <p className={styles['whom']}>
          {t('schedule.whom', {
            n: format.n(campaign.counts.pending),
            parts: format.n(campaign.partsByState.pending),
          })}
        </p>
      </Card>
      <Notice tone="plain" testId="schedule-stay-open">
        {t('schedule.stayOpen')}
      </Notice>
      {sample !== undefined && (
        <Card title={t('schedule.sample')} note={sample.phone}>
          <PhoneBubble text={sample.message} testId="sample-message" />
        </Card>
      )}
      <ScheduleDialog
        open={scheduling}
        campaign={campaign}
        people={campaign.counts.pending}
        onClose={() => setScheduling(false)}
        onScheduled={() => {
          setScheduling(false)
          onChanged()
        }}
      />
    </Page>
  )
}
