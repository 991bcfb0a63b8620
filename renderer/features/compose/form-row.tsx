import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateForms, mostShortened, numberForms, type ValueForm } from '../../../shared/domain/filling.ts'
import { kindOfValue, type ValueKind, writtenValue } from '../../../shared/sms/value-form.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { useFormat } from '../../lib/format.ts'
import { typedNumber } from '../../lib/typed-number.ts'
import styles from './form-row.module.css'

const examples = { number: '1288.5', date: '2026-11-26' } as const satisfies Record<ValueKind, string>

const mostRule = { min: 1, max: mostShortened, whole: true, optional: true }

type Write = NonNullable<ValueForm['write']>

const writesOf = (kind: ValueKind): readonly Write[] =>
  kind === 'number' ? numberForms.map(form => ({ kind, form })) : dateForms.map(form => ({ kind, form }))

const keyOf = (write: Write | undefined): string => write?.form ?? 'as-is'

/** How the values of a variable are written: a form where they are numbers or days, and no longer than so many characters. */
export const FormRow = ({
  name,
  kind,
  sample,
  form,
  cut,
  other,
  onForm,
}: {
  readonly name: string
  /** Null: words. */
  readonly kind: ValueKind | null
  /** The first value of the column. */
  readonly sample: string
  readonly form: ValueForm
  /** People whose value is cut, and whose value does not fit the form. */
  readonly cut: number
  readonly other: number
  readonly onForm: (form: ValueForm) => void
}) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const id = useId()
  // What was chosen once can be taken back, though the column holds something else by now.
  const offered = kind ?? form.write?.kind ?? null
  const value = cleanValue(sample)
  const example = offered === null ? '' : kindOfValue(value) === offered ? value : examples[offered]
  const { write, most } = form
  const withWrite = (next: Write | undefined): ValueForm => ({
    ...(next === undefined ? {} : { write: next }),
    ...(most === undefined ? {} : { most }),
  })
  const withMost = (next: number | null): ValueForm => ({
    ...(write === undefined ? {} : { write }),
    ...(next === null ? {} : { most: next }),
  })
  // What can't be taken stays in the field and is said beside it; the length in force stays.
  const [typed, setTyped] = useState(most === undefined ? '' : String(most))
  const read = typedNumber(typed, mostRule)
  const [lastMost, setLastMost] = useState(most)
  if (lastMost !== most) {
    setLastMost(most)
    if (!read.ok || read.value !== (most ?? null)) setTyped(most === undefined ? '' : String(most))
  }
  const typeMost = (next: string): void => {
    setTyped(next)
    const now = typedNumber(next, mostRule)
    if (now.ok && now.value !== (most ?? null)) onForm(withMost(now.value))
  }
  return (
    <div className={styles['forms']}>
      {offered !== null && (
        <Select
          size="small"
          className={styles['write'] ?? ''}
          value={keyOf(write)}
          popupMatchSelectWidth={false}
          options={[
            { value: 'as-is', label: t('form.asIs') },
            ...writesOf(offered).map(one => ({
              value: one.form as string,
              label: t(`form.${one.form}`, { example: writtenValue(example, { write: one }).text }),
            })),
          ]}
          onChange={key => onForm(withWrite(writesOf(offered).find(one => one.form === key)))}
          aria-label={t('form.label', { name })}
          data-testid="variable-form"
        />
      )}
      <label className={styles['most']} htmlFor={id}>
        {t('form.most')}
        <Input
          id={id}
          size="small"
          className={styles['number'] ?? ''}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          placeholder={t('form.noMost')}
          {...(!read.ok ? { status: 'error' as const } : {})}
          aria-invalid={!read.ok}
          onChange={event => typeMost(event.target.value)}
          aria-label={t('form.mostLabel', { name })}
          data-testid="variable-most"
        />
        {t('form.characters')}
      </label>
      {!read.ok && (
        <span className={styles['refused']} role="alert" data-testid="variable-most-problem">
          {t('form.mostProblem', { most: format.n(mostShortened) })}
        </span>
      )}
      {most !== undefined && read.ok && (
        <span className={styles['said']} data-testid="variable-cut" data-count={cut}>
          {cut === 0 ? t('form.nobodyCut') : t('form.cut', { n: format.n(cut) })}
        </span>
      )}
      {other > 0 && (
        <span className={styles['said']} data-testid="variable-other" data-count={other}>
          {t(`form.other.${form.write?.kind ?? 'number'}`, { n: format.n(other) })}
        </span>
      )}
    </div>
  )
}
