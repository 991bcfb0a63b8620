import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import styles from './dialogs.module.css'

/** A list that is typed, or pasted from a chat or a table. */
export const PasteDialog = ({
  open,
  onTake,
  onClose,
}: {
  readonly open: boolean
  readonly onTake: (text: string) => void
  readonly onClose: () => void
}) => {
  const { t } = useTranslation('import')
  const [text, setText] = useState('')
  return (
    <ConfirmDialog
      wide
      open={open}
      title={t('paste.title')}
      onClose={onClose}
      testId="paste-dialog"
      confirm={t('paste.take')}
      confirmTestId="paste-take"
      onConfirm={() => {
        setText('')
        onTake(text)
      }}
      disabled={text.trim() === ''}
    >
      <p>{t('paste.text')}</p>
      <Input.TextArea
        className={styles['paste'] ?? ''}
        rows={10}
        value={text}
        autoFocus
        aria-label={t('paste.title')}
        placeholder={t('paste.example')}
        onChange={event => setText(event.target.value)}
        data-testid="paste-text"
      />
    </ConfirmDialog>
  )
}
