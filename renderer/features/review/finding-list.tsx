import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../shared/sms/review/finding.ts'
import { mendOf } from '../../../shared/sms/review/mend.ts'
import type { Severity } from '../../../shared/sms/review/severity.ts'
import { Icon } from '../../components/icon.tsx'
import styles from './finding-list.module.css'
import { useFindingTexts } from './finding-text.ts'
import { MarkedText } from './marked-text.tsx'

export type ReviewedTexts = {
  readonly signature: string
  readonly text: string
  /** The value of a variable for the recipient in view. */
  readonly valueOf: (variable: string) => string
}

type FindingListProps = {
  readonly findings: readonly Finding[]
  readonly texts: ReviewedTexts
  /** How many messages the filled text of the recipient in view is billed as. */
  readonly parts: number
  /** Writes a text that a finding is mended in; without it nothing is offered. */
  readonly onMend?: (where: 'signature' | 'text', mended: string) => void
}

const loud = ['likely', 'often'] as const satisfies readonly Severity[]

/** What was found, once a rule and word: the first of each. */
const firstOfEach = (
  findings: readonly Finding[],
  wordOf: (finding: Finding) => string,
): readonly Finding[] => {
  const seen = new Set<string>()
  return findings.filter(finding => {
    const key = [finding.rule, finding.where, finding.variable, finding.topic, wordOf(finding)].join('\n')
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** What reviewers may refuse, by weight, each with its reason, who says so, its place, and what mends it. */
export const FindingList = ({ findings, texts, parts, onMend }: FindingListProps) => {
  const { t } = useTranslation('review')
  const wordOf = ({ where, variable = '', start, end }: Finding): string =>
    (where === 'signature' ? texts.signature : where === 'text' ? texts.text : texts.valueOf(variable)).slice(
      start,
      end,
    )
  // A signature that has not been written yet is missing, not wrong.
  const shown = firstOfEach(
    findings.filter(({ where }) => where !== 'signature' || texts.signature !== ''),
    wordOf,
  )
  const marked = (where: Finding['where']): readonly Finding[] =>
    findings.filter(finding => finding.where === where)
  const small = shown.filter(({ severity }) => severity === 'mind')
  const hasPlaces = shown.some(({ where, start, end }) => where !== 'value' && end > start)
  return (
    <section className={styles['findings']} data-testid="lints">
      <h3 className={styles['title']}>{t('title')}</h3>
      {hasPlaces && (
        <p className={styles['marked']} data-testid="marked-text">
          【
          <MarkedText text={texts.signature} findings={marked('signature')} />】
          <MarkedText text={texts.text} findings={marked('text')} />
        </p>
      )}
      {shown.length === 0 && (
        <p className={styles['ok']} data-testid="lints-none">
          <Icon name={parts > 1 ? 'info' : 'check'} size={16} />
          {parts > 1 ? t('okParts', { parts }) : t('ok')}
        </p>
      )}
      {loud.map(severity => {
        const ofWeight = shown.filter(finding => finding.severity === severity)
        return ofWeight.length === 0 ? null : (
          <div key={severity} className={styles[severity]}>
            <h4 className={styles['weight']}>{t(`severity.${severity}`)}</h4>
            <FindingItems findings={ofWeight} texts={texts} wordOf={wordOf} onMend={onMend} />
          </div>
        )
      })}
      {small.length > 0 && (
        <div className={styles['mind']}>
          <h4 className={styles['weight']}>{t('severity.mind')}</h4>
          <FindingItems findings={small} texts={texts} wordOf={wordOf} onMend={onMend} />
        </div>
      )}
    </section>
  )
}

const FindingItems = ({
  findings,
  texts,
  wordOf,
  onMend,
}: {
  readonly findings: readonly Finding[]
  readonly texts: ReviewedTexts
  readonly wordOf: (finding: Finding) => string
  readonly onMend: FindingListProps['onMend'] | undefined
}) => {
  const { t } = useTranslation('review')
  const { reason, sources } = useFindingTexts()
  return (
    <ul>
      {findings.map(finding => {
        const { rule, where, severity, variable = '', start } = finding
        const mend = mendOf(finding)
        return (
          <li
            key={`${rule} ${where} ${variable} ${start}`}
            className={styles['item']}
            data-testid="lint"
            data-lint={rule}
            data-severity={severity}
            data-where={where}
          >
            {severity !== 'mind' && <Icon name="warning" size={16} />}
            <div className={styles['words']}>
              <p>{reason(finding, wordOf(finding))}</p>
              {severity !== 'mind' && <p className={styles['sources']}>{sources(finding)}</p>}
            </div>
            {mend !== null && onMend !== undefined && where !== 'value' && (
              <Button
                size="small"
                onClick={() => onMend(where, mend(where === 'signature' ? texts.signature : texts.text))}
                data-testid="lint-mend"
              >
                {t('mend')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
