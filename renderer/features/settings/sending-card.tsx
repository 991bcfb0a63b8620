import { Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { rangeOf, type Settings } from '../../../shared/domain/settings.ts'
import { useApp } from '../../app/app-context.ts'
import { Card } from '../../components/page.tsx'
import { minuteOfDay } from '../../lib/format.ts'
import { NumberSetting } from './number-setting.tsx'
import { useSaving } from './saving.ts'
import { SettingRow } from './setting-row.tsx'
import styles from './settings-screen.module.css'

type Window = Settings['sendingWindow']

/** Half-hours of a day, with the minute in force among them wherever it lies. */
const timesBetween = (from: number, to: number, now: number): { value: number; label: string }[] => {
  const minutes = new Set([now])
  for (let minute = Math.ceil(from / 30) * 30; minute <= to; minute += 30) minutes.add(minute)
  return [...minutes]
    .filter(minute => minute >= from && minute <= to)
    .toSorted((a, b) => a - b)
    .map(minute => ({ value: minute, label: minuteOfDay(minute) }))
}

/** How fast, how many at once, and in which hours. */
export const SendingCard = () => {
  const { t } = useTranslation('settings')
  const { settings } = useApp()
  const { save } = useSaving()
  const window = settings.sendingWindow
  const saveWindow = (patch: Partial<Window>): void => save({ sendingWindow: { ...window, ...patch } })
  return (
    <Card title={t('sending.title')}>
      <NumberSetting
        id="rate"
        of="ratePerSecond"
        label={t('sending.rate')}
        value={settings.ratePerSecond}
        {...rangeOf('ratePerSecond')}
        unit={t('sending.rateUnit')}
        patchOf={value => (value === null ? {} : { ratePerSecond: value })}
      />
      <NumberSetting
        id="concurrency"
        of="concurrency"
        label={t('sending.concurrency')}
        value={settings.concurrency}
        {...rangeOf('concurrency')}
        whole
        unit={t('sending.concurrencyUnit')}
        patchOf={value => (value === null ? {} : { concurrency: value })}
      />
      <SettingRow of="sendingWindow" label={t('sending.window')} hint={t('sending.windowNote')}>
        <Select
          className={styles['time'] ?? ''}
          value={window.fromMinute}
          disabled={!window.enabled}
          options={timesBetween(0, window.toMinute - 1, window.fromMinute)}
          onChange={fromMinute => saveWindow({ fromMinute })}
          aria-label={t('sending.window')}
          data-testid="window-from"
        />
        <span>{t('sending.to')}</span>
        <Select
          className={styles['time'] ?? ''}
          value={window.toMinute}
          disabled={!window.enabled}
          options={timesBetween(window.fromMinute + 1, 1440, window.toMinute)}
          onChange={toMinute => saveWindow({ toMinute })}
          aria-label={t('sending.to')}
          data-testid="window-to"
        />
        <Switch
          checked={window.enabled}
          onChange={enabled => saveWindow({ enabled })}
          aria-label={t('sending.window')}
          data-testid="window-enabled"
        />
      </SettingRow>
    </Card>
  )
}
