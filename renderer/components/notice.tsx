import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './notice.module.css'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'practice'

const icons: Readonly<Record<Tone, IconName>> = {
  plain: 'info',
  good: 'check',
  warn: 'warning',
  bad: 'warning',
  practice: 'flask',
}

type NoticeProps = {
  readonly tone: Tone
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly testId?: string
  /** Announced at once; for something that has just gone wrong. */
  readonly urgent?: boolean
}

/** Says what happened and what to do next, inside a screen. */
export const Notice = ({ tone, title, children, actions, testId, urgent = false }: NoticeProps) => (
  <div
    className={`${styles['notice']} ${styles[tone]}`}
    role={urgent ? 'alert' : undefined}
    data-testid={testId}
    data-tone={tone}
  >
    <Icon name={icons[tone]} />
    <div className={styles['words']}>
      {title !== undefined && <p className={styles['title']}>{title}</p>}
      {children !== undefined && <div className={styles['text']}>{children}</div>}
    </div>
    {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
  </div>
)
