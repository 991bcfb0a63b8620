import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'

type ConfirmProps = {
  readonly open: boolean
  readonly title: ReactNode
  readonly children?: ReactNode
  /** What the button that goes ahead says. */
  readonly confirm: ReactNode
  readonly confirmTestId: string
  readonly onConfirm: () => void
  /** Called by the other button too, and by Escape. */
  readonly onClose: () => void
  /** What the button that changes nothing says; 取消 where left out. */
  readonly cancel?: ReactNode
  readonly cancelTestId?: string
  /** Something is lost for good. */
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly busy?: boolean
  readonly wide?: boolean
  readonly testId?: string
  /** Enter in a field goes ahead: for forms, where nothing is lost or sent by it. */
  readonly byEnter?: boolean
}

/** A modal question with two answers: go ahead, or leave everything as it is. */
export const ConfirmDialog = ({
  confirm,
  confirmTestId,
  onConfirm,
  onClose,
  cancel,
  cancelTestId,
  danger = false,
  disabled = false,
  busy = false,
  byEnter = false,
  ...dialog
}: ConfirmProps) => {
  const { t } = useTranslation()
  return (
    <Dialog
      {...dialog}
      onClose={onClose}
      onEnter={byEnter && !disabled && !busy ? onConfirm : undefined}
      actions={
        <>
          <Button size="large" onClick={onClose} data-testid={cancelTestId}>
            {cancel ?? t('cancel')}
          </Button>
          <Button
            danger={danger}
            type="primary"
            size="large"
            disabled={disabled}
            loading={busy}
            onClick={onConfirm}
            data-testid={confirmTestId}
          >
            {confirm}
          </Button>
        </>
      }
    />
  )
}
