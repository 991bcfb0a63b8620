import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
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
  const { t } = useTranslation(['import', 'common'])
  const [text, setText] = useState('')
  return (
    <Dialog
      wide
      open={open}
      title={t('paste.title')}
      onClose={onClose}
      testId="paste-dialog"
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            type="primary"
            disabled={text.trim() === ''}
            onClick={() => {
              setText('')
              onTake(text)
            }}
            data-testid="paste-take"
          >
            {t('paste.take')}
          </Button>
        </>
      }
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
    </Dialog>
  )
}
