import styles from './phone-bubble.module.css'

/** A message as it stands on a customer's phone. The wording that the provider appends is set apart. */
export const PhoneBubble = ({
  text,
  appended = '',
  testId,
}: {
  readonly text: string
  readonly appended?: string
  readonly testId?: string
}) => (
  <div className={styles['phone']}>
    <p className={styles['bubble']} data-testid={testId}>
      {text}
      {appended !== '' && <span className={styles['appended']}>{appended}</span>}
    </p>
  </div>
)
