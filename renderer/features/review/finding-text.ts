import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../shared/sms/review/finding.ts'
import { type RuleId, ruleOf } from '../../../shared/sms/review/rules.ts'
import { sourceOf } from '../../../shared/sms/review/sources.ts'

export type FindingTexts = {
  /** Why it may be refused and what to do. */
  readonly reason: (finding: Pick<Finding, 'rule' | 'topic' | 'variable'>, word: string) => string
  /** Who says so. */
  readonly sources: (finding: Pick<Finding, 'rule' | 'topic'>) => string
  readonly name: (rule: RuleId) => string
}

type TopicId = Extract<RuleId, `topic-${string}`>
const isTopic = (rule: RuleId): rule is TopicId => rule.startsWith('topic-')

const longestWord = 24

export const useFindingTexts = (): FindingTexts => {
  const { t } = useTranslation('review')
  return {
    reason: ({ rule, topic, variable = '' }, written) => {
      const word = written.length > longestWord ? `${written.slice(0, longestWord)}…` : written
      return isTopic(rule)
        ? t('topic', { word, topic: t(`name.${rule}`) })
        : t(`rule.${rule}`, {
            word,
            variable,
            topic: topic === undefined ? t(`name.${rule}`) : t(`name.${topic}`),
          })
    },
    sources: ({ rule, topic }) => {
      const names = ruleOf(topic ?? rule).sources.map(id => sourceOf(id).name)
      return t('from', { list: [...new Set(names)].slice(0, 4).join(t('separator')) })
    },
    name: rule => t(`name.${rule}`),
  }
}
