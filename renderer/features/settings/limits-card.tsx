import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  highestDayParts,
  highestDayYuan,
  highestRemaining,
  mostRecentHours,
  mostRecentMessages,
} from '../../../shared/domain/settings.ts'
import { useApp } from '../../app/app-context.ts'
import { Card } from '../../components/page.tsx'
import { useFormat } from '../../lib/format.ts'
import { NumberSetting } from './number-setting.tsx'
import { useSaving } from './saving.ts'
import { SettingRow } from './setting-row.tsx'

/** What holds across campaigns: how often one phone is sent to, how much leaves on a day, how much is left. */
export const LimitsCard = () => {
  const { t } = useTranslation('settings')
  const { settings } = useApp()
  const { save } = useSaving()
  const format = useFormat()
  return (
    <Card title={t('limits.title')}>
      <SettingRow of="recentRule" label={t('limits.recent')} hint={t('limits.recentHint')}>
        <Switch
          checked={settings.recentRule}
          onChange={recentRule => save({ recentRule })}
          aria-label={t('limits.recent')}
          data-testid="recent-rule"
        />
      </SettingRow>
      {settings.recentRule && (
        <>
          <NumberSetting
            id="recent-messages"
            of="recentMessages"
            label={t('limits.recentMessages')}
            value={settings.recentMessages}
            min={1}
            max={mostRecentMessages}
            whole
            unit={t('limits.parts')}
            patchOf={value => (value === null ? {} : { recentMessages: value })}
          />
          <NumberSetting
            id="recent-hours"
            of="recentHours"
            label={t('limits.recentHours')}
            value={settings.recentHours}
            min={1}
            max={mostRecentHours}
            whole
            unit={t('limits.hours')}
            patchOf={value => (value === null ? {} : { recentHours: value })}
          />
        </>
      )}
      <NumberSetting
        id="day-parts"
        of="dayBudgetParts"
        label={t('limits.dayParts')}
        hint={t('limits.dayPartsHint')}
        value={settings.dayBudgetParts}
        min={1}
        max={highestDayParts}
        whole
        optional
        unit={t('limits.parts')}
        patchOf={value => ({ dayBudgetParts: value })}
      />
      <NumberSetting
        id="day-yuan"
        of="dayBudgetYuan"
        label={t('limits.dayYuan')}
        hint={t(
          settings.dayBudgetYuan !== null && settings.pricePerPart === null
            ? 'limits.dayYuanNoPrice'
            : 'limits.dayYuanHint',
        )}
        value={settings.dayBudgetYuan}
        min={0.01}
        max={highestDayYuan}
        optional
        unit={t('cost.priceUnit')}
        patchOf={value => ({ dayBudgetYuan: value })}
      />
      <NumberSetting
        id="remaining"
        of="remaining"
        label={t('limits.remaining')}
        hint={
          settings.remaining === null
            ? t('limits.remainingHint')
            : t('limits.remainingTyped', { time: format.dateTime(settings.remaining.atMs) })
        }
        value={settings.remaining?.parts ?? null}
        min={0}
        max={highestRemaining}
        whole
        optional
        evenIfSame
        unit={t('limits.parts')}
        patchOf={value => ({ remaining: value === null ? null : { parts: value, atMs: Date.now() } })}
      />
    </Card>
  )
}
