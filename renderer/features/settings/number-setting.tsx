import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsPatch } from '../../../shared/domain/settings.ts'
import { type NumberProblem, type NumberRule, typedNumber } from '../../lib/typed-number.ts'
import styles from './number-setting.module.css'
import { type SettingName, useSaving } from './saving.ts'
import { problemId, SettingRow } from './setting-row.tsx'

type NumberProps = NumberRule & {
  readonly id: string
  readonly of: SettingName
  readonly label: string
  readonly hint?: string
  /** What is in force; null where nothing is set. */
  readonly value: number | null
  readonly unit: string
  /** Typing the same number again means something: that it is so now. */
  readonly evenIfSame?: boolean
  /** What saving this number changes; null only where the number is optional. */
  readonly patchOf: (value: number | null) => SettingsPatch
}

const shown = (value: number | null): string => (value === null ? '' : String(value))

/**
 * A number that is saved when the field is left or Enter is pressed, not at every key. What can't be taken stays in the
 * field and is said under it; the value in force stays in force.
 */
export const NumberSetting = ({
  id,
  of,
  label,
  hint,
  value,
  unit,
  evenIfSame = false,
  patchOf,
  ...rule
}: NumberProps) => {
  const { t } = useTranslation('settings')
  const { save, hush } = useSaving()
  const [typed, setTyped] = useState(shown(value))
  const [problem, setProblem] = useState<NumberProblem | null>(null)
  const [isTouched, setTouched] = useState(false)
  const commit = (): void => {
    const read = typedNumber(typed, rule)
    if (!read.ok) {
      hush()
      setProblem(read.problem)
      return
    }
    setTyped(shown(read.value))
    if (read.value !== value || (evenIfSame && isTouched)) save(patchOf(read.value))
    setTouched(false)
  }
  const kept = value === null ? t('problem.keptNone') : t('problem.kept', { value: `${value} ${unit}` })
  return (
    <SettingRow
      id={id}
      of={of}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      problem={
        problem === null
          ? null
          : `${t(`problem.${problem}`, { min: rule.min, max: rule.max, n: rule.decimals ?? 0 })}${kept}`
      }
    >
      <Input
        id={id}
        className={styles['number'] ?? ''}
        value={typed}
        inputMode="decimal"
        autoComplete="off"
        {...(problem === null ? {} : { status: 'error' as const })}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId(id)}
        onChange={event => {
          setTyped(event.target.value)
          setTouched(true)
          setProblem(null)
          hush()
        }}
        onBlur={commit}
        onPressEnter={commit}
        data-testid={id}
        suffix={unit}
      />
    </SettingRow>
  )
}
