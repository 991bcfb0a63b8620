import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { atShanghai, shanghaiDay } from '../../../shared/time/shanghai.ts'
import { useApp } from '../../app/app-context.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field, FieldRow } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { minuteOfDay, useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { askingRestored } from '../back-up/restored-question.ts'
import styles from './schedule-dialog.module.css'

/** How far ahead a start can be set, and in which steps. */
const daysAhead = 30
const stepMinutes = 15
const tenInTheMorning = 10 * 60

/** The time that was planned, where it is one that can be chosen; else tomorrow morning. */
const placeOf = (planned: number | null, now: number): { readonly day: number; readonly minute: number } => {
  const today = shanghaiDay(now)
  if (planned !== null && planned > now) {
    const day = shanghaiDay(planned)
    const minute = (planned - atShanghai(day, 0)) / 60_000
    if (day < today + daysAhead && minute % stepMinutes === 0) return { day, minute }
  }
  return { day: today + 1, minute: tenInTheMorning }
}

type ScheduleProps = {
  readonly open: boolean
  readonly campaign: CampaignView
  readonly people: number
  readonly onClose: () => void
  readonly onScheduled: () => void
}

/** When to start, in Beijing time. */
export const ScheduleDialog = ({ open, campaign, people, onClose, onScheduled }: ScheduleProps) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const { settings } = useApp()
  const [now] = useState(Date.now)
  const today = shanghaiDay(now)
  const [first] = useState(() => placeOf(campaign.scheduledAt, now))
  const [day, setDay] = useState(first.day)
  const [minute, setMinute] = useState(first.minute)
  const at = atShanghai(day, minute)
  const schedule = useAction(async () => {
    const isPlanned = await askingRestored(() =>
      call(bridge.campaigns.schedule({ campaignId: campaign.id, at })),
    )
    if (isPlanned) onScheduled()
  })
  const { enabled, fromMinute, toMinute } = settings.sendingWindow
  const isOutside = campaign.mode === 'real' && enabled && (minute < fromMinute || minute >= toMinute)
  const minutes = Array.from({ length: (24 * 60) / stepMinutes }, (_, step) => step * stepMinutes)
  const nameOfDay = (value: number): string => {
    const date = format.beijingDate(atShanghai(value, 0))
    if (value === today) return t('schedule.today', { date })
    return value === today + 1 ? t('schedule.tomorrow', { date }) : date
  }
  return (
    <ConfirmDialog
      open={open}
      title={t('schedule.title', { n: format.n(people) })}
      onClose={onClose}
      testId="schedule-dialog"
      confirm={t('schedule.confirm')}
      confirmTestId="schedule-confirm"
      onConfirm={schedule.run}
      busy={schedule.running}
    >
      <div className={styles['form']}>
        <FieldRow>
          <Field id="schedule-day" label={t('schedule.day')}>
            <select
              id="schedule-day"
              className={styles['select']}
              value={day}
              onChange={event => setDay(Number(event.target.value))}
              data-testid="schedule-day"
            >
              {Array.from({ length: daysAhead }, (_, ahead) => today + ahead).map(value => (
                <option key={value} value={value}>
                  {nameOfDay(value)}
                </option>
              ))}
            </select>
          </Field>
          <Field id="schedule-time" label={t('schedule.time')}>
            <select
              id="schedule-time"
              className={styles['select']}
              value={minute}
              onChange={event => setMinute(Number(event.target.value))}
              data-testid="schedule-time"
            >
              {minutes.map(value => (
                <option key={value} value={value} disabled={atShanghai(day, value) <= now}>
                  {minuteOfDay(value)}
                </option>
              ))}
            </select>
          </Field>
        </FieldRow>
        {isOutside && (
          <Notice tone="warn" testId="schedule-outside">
            {t('schedule.outside', { from: minuteOfDay(fromMinute), to: minuteOfDay(toMinute) })}
          </Notice>
        )}
        <p>{t('schedule.stayOpen')}</p>
        {schedule.error !== null && <ErrorNotice error={schedule.error} testId="schedule-error" />}
      </div>
    </ConfirmDialog>
  )
}
