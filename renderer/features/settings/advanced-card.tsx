import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rangeOf, type SettingsPatch, settingsSchema } from '../../../shared/domain/settings.ts'
import { ruleIds } from '../../../shared/sms/review/rules.ts'
import { useApp } from '../../app/app-context.ts'
import { Icon } from '../../components/icon.tsx'
import styles from './advanced-card.module.css'
import { NumberSetting } from './number-setting.tsx'
import { SettingRow } from './setting-row.tsx'

/** Words between blanks and commas, each once; what is too long to be one is cut as the schema asks. */
const wordsOf = (text: string): string[] =>
  [...new Set(text.split(/[\s,，、;；]+/).map(word => word.slice(0, 20)))]
    .filter(word => word !== '')
    .slice(0, 200)

const timeouts = [
  { name: 'connect', key: 'connectTimeoutMs' },
  { name: 'headers', key: 'headersTimeoutMs' },
  { name: 'body', key: 'bodyTimeoutMs' },
] as const

const counts = [
  { name: 'retries', key: 'unsentRetries', unit: 'times' },
  { name: 'sameCode', key: 'sameCodeLimit', unit: 'people' },
  { name: 'unknown', key: 'unknownLimit', unit: 'people' },
] as const

/** What hardly anybody has to change, folded away. */
export const AdvancedCard = ({ onSave }: { readonly onSave: (patch: SettingsPatch) => void }) => {
  const { t } = useTranslation(['settings', 'review'])
  const { settings } = useApp()
  const [words, setWords] = useState(settings.warnWords.join(' '))
  const saveWords = (): void => {
    const warnWords = wordsOf(words)
    setWords(warnWords.join(' '))
    const isKnown = settingsSchema.shape.warnWords.safeParse(warnWords).success
    if (isKnown && warnWords.join(' ') !== settings.warnWords.join(' ')) onSave({ warnWords })
  }
  return (
    <details className={styles['card']} data-testid="advanced">
      <summary className={styles['summary']}>
        <span>
          <span className={styles['title']}>{t('advanced.title')}</span>
          <span className={styles['note']}>{t('advanced.note')}</span>
        </span>
        <Icon name="next" />
      </summary>
      <div className={styles['rows']}>
        {timeouts.map(({ name, key }) => (
          <SettingRow
            key={key}
            id={key}
            label={t(`advanced.${name}`)}
            {...(name === 'headers' ? { hint: t('advanced.headersHint') } : {})}
          >
            <NumberSetting
              id={key}
              value={settings[key] / 1000}
              min={rangeOf(key).min / 1000}
              max={rangeOf(key).max / 1000}
              step={1}
              unit={t('advanced.seconds')}
              onSave={value => onSave(value === null ? {} : { [key]: Math.round(value * 1000) })}
            />
          </SettingRow>
        ))}
        {counts.map(({ name, key, unit }) => (
          <SettingRow
            key={key}
            id={key}
            label={t(`advanced.${name}`)}
            {...(name === 'retries' ? { hint: t('advanced.retriesHint') } : {})}
          >
            <NumberSetting
              id={key}
              value={settings[key]}
              {...rangeOf(key)}
              step={1}
              unit={t(`advanced.${unit}`)}
              onSave={value => onSave(value === null ? {} : { [key]: Math.round(value) })}
            />
          </SettingRow>
        ))}
        <SettingRow id="warn-words" label={t('advanced.words')} hint={t('advanced.wordsHint')}>
          <Input.TextArea
            id="warn-words"
            className={styles['words'] ?? ''}
            value={words}
            rows={3}
            maxLength={4000}
            spellCheck={false}
            onChange={event => setWords(event.target.value)}
            onBlur={saveWords}
            data-testid="warn-words"
          />
        </SettingRow>
        <SettingRow id="rules-off" label={t('advanced.rulesOff')} hint={t('advanced.rulesOffHint')}>
          <Select<string[]>
            id="rules-off"
            className={styles['words'] ?? ''}
            mode="multiple"
            value={settings.rulesOff}
            placeholder={t('advanced.rulesOffNone')}
            optionFilterProp="label"
            options={ruleIds.map(id => ({ value: id, label: t(`review:name.${id}`) }))}
            onChange={rulesOff => onSave({ rulesOff })}
            data-testid="rules-off"
          />
        </SettingRow>
      </div>
    </details>
  )
}
