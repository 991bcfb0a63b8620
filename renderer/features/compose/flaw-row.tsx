import { Button, Input, Radio } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlawPolicy } from '../../../shared/domain/filling.ts'
import { useFormat } from '../../lib/format.ts'
import type { FlawedValues } from '../../workers/import/flawed-values.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'
import { canBeDecided, FlawValues } from './flaw-values.tsx'
import { PeopleDialog } from './people-dialog.tsx'
import styles from './variables-card.module.css'

const choices = ['leave-out', 'replace', 'keep'] as const
/** So many values are shown before the owner wants to see all of them. */
const fewValues = 6

/**
 * Values of a variable that are none or can't be read: which, how many, who, and what becomes of them: of all, and of one
 * that means something else by itself.
 */
export const FlawRow = ({
  contacts,
  name,
  flawed,
  policyOf,
  onDecide,
}: {
  readonly contacts: UsableContacts
  readonly name: string
  readonly flawed: FlawedValues
  /** What was decided of all, or of this value by itself; null: nothing yet. */
  readonly policyOf: (value?: string) => FlawPolicy | null
  readonly onDecide: (policy: FlawPolicy | null, value?: string) => void
}) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const [showing, setShowing] = useState(false)
  const policy = policyOf()
  const { column, flaw, people, values } = flawed
  const filter = useMemo(() => ({ flawIn: { column, flaw } }), [column, flaw])
  const own = values.filter(({ value }) => policyOf(value) !== null)
  const [isApart, setApart] = useState(own.length > 0)
  const shown = values.slice(0, fewValues)
  const counted = (isApart ? values : shown).reduce((sum, value) => sum + value.people, 0)
  const others = people > counted && <span>{t('flaw.others', { n: format.n(people - counted) })}</span>
  const isOpen = policy === null && (people > counted || own.length < values.length)
  return (
    <div className={styles['blank']} data-testid="variable-flaw" data-flaw={flaw}>
      <div className={styles['blankHead']}>
        <span data-testid="variable-flaw-count" data-count={people}>
          {t(`flaw.${flaw}`, { n: format.n(people), name })}
        </span>
        <Button type="link" size="small" onClick={() => setShowing(true)} data-testid="show-flaw">
          {t('variables.showEmpty')}
        </Button>
      </div>
      {!isApart && (
        <p className={styles['values']} data-testid="variable-flaw-values">
          {shown.map(value => (
            <span key={value.value}>
              <b>{value.value}</b>
              {t('flaw.times', { n: format.n(value.people) })}
            </span>
          ))}
          {others}
          {values.length > 1 && values.some(canBeDecided) && (
            <Button type="link" size="small" onClick={() => setApart(true)} data-testid="flaw-apart">
              {t('flaw.apart')}
            </Button>
          )}
        </p>
      )}
      <Radio.Group
        className={styles['policy'] ?? ''}
        value={policy?.kind ?? null}
        onChange={event => {
          const kind = choices.find(choice => choice === event.target.value) ?? 'keep'
          onDecide(kind === 'replace' ? { kind, text: '' } : { kind })
        }}
      >
        <Radio value="leave-out" data-testid="flaw-leave-out">
          {t('variables.leaveOut')}
        </Radio>
        <Radio value="replace" data-testid="flaw-replace">
          {t('variables.replace')}
        </Radio>
        {policy?.kind === 'replace' && (
          <Input
            className={styles['replacement'] ?? ''}
            size="small"
            value={policy.text}
            maxLength={200}
            placeholder={t('variables.replacePlaceholder')}
            onChange={event => onDecide({ kind: 'replace', text: event.target.value })}
            aria-label={t('variables.replace')}
            data-testid="flaw-text"
          />
        )}
        <Radio value="keep" data-testid="flaw-keep">
          {t('flaw.keep')}
        </Radio>
      </Radio.Group>
      {isApart && (
        <FlawValues name={name} values={values} policyOf={policyOf} onDecide={onDecide}>
          {others}
        </FlawValues>
      )}
      {isOpen && (
        <p className={styles['open']} data-testid="flaw-open">
          {t('flaw.open')}
        </p>
      )}
      <PeopleDialog
        open={showing}
        title={t(`flaw.list.${flaw}`, { name })}
        contacts={contacts}
        filter={filter}
        count={people}
        onClose={() => setShowing(false)}
      />
    </div>
  )
}
