import { Button, Input, Radio, Select } from 'antd'
import { type Dispatch, memo, type SetStateAction, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EmptyPolicy, FlawPolicy, ValueForm, VariableSource } from '../../../shared/domain/filling.ts'
import type { MessageTally } from '../../../shared/domain/message-view.ts'
import { Card } from '../../components/page.tsx'
import { flawKey } from '../../lib/filling.ts'
import { useFormat } from '../../lib/format.ts'
import type { FlawedValues } from '../../workers/import/flawed-values.ts'
import { titleOf, type UsableContacts } from '../import/usable-contacts.ts'
import type { Content } from './content.ts'
import { FlawRow } from './flaw-row.tsx'
import { FormRow } from './form-row.tsx'
import { PeopleDialog } from './people-dialog.tsx'
import { useValueKinds } from './use-value-kinds.ts'
import { columnFor, matchedByName } from './variable-columns.ts'
import { VariableMark } from './variable-mark.tsx'
import styles from './variables-card.module.css'

type VariablesProps = Pick<Content, 'policies' | 'flawPolicies' | 'forms'> & {
  readonly contacts: UsableContacts
  readonly sources: ReadonlyMap<string, VariableSource>
  readonly blankCounts: ReadonlyMap<string, number>
  /** What is wrong with values of the columns in use. */
  readonly flaws: readonly FlawedValues[]
  /** What everybody's message comes to; null before it is known. */
  readonly tally: MessageTally | null
  readonly onChange: Dispatch<SetStateAction<Content>>
}

/** Which column fills which variable, and what happens where the column is blank or its value is none. Leafing and typing words spare it. */
export const VariablesCard = memo(function VariablesCard({
  contacts,
  policies,
  flawPolicies,
  forms,
  sources,
  blankCounts,
  flaws,
  tally,
  onChange,
}: VariablesProps) {
  const { t } = useTranslation('compose')
  const kinds = useValueKinds(contacts, sources)
  const byName = useMemo(
    () => matchedByName(sources, contacts.columns, contacts.phoneColumn),
    [sources, contacts],
  )
  if (sources.size === 0) {
    return (
      <Card title={t('variables.title')}>
        <p className={styles['none']}>{t('variables.none')}</p>
      </Card>
    )
  }
  const choose = (name: string, source: VariableSource): void => {
    const isSame =
      source.kind === 'fixed' ||
      (sources.get(name)?.kind === 'column' && JSON.stringify(sources.get(name)) === JSON.stringify(source))
    // How the values of one column are written says nothing of another's.
    onChange(last => ({
      ...last,
      chosen: new Map([...last.chosen, [name, source]]),
      forms: isSame ? last.forms : without(last.forms, [name]),
    }))
  }
  const chooseByName = (): void =>
    onChange(last => ({
      ...last,
      chosen: new Map([...last.chosen, ...byName]),
      forms: without(last.forms, [...byName.keys()]),
    }))
  const write = (name: string, form: ValueForm): void =>
    onChange(last => ({
      ...last,
      forms:
        Object.keys(form).length === 0 ? without(last.forms, [name]) : new Map([...last.forms, [name, form]]),
    }))
  const decide = (name: string, policy: EmptyPolicy): void =>
    onChange(last => ({ ...last, policies: new Map([...last.policies, [name, policy]]) }))
  const decideFlaw = (key: string, policy: FlawPolicy | null): void =>
    onChange(last => ({
      ...last,
      flawPolicies:
        policy === null ? without(last.flawPolicies, [key]) : new Map([...last.flawPolicies, [key, policy]]),
    }))

  return (
    <Card
      title={t('variables.title')}
      note={t('variables.note')}
      extra={
        byName.size > 0 && (
          <Button onClick={chooseByName} data-testid="match-by-name">
            {t('variables.byName', { n: byName.size })}
          </Button>
        )
      }
    >
      <ul>
        {[...sources].map(([name, source], place) => (
          <li key={name} className={styles['item']} data-testid="variable" data-variable={name}>
            <SourceRow contacts={contacts} number={place + 1} name={name} source={source} onChoose={choose} />
            {source.kind === 'column' && (
              <FormRow
                name={name}
                kind={kinds.get(source.index) ?? null}
                sample={contacts.columns[source.index]?.sample ?? ''}
                form={forms.get(name) ?? {}}
                cut={countOf(tally?.cut, name)}
                other={countOf(tally?.other, name)}
                onForm={form => write(name, form)}
              />
            )}
            {source.kind === 'none' && <Suggestions contacts={contacts} name={name} onChoose={choose} />}
            {source.kind === 'column' && (blankCounts.get(name) ?? 0) > 0 && (
              <BlankRow
                contacts={contacts}
                name={name}
                column={source.index}
                count={blankCounts.get(name) ?? 0}
                policy={policies.get(name) ?? { kind: 'leave-out' }}
                onDecide={decide}
              />
            )}
            {source.kind === 'column' &&
              flaws
                .filter(({ column }) => column === source.index)
                .map(flawed => {
                  const keyOf = (value?: string): string => flawKey(name, flawed.flaw, value)
                  return (
                    <FlawRow
                      key={keyOf()}
                      contacts={contacts}
                      name={name}
                      flawed={flawed}
                      policyOf={value => flawPolicies.get(keyOf(value)) ?? null}
                      onDecide={(policy, value) => decideFlaw(keyOf(value), policy)}
                    />
                  )
                })}
          </li>
        ))}
      </ul>
      <p className={styles['rule']}>{t('variables.rule')}</p>
    </Card>
  )
})

