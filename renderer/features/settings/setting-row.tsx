import type { ReactNode } from 'react'
import styles from './setting-row.module.css'

/** One setting: its name and what it does on the left, the control on the right. */
export const SettingRow = ({
  id,
  label,
  hint,
  children,
}: {
  readonly id?: string
  readonly label: string
  readonly hint?: string
  readonly children: ReactNode
}) => (
  <div className={styles['row']}>
    <div>
      {id === undefined ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
      {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
    </div>
    <div className={styles['control']}>{children}</div>
  </div>
)
