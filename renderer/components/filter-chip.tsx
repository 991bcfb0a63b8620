import type { ReactNode } from 'react'
import { useFormat } from '../lib/format.ts'
import styles from './filter-chip.module.css'

type ChipProps = {
  /** The sign that it has elsewhere. */
  readonly mark?: ReactNode
  readonly label: string
  readonly count: number
  readonly on: boolean
  readonly onPress: () => void
  readonly testId: string
  readonly countTestId?: string
}

/** One of several views of a table, with how many rows it has. */
export const FilterChip = ({ mark, label, count, on, onPress, testId, countTestId }: ChipProps) => {
  const format = useFormat()
  return (
    <button type="button" className={styles['chip']} aria-pressed={on} onClick={onPress} data-testid={testId}>
      {mark}
      {label}
      <span className={styles['count']} data-testid={countTestId}>
        {format.n(count)}
      </span>
    </button>
  )
}

export const FilterChips = ({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) => (
  <fieldset className={styles['chips']} aria-label={label}>
    {children}
  </fieldset>
)