const without = <T,>(map: ReadonlyMap<string, T>, names: readonly string[]): ReadonlyMap<string, T> =>
  new Map([...map].filter(([name]) => !names.includes(name)))

const countOf = (counts: MessageTally['cut'] | undefined, name: string): number =>
  counts?.find(([of]) => of === name)?.[1] ?? 0

const SourceRow = ({
  contacts,
  number,
  name,
  source,
  onChoose,
}: {
  readonly contacts: UsableContacts
  /** Its place in the text, first = 1. */
  readonly number: number
  readonly name: string
  readonly source: VariableSource
  readonly onChoose: (name: string, source: VariableSource) => void
}) => {
  const { t } = useTranslation('compose')
  const value = source.kind === 'column' ? source.index : source.kind === 'fixed' ? 'fixed' : null
  return (
    <div className={styles['source']}>
      <code className={styles['variable']} title={name}>
        <VariableMark number={number} name={name}>{`\${${name}}`}</VariableMark>
      </code>
      <span className={styles['arrow']} aria-hidden="true">
        ←
      </span>
      <div className={styles['choice']}>
        <Select<number | 'fixed'>
          className={styles['select'] ?? ''}
          value={value}
          placeholder={t('variables.choose')}
          status={source.kind === 'none' ? 'warning' : ''}
          options={[
            ...contacts.columns.map(column => ({ value: column.index, label: titleOf(column) })),
            { value: 'fixed', label: t('variables.fixed') },
          ]}
          optionRender={({ value: option, label }) => (
            <>
              {label}
              <span className={styles['sample']}>{contacts.columns[Number(option)]?.sample}</span>
            </>
          )}
          onChange={chosen =>
            onChoose(
              name,
              chosen === 'fixed' ? { kind: 'fixed', text: '' } : { kind: 'column', index: chosen },
            )
          }
          aria-label={name}
          data-testid="variable-source"
        />
        {source.kind === 'fixed' && (
          <Input
            value={source.text}
            maxLength={200}
            placeholder={t('variables.fixedPlaceholder')}
            onChange={event => onChoose(name, { kind: 'fixed', text: event.target.value })}
            aria-label={t('variables.fixedPlaceholder')}
            data-testid="variable-fixed"
          />
        )}
      </div>
    </div>
  )
}

/** Columns that may be meant and don't say so beyond doubt: one click each. */
const Suggestions = ({
  contacts,
  name,
  onChoose,
}: {
  readonly contacts: UsableContacts
  readonly name: string
  readonly onChoose: (name: string, source: VariableSource) => void
}) => {
  const { t } = useTranslation('compose')
  const match = columnFor(name, contacts.columns, contacts.phoneColumn)
  if (match.kind !== 'suggested') return null
  return (
    <div className={styles['suggestions']} data-testid="variable-suggestions">
      <span className={styles['note']}>{t('variables.suggested')}</span>
      {match.columns.map(column => (
        <Button
          key={column.index}
          size="small"
          onClick={() => onChoose(name, { kind: 'column', index: column.index })}
          data-testid="variable-suggestion"
          data-column={column.index}
        >
          {titleOf(column)}
          {column.sample !== undefined && column.sample !== '' && (
            <span className={styles['sample']}>{column.sample}</span>
          )}
        </Button>
      ))}
    </div>
  )
}

const BlankRow = ({
  contacts,
  name,
  column,
  count,
  policy,
  onDecide,
}: {
  readonly contacts: UsableContacts
  readonly name: string
  readonly column: number
  readonly count: number
  readonly policy: EmptyPolicy
  readonly onDecide: (name: string, policy: EmptyPolicy) => void
}) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const [showing, setShowing] = useState(false)
  const filter = useMemo(() => ({ blankIn: [column] }), [column])
  return (
    <div className={styles['blank']} data-testid="variable-blank">
      <div className={styles['blankHead']}>
        <span data-testid="variable-blank-count" data-count={count}>
          {t('variables.empty', { n: format.n(count), name })}
        </span>
        <Button type="link" size="small" onClick={() => setShowing(true)} data-testid="show-blank">
          {t('variables.showEmpty')}
        </Button>
      </div>
      <Radio.Group
        className={styles['policy'] ?? ''}
        value={policy.kind}
        onChange={event =>
          onDecide(
            name,
            event.target.value === 'replace' ? { kind: 'replace', text: '' } : { kind: 'leave-out' },
          )
        }
      >
        <Radio value="leave-out" data-testid="policy-leave-out">
          {t('variables.leaveOut')}
        </Radio>
        <Radio value="replace" data-testid="policy-replace">
          {t('variables.replace')}
        </Radio>
        {policy.kind === 'replace' && (
          <Input
            className={styles['replacement'] ?? ''}
            size="small"
            value={policy.text}
            maxLength={200}
            placeholder={t('variables.replacePlaceholder')}
            onChange={event => onDecide(name, { kind: 'replace', text: event.target.value })}
            aria-label={t('variables.replace')}
            data-testid="policy-text"
          />
        )}
      </Radio.Group>
      <PeopleDialog
        open={showing}
        title={t('emptyList.title', { name })}
        contacts={contacts}
        filter={filter}
        count={count}
        onClose={() => setShowing(false)}
      />
    </div>
  )
}
