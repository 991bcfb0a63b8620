import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { longestWord, mostWords, rangeOf } from '../../../shared/domain/settings.ts'
import { ruleIds } from '../../../shared/sms/review/rules.ts'
import { useApp } from '../../app/app-context.ts'
import { Icon } from '../../components/icon.tsx'
import styles from './advanced-card.module.css'
import { countNumbers, timeoutNumbers } from './advanced-numbers.ts'
import { EndpointSetting } from './endpoint-setting.tsx'
import { NumberSetting } from './number-setting.tsx'
import { useSaving } from './saving.ts'
import { SettingRow } from './setting-row.tsx'
import { type ReadText, TextSetting } from './text-setting.tsx'
import { typedWords } from './typed-settings.ts'

/** What hardly anybody has to change, folded away. */
export const AdvancedCard = () => {
  const { t } = useTranslation(['settings', 'review'])
  const { settings } = useApp()
  const { save } = useSaving()
  const readWords = (typed: string): ReadText => {
    const read = typedWords(typed)
    if (read.ok) return { ok: true, patch: { warnWords: read.words }, kept: read.words.join(' ') }
    return {
      ok: false,
      problem:
        read.problem === 'too-many'
          ? t('problem.too-many', { n: read.count, most: mostWords })
          : t('problem.word-too-long', { word: read.word, most: longestWord }),
    }
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
        <EndpointSetting />
        {timeoutNumbers.map(key => (
          <NumberSetting
            key={key}
            id={key}
            of={key}
            label={t(`advanced.${key}`)}
            {...(key === 'headersTimeoutMs' ? { hint: t('advanced.headersHint') } : {})}
            value={settings[key] / 1000}
            min={rangeOf(key).min / 1000}
            max={rangeOf(key).max / 1000}
            decimals={3}
            unit={t('advanced.seconds')}
            patchOf={value => (value === null ? {} : { [key]: Math.round(value * 1000) })}
          />
        ))}
        {countNumbers.map(({ key, unit }) => (
          <NumberSetting
            key={key}
            id={key}
            of={key}
            label={t(`advanced.${key}`)}
            {...(key === 'unsentRetries' ? { hint: t('advanced.retriesHint') } : {})}
            value={settings[key]}
            {...rangeOf(key)}
            whole
            unit={t(`advanced.${unit}`)}
            patchOf={value => (value === null ? {} : { [key]: value })}
          />
        ))}
        <TextSetting
          id="warn-words"
          of="warnWords"
          label={t('advanced.words')}
          hint={t('advanced.wordsHint')}
          className={styles['words'] ?? ''}
          value={settings.warnWords.join(' ')}
          lines={3}
          read={readWords}
        />
        <SettingRow
          id="rules-off"
          of="rulesOff"
          label={t('advanced.rulesOff')}
          hint={t('advanced.rulesOffHint')}
        >
          <Select<string[]>
            id="rules-off"
            className={styles['words'] ?? ''}
            mode="multiple"
            value={settings.rulesOff}
            placeholder={t('advanced.rulesOffNone')}
            optionFilterProp="label"
            options={ruleIds.map(id => ({ value: id, label: t(`review:name.${id}`) }))}
            onChange={rulesOff => save({ rulesOff })}
            data-testid="rules-off"
          />
        </SettingRow>
      </div>
    </details>
  )
}
