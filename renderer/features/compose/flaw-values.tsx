import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlawPolicy } from '../../../shared/domain/filling.ts'
import { flawedValueCharacters } from '../../../shared/text/value-flaws.ts'
import { useFormat } from '../../lib/format.ts'
import type { ValueCount } from '../../workers/import/flawed-values.ts'
import styles from './flaw-values.module.css'

const choices = ['as-all', 'keep', 'leave-out', 'replace'] as const
type Choice = (typeof choices)[number]

const policyOfChoice = (choice: Choice): FlawPolicy | null =>
  choice === 'as-all' ? null : choice === 'replace' ? { kind: choice, text: '' } : { kind: choice }

/** A longer value is shown without its end, so that others may look the same. */
export const canBeDecided = ({ value }: ValueCount): boolean => value.length < flawedValueCharacters

/** Each value with its people and a choice of its own: 无 may be somebody's name where NULL is not. */
export const FlawValues = ({
  name,
  values,
  policyOf,
  onDecide,
  children,
}: {
  readonly name: string
  readonly values: readonly ValueCount[]
  readonly policyOf: (value: string) => FlawPolicy | null
  readonly onDecide: (policy: FlawPolicy | null, value: string) => void
  /** What is said of values that are not shown. */
  readonly children: ReactNode
}) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const options = choices.map(choice => ({ value: choice, label: t(`flaw.choice.${choice}`) }))
  return (
    <ul className={styles['values']} data-testid="flaw-values">
      {values.map(counted => {
        const { value, people } = counted
        const policy = policyOf(value)
        return (
          <li key={value} className={styles['value']} data-testid="flaw-value" data-value={value}>
            <span className={styles['said']} title={value}>
              <b>{value}</b>
              {t('flaw.times', { n: format.n(people) })}
            </span>
            {canBeDecided(counted) && (
              <Select<Choice>
                className={styles['choice'] ?? ''}
                size="small"
                value={policy?.kind ?? 'as-all'}
                options={options}
                onChange={choice => onDecide(policyOfChoice(choice), value)}
                aria-label={t('flaw.choiceOf', { value, name })}
                data-testid="flaw-value-choice"
              />
            )}
            {policy?.kind === 'replace' && (
              <Input
                className={styles['text'] ?? ''}
                size="small"
                value={policy.text}
                maxLength={200}
                placeholder={t('variables.replacePlaceholder')}
                onChange={event => onDecide({ kind: 'replace', text: event.target.value }, value)}
                aria-label={t('variables.replace')}
                data-testid="flaw-value-text"
              />
            )}
          </li>
        )
      })}
      {children && <li className={styles['others']}>{children}</li>}
    </ul>
  )
}
