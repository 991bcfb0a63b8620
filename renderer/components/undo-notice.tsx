import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/ipc/result.ts'
import { ErrorNotice } from './error-notice.tsx'
import { Notice } from './notice.tsx'

/** Shows what was just done without a question, with an undo button. */
export const UndoNotice = ({
  children,
  undoing,
  error,
  onUndo,
  testId,
}: {
  readonly children: ReactNode
  readonly undoing: boolean
  /** Why it could not be undone. */
  readonly error: AppError | null
  readonly onUndo: () => void
  readonly testId: string
}) => {
  const { t } = useTranslation('common')
  return (
    <div role="status">
      <Notice
        tone="plain"
        testId={testId}
        actions={
          <Button loading={undoing} onClick={onUndo} data-testid={`${testId}-undo`}>
            {t('undo')}
          </Button>
        }
      >
        {children}
      </Notice>
      {error !== null && <ErrorNotice error={error} testId={`${testId}-error`} />}
    </div>
  )
}
