import { type ReactNode, useEffect, useId, useRef } from 'react'
import styles from './dialog.module.css'

type DialogProps = {
  readonly open: boolean
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions: ReactNode
  readonly onClose: () => void
  readonly testId?: string
  readonly wide?: boolean
}

/**
 * A modal question. The browser's own dialog element: it holds the focus, closes on Escape and needs no style element
 * at run time, which antd's modal makes without a nonce (its scroll lock) and the CSP refuses.
 */
export const Dialog = ({ open, title, children, actions, onClose, testId, wide = false }: DialogProps) => {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={ref}
      className={`${styles['dialog']} ${wide ? styles['wide'] : ''}`}
      onClose={onClose}
      aria-labelledby={titleId}
      data-testid={testId}
    >
      {open && (
        <div className={styles['frame']}>
          <h2 id={titleId} className={styles['title']}>
            {title}
          </h2>
          {children !== undefined && <div className={styles['body']}>{children}</div>}
          <div className={styles['actions']}>{actions}</div>
        </div>
      )}
    </dialog>
  )
}
