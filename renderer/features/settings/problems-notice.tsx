import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/domain/settings.ts'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { type AdvancedNumber, advancedNumbers } from './advanced-numbers.ts'

/** Where the locales have the labels of settings; those under 高级 have them under their own names. */
const labels = {
  language: 'look.language',
  theme: 'look.theme',
  endpoint: 'endpoint.label',
  textSize: 'look.textSize',
  keepMonths: 'data.keep',
  ratePerSecond: 'sending.rate',
  concurrency: 'sending.concurrency',
  sendingWindow: 'sending.window',
  recentRule: 'limits.recent',
  recentMessages: 'limits.recentMessages',
  recentHours: 'limits.recentHours',
  dayBudgetParts: 'limits.dayParts',
  dayBudgetYuan: 'limits.dayYuan',
  remaining: 'limits.remaining',
  pricePerPart: 'cost.price',
  optOutWording: 'cost.optOut',
  warnWords: 'advanced.words',
  rulesOff: 'advanced.rulesOff',
} as const satisfies Record<Exclude<keyof Settings, AdvancedNumber>, string>
const names = Object.keys(labels) as readonly (keyof typeof labels)[]

/** What the settings file held that was not taken: the owner sees which setting fell back to its default. */
export const ProblemsNotice = () => {
  const { t } = useTranslation('settings')
  const [problems] = useLoaded(() => call(bridge.settings.problems()), [])
  const labelOf = (field: string): string => {
    const advanced = advancedNumbers.find(name => name === field)
    if (advanced !== undefined) return t(`advanced.${advanced}`)
    const known = names.find(name => name === field)
    return known === undefined ? field : t(labels[known])
  }
  if (problems.state !== 'loaded' || problems.value.length === 0) return null
  return (
    <Notice tone="warn" title={t('problems.title')} testId="settings-problems">
      <ul>
        {problems.value.map(problem => (
          <li key={problem.kind === 'bad-value' ? problem.field : problem.keptAs}>
            {problem.kind === 'bad-value'
              ? t('problems.badValue', { field: labelOf(problem.field) })
              : t('problems.damagedFile', { name: problem.keptAs })}
          </li>
        ))}
      </ul>
      {t('problems.do')}
    </Notice>
  )
}
