import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'

type ConfirmProps = {
  readonly open: boolean
  readonly title: ReactNode
  readonly children?: ReactNode
  /** The label of the button that goes ahead. */
  readonly confirm: ReactNode
  readonly confirmTestId: string
  readonly onConfirm: () => void
  /** Called by the other button too, and by Escape. */
  readonly onClose: () => void
  /** The label of the button that changes nothing; 取消 by default. */
  readonly cancel?: ReactNode
  readonly cancelTestId?: string
  /** Something will be lost for good. */
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly busy?: boolean
  readonly wide?: boolean
  readonly testId?: string
  /** Enter in a field goes ahead: for forms, where nothing is lost or sent by it. */
  readonly byEnter?: boolean
}

/** A modal question with two answers: go ahead, or change nothing. */
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
