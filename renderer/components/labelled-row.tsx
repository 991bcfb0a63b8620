import type { ReactNode } from 'react'
import styles from './labelled-row.module.css'

type RowProps = {
  /** Of the control that the label is for. */
  readonly id?: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** Content below the control. */
  readonly below?: ReactNode
  readonly children: ReactNode
}

/** One line of a card: what it is and does on the left, the control on the right. */
export const LabelledRow = ({ id, label, hint, below, children }: RowProps) => (
  <div className={styles['row']}>
    <div>
      {id === undefined ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
      {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
    </div>
    <div className={styles['right']}>
      <div className={styles['control']}>{children}</div>
      {below}
    </div>
  </div>
)

/** A folder or an address, to be read and copied. */
export const PlaceText = ({ place, testId }: { readonly place: string; readonly testId: string }) => (
  <span className={`${styles['place']} selectable`} data-testid={testId}>
    {place}
  </span>
)
