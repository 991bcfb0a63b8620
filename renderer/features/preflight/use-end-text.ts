import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { sendForecast } from '../../../shared/time/send-forecast.ts'
import { shanghaiDay } from '../../../shared/time/shanghai.ts'
import { useApp } from '../../app/app-context.ts'
import { minuteOfDay, useFormat } from '../../lib/format.ts'

const lookAgainMs = 30_000

/** When sending would end if it began now, in words, and what is to be known of the sending hours. */
export const useEndText = (
  estimatedSeconds: number,
  mode: Mode,
): { readonly ends: string; readonly note: string; readonly fitsToday: boolean } => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const { settings } = useApp()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookAgainMs)
    return () => clearInterval(timer)
  }, [])
  const { sendingWindow } = settings
  // Practice keeps no hours.
  const keepsHours = mode === 'real' && sendingWindow.enabled
  const { beginsAt, endsAt, fitsToday } = sendForecast(
    estimatedSeconds * 1000,
    { ...sendingWindow, enabled: keepsHours },
    now,
  )
  const hours = {
    from: minuteOfDay(sendingWindow.fromMinute),
    to: minuteOfDay(sendingWindow.toMinute),
  }
  const note = (): string => {
    if (!keepsHours) return fitsToday ? '' : t('facts.overnight')
    if (beginsAt > now) return t('facts.closed', { ...hours, time: format.shanghai(beginsAt) })
    if (fitsToday) return t('facts.fits', hours)
    return t('facts.notToday', { ...hours, days: format.n(shanghaiDay(endsAt) - shanghaiDay(now) + 1) })
  }
  return {
    ends: t('facts.endsAt', { time: format.beijing(endsAt) }),
    note: note(),
    fitsToday,
  }
}
