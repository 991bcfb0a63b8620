import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../components/text-button.tsx'
import styles from './fill-buttons.module.css'
import { LibraryDialog } from './library-dialog.tsx'
import type { Message } from './used-content.ts'

/** What fills the message in: signatures and templates that were used, and the way back. */
export const FillButtons = ({
  message,
  onFill,
  undo,
  disabled = false,
  children,
}: {
  readonly message: Message
  readonly onFill: (message: Message) => void
  readonly undo: (() => void) | null
  readonly disabled?: boolean
  readonly children?: ReactNode
}) => {
  const { t } = useTranslation('library')
  const [open, setOpen] = useState(false)
  return (
    <div className={styles['buttons']}>
      <Button disabled={disabled} onClick={() => setOpen(true)} data-testid="library-open">
        {t('open')}
      </Button>
      {children}
      <span className={styles['filled']} aria-live="polite">
        {undo !== null && !disabled && (
          <>
            {t('filled')}
            <TextButton look="link" onPress={undo} testId="fill-undo">
              {t('undo')}
            </TextButton>
          </>
        )}
      </span>
      {open && (
        <LibraryDialog
          message={message}
          onClose={() => setOpen(false)}
          onFill={next => {
            setOpen(false)
            onFill(next)
          }}
        />
      )}
    </div>
  )
}
