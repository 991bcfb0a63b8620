import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { headingInView } from '../lib/heading.ts'
import styles from './dialog.module.css'

type DialogProps = {
  readonly open: boolean
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions: ReactNode
  readonly onClose: () => void
  readonly testId?: string
  readonly wide?: boolean
  /** What Enter does in a field of one line; left out where that must not be done by the way. */
  readonly onEnter?: (() => void) | undefined
}

/** The focus goes back to where it was; is that not there any more, to the heading of the screen. */
const giveBack = (opener: Element | null): void => {
  const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body
  if (isLost() && opener instanceof HTMLElement && opener.isConnected) opener.focus()
  if (isLost()) headingInView()?.focus({ preventScroll: true })
}

/** Enter that ends a word being written in pinyin is none. */
const isEnterInField = ({ key, target, nativeEvent, defaultPrevented }: KeyboardEvent): boolean =>
  key === 'Enter' &&
  !defaultPrevented &&
  !nativeEvent.isComposing &&
  target instanceof HTMLInputElement &&
  !['checkbox', 'radio', 'button', 'submit'].includes(target.type)

/**
 * A modal question. The browser's own dialog element: it holds the focus, closes on Escape and needs no style element
 * at run time, which antd's modal makes without a nonce (its scroll lock) and the CSP refuses.
 */
export const Dialog = ({
  open,
  title,
  children,
  actions,
  onClose,
  testId,
  wide = false,
  onEnter,
}: DialogProps) => {
  const ref = useRef<HTMLDialogElement>(null)
  const opener = useRef<Element | null>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return
    if (open && !dialog.open) {
      opener.current = document.activeElement
      dialog.showModal()
    }
    if (!open && dialog.open) {
      dialog.close()
      giveBack(opener.current)
    }
  }, [open])
  // The browser gives the focus back when a dialog is closed, not when it is taken out of the page while it is open.
  useEffect(() => {
    if (!open) return
    return () => giveBack(opener.current)
  }, [open])
  return (
    <dialog
      ref={ref}
      className={`${styles['dialog']} ${wide ? styles['wide'] : ''}`}
      onClose={onClose}
      onKeyDown={event => {
        if (onEnter !== undefined && isEnterInField(event)) onEnter()
      }}
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
