import type { ReactNode } from 'react'
import styles from './empty-state.module.css'
import { Icon, type IconName } from './icon.tsx'

/** Shown while there is nothing yet: why, and how something gets here. */
export const EmptyState = ({
  icon,
  title,
  children,
  action,
  testId,
}: {
  readonly icon: IconName
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly testId?: string
}) => (
  <div className={styles['empty']} data-testid={testId}>
    <span className={styles['mark']}>
      <Icon name={icon} size={30} />
    </span>
    <p className={styles['title']}>{title}</p>
    {children !== undefined && <p className={styles['text']}>{children}</p>}
    {action !== undefined && <div className={styles['action']}>{action}</div>}
  </div>
)
