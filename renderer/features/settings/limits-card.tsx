import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { mostRecentHours, mostRecentMessages } from '../../../shared/domain/settings.ts'
import { useApp } from '../../app/app-context.ts'
import { Card } from '../../components/page.tsx'
import { NumberSetting } from './number-setting.tsx'
import { useSaving } from './saving.ts'
import { SettingRow } from './setting-row.tsx'

/** What holds across campaigns: how often one phone is sent to. */
export const LimitsCard = () => {
  const { t } = useTranslation('settings')
  const { settings } = useApp()
  const { save } = useSaving()
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
    </Card>
  )
}
