import type { ReactNode } from 'react'
import styles from './phone-bubble.module.css'

/** A message as shown on a customer's phone. The wording that the provider appends is set apart. */
export const PhoneBubble = ({
  text,
  head,
  appended = '',
  testId,
}: {
  readonly text: ReactNode
  /** The line above it. */
  readonly head?: string
  readonly appended?: string
  readonly testId?: string
}) => (
  <div className={styles['phone']}>
    {head !== undefined && <p className={styles['head']}>{head}</p>}
    <p className={styles['bubble']} data-testid={testId}>
      {text}
      {appended !== '' && <span className={styles['appended']}>{appended}</span>}
    </p>
  </div>
)
