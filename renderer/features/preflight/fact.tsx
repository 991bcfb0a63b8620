import type { ReactNode } from 'react'
import styles from './preflight-facts.module.css'

/** One thing that is known of the campaign, with its name. */
export const Fact = ({
  label,
  note,
  under,
  testId,
  strong = false,
  children,
}: {
  readonly label: string
  readonly note?: string
  /** What it is made of, on a line of its own. */
  readonly under?: ReactNode
  readonly testId: string
  readonly strong?: boolean
  readonly children: ReactNode
}) => (
  <div className={styles['fact']}>
    <dt>{label}</dt>
    <dd>
      <span className={strong ? styles['strong'] : undefined} data-testid={testId}>
        {children}
      </span>
      {note !== undefined && note !== '' && <span className={styles['small']}>{note}</span>}
    </dd>
    {under !== undefined && <dd className={styles['under']}>{under}</dd>}
  </div>
)
