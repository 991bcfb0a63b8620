import type { ReactNode } from 'react'
import styles from './field.module.css'

/** One thing to fill in: its name, where to find it, and what is wrong with it. */
export const Field = ({
  id,
  label,
  hint,
  problem,
  children,
}: {
  readonly id: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly problem?: ReactNode
  readonly children: ReactNode
}) => (
  <div className={styles['field']}>
    <label className={styles['label']} htmlFor={id}>
      {label}
    </label>
    {children}
    {problem !== undefined && problem !== null && (
      <p className={styles['problem']} role="alert">
        {problem}
      </p>
    )}
    {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
  </div>
)

export const FieldRow = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles['row']}>{children}</div>
)
