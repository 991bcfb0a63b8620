import type { ReactNode } from 'react'
import { Icon, type IconName } from '../components/icon.tsx'
import styles from './banners.module.css'

/** One line over the whole window, with at most one thing to do. */
export const Banner = ({
  tone,
  icon,
  testId,
  action,
  children,
}: {
  readonly tone: 'practice' | 'warn' | 'bad' | 'plain'
  readonly icon: IconName
  readonly testId: string
  readonly action?: ReactNode
  readonly children: ReactNode
}) => (
  <div className={`${styles['banner']} ${styles[tone]}`} role="status" data-testid={testId}>
    <Icon name={icon} size={18} />
    <span className={styles['text']} title={typeof children === 'string' ? children : undefined}>
      {children}
    </span>
    {action}
  </div>
)
