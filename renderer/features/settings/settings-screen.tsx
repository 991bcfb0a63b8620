import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { highestPrice, longestWording, type Settings } from '../../../shared/domain/settings.ts'
import { textSizes } from '../../../shared/domain/text-size.ts'
import { useApp } from '../../app/app-context.ts'
import { Card, Page } from '../../components/page.tsx'
import { useScreen } from '../../lib/screen.ts'
import { BackUpCard } from '../back-up/back-up-card.tsx'
import { AboutCard } from './about-card.tsx'
import { AdvancedCard } from './advanced-card.tsx'
import { CredentialsCard } from './credentials-card.tsx'
import { DataCard } from './data-card.tsx'
import { LimitsCard } from './limits-card.tsx'
import { NumberSetting } from './number-setting.tsx'
import { ProblemsNotice } from './problems-notice.tsx'
import { ProxyCard } from './proxy-card.tsx'
import { SavingContext, useSaving, useSettingsSaving } from './saving.ts'
import { SendingCard } from './sending-card.tsx'
import { SettingRow } from './setting-row.tsx'
import styles from './settings-screen.module.css'
import { type ReadText, TextSetting } from './text-setting.tsx'
import { UpdateNotice } from './update-notice.tsx'

/** Everything the owner can set; each change is saved at once, and the row says so. */
export const SettingsScreen = () => {
  useScreen('settings')
  const { t } = useTranslation('settings')
  const saving = useSettingsSaving()
  return (
    <Page title={t('title')}>
      <SavingContext value={saving}>
        <UpdateNotice />
        <ProblemsNotice />
        <CredentialsCard />
        <ProxyCard />
        <SendingCard />
        <LimitsCard />
        <CostCard />
        <LookCard />
        <BackUpCard />
        <DataCard />
        <AdvancedCard />
        <AboutCard />
      </SavingContext>
    </Page>
  )
}

const CostCard = () => {
  const { t } = useTranslation('settings')
  const { settings } = useApp()
  const readWording = (typed: string): ReadText => {
    const { length } = typed
    return length > longestWording
      ? { ok: false, problem: t('problem.too-long', { n: length, most: longestWording }) }
      : { ok: true, patch: { optOutWording: typed }, kept: typed }
  }
  return (
    <Card title={t('cost.title')}>
      <NumberSetting
        id="price"
        of="pricePerPart"
        label={t('cost.price')}
        hint={t('cost.priceHint')}
        value={settings.pricePerPart}
        min={0}
        max={highestPrice}
        unit={t('cost.priceUnit')}
        optional
        patchOf={value => ({ pricePerPart: value })}
      />
      <TextSetting
        id="opt-out-wording"
        of="optOutWording"
        label={t('cost.optOut')}
        hint={t('cost.optOutHint')}
        placeholder={t('cost.optOutPlaceholder')}
        className={styles['wording'] ?? ''}
        value={settings.optOutWording}
        read={readWording}
      />
    </Card>
  )
}

const LookCard = () => {
  const { t } = useTranslation('settings')
  const { settings } = useApp()
  const { save } = useSaving()
  return (
    <Card title={t('look.title')}>
      <SettingRow of="theme" label={t('look.theme')}>
        <Segmented<Settings['theme']>
          value={settings.theme}
          options={(['system', 'light', 'dark'] as const).map(value => ({
            value,
            label: <span data-testid={`theme-${value}`}>{t(`look.${value}`)}</span>,
          }))}
          onChange={theme => save({ theme })}
          aria-label={t('look.theme')}
        />
      </SettingRow>
      <SettingRow of="textSize" label={t('look.textSize')} hint={t('look.textSizeHint')}>
        <Segmented<Settings['textSize']>
          value={settings.textSize}
          options={textSizes.map(value => ({
            value,
            label: <span data-testid={`text-size-${value}`}>{t(`look.${value}`)}</span>,
          }))}
          onChange={textSize => save({ textSize })}
          aria-label={t('look.textSize')}
        />
      </SettingRow>
      <SettingRow of="language" label={t('look.language')}>
        <Segmented<Settings['language']>
          value={settings.language}
          options={(['zh-CN', 'en'] as const).map(value => ({
            value,
            label: <span data-testid={`language-${value}`}>{t(`look.${value}`)}</span>,
          }))}
          onChange={language => save({ language })}
          aria-label={t('look.language')}
        />
      </SettingRow>
    </Card>
  )
}
