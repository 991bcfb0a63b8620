import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../lib/use-action.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { ErrorNotice } from './error-notice.tsx'
import { Field } from './field.tsx'

/** Asks for another name; mounted for as long as it is open. */
export const RenameDialog = ({
  id,
  testId,
  confirmTestId,
  title,
  label,
  name,
  problemOf,
  onRename,
  onClose,
}: {
  /** Of the field. */
  readonly id: string
  readonly testId: string
  readonly confirmTestId: string
  readonly title: string
  readonly label: string
  readonly name: string
  /** Why a name can't be used, null if it can. */
  readonly problemOf?: (name: string) => string | null
  /** Keeps the name; throws AppError. */
  readonly onRename: (name: string) => Promise<void>
  readonly onClose: () => void
}) => {
  const { t } = useTranslation()
  const [written, setWritten] = useState(name)
  const typed = written.trim()
  const problem = problemOf?.(typed) ?? null
  const rename = useAction(() => onRename(typed))
  const isReady = typed !== '' && problem === null
  return (
    <ConfirmDialog
      open
      title={title}
      onClose={onClose}
      testId={testId}
      confirm={t('save')}
      confirmTestId={confirmTestId}
      onConfirm={rename.run}
      disabled={!isReady}
      busy={rename.running}
      byEnter
    >
      <Field id={id} label={label} problem={problem}>
        <Input
          id={id}
          value={written}
          maxLength={80}
          onChange={event => setWritten(event.target.value)}
          data-testid={`${id}-field`}
        />
      </Field>
      {rename.error !== null && <ErrorNotice error={rename.error} />}
    </ConfirmDialog>
  )
}
