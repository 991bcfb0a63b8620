import type { ReactNode } from 'react'
import styles from './text-button.module.css'

type TextButtonProps = {
  /**
   * `link`: leads to more about it. `name`: the name of what it opens. `act`: acts on its row. `away`: removes
   * something. `soft`: as quiet as that, and changes something.
   */
  readonly look: 'link' | 'name' | 'act' | 'away' | 'soft'
  readonly onPress: () => void
  readonly children: ReactNode
  readonly title?: string
  readonly testId: string
}

/** A button that looks like the text around it. */
export const TextButton = ({ look, onPress, children, title, testId }: TextButtonProps) => (
  <button
    type="button"
    className={styles[look]}
    onClick={onPress}
    // A name may be cut.
    title={title ?? (look === 'name' && typeof children === 'string' ? children : undefined)}
    data-testid={testId}
  >
    {children}
  </button>
)
