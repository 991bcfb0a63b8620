import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings, SettingsPatch } from '../../../shared/domain/settings.ts'
import { useApp } from '../../app/app-context.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Card, Page } from '../../components/page.tsx'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { AboutCard } from './about-card.tsx'
import { AdvancedCard } from './advanced-card.tsx'
import { CredentialsCard } from './credentials-card.tsx'
import { NumberSetting } from './number-setting.tsx'
import { ProblemsNotice } from './problems-notice.tsx'
import { ProxyCard } from './proxy-card.tsx'
import { SendingCard } from './sending-card.tsx'
import { SettingRow } from './setting-row.tsx'
import styles from './settings-screen.module.css'

/** Everything the owner can set; each change is saved at once. */
export const SettingsScreen = () => {
  useScreen('settings')
  const { t } = useTranslation('settings')
  const { saveSettings } = useApp()
  const save = useAction((patch: SettingsPatch) => saveSettings(patch))
  return (
    <Page title={t('title')}>
      {save.error !== null && <ErrorNotice error={save.error} testId="settings-error" />}
      <ProblemsNotice />
      <CredentialsCard />
      <ProxyCard />
      <SendingCard onSave={save.run} />
      <CostCard onSave={save.run} />
      <LookCard onSave={save.run} />
      <AdvancedCard onSave={save.run} />
      <AboutCard />
    </Page>
  )
}

type SaveProps = { readonly onSave: (patch: SettingsPatch) => void }

const CostCard = ({ onSave }: SaveProps) => {
  const { t } = useTranslation('settings')
  const { settings } = useApp()
  const [wording, setWording] = useState(settings.optOutWording)
  const saveWording = (): void => {
    if (wording !== settings.optOutWording) onSave({ optOutWording: wording })
  }
  return (
    <Card title={t('cost.title')}>
      <SettingRow id="price" label={t('cost.price')} hint={t('cost.priceHint')}>
        <NumberSetting
          id="price"
          value={settings.pricePerPart}
          min={0}
          max={10}
          step={0.01}
          unit={t('cost.priceUnit')}
          optional
          onSave={value => onSave({ pricePerPart: value })}
        />
      </SettingRow>
      <SettingRow id="opt-out-wording" label={t('cost.optOut')} hint={t('cost.optOutHint')}>
        <Input
          id="opt-out-wording"
          className={styles['wording'] ?? ''}
          value={wording}
          maxLength={40}
          placeholder={t('cost.optOutPlaceholder')}
          onChange={event => setWording(event.target.value)}
          onBlur={saveWording}
          onPressEnter={saveWording}
          data-testid="opt-out-wording"
        />
      </SettingRow>
    </Card>
  )
}

const LookCard = ({ onSave }: SaveProps) => {
  const { t } = useTranslation('settings')
  const { settings } = useApp()
  return (
    <Card title={t('look.title')}>
      <SettingRow label={t('look.theme')}>
        <Segmented<Settings['theme']>
          value={settings.theme}
          options={(['system', 'light', 'dark'] as const).map(value => ({
            value,
            label: <span data-testid={`theme-${value}`}>{t(`look.${value}`)}</span>,
          }))}
          onChange={theme => onSave({ theme })}
          aria-label={t('look.theme')}
        />
      </SettingRow>
      <SettingRow label={t('look.language')}>
        <Segmented<Settings['language']>
          value={settings.language}
          options={(['zh-CN', 'en'] as const).map(value => ({
            value,
            label: <span data-testid={`language-${value}`}>{t(`look.${value}`)}</span>,
          }))}
          onChange={language => onSave({ language })}
          aria-label={t('look.language')}
        />
      </SettingRow>
    </Card>
  )
}
