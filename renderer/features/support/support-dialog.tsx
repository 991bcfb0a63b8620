import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { copyText } from '../../lib/copy-text.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './support-dialog.module.css'

/** All of the text that a supporter would get, for the owner to read before it is saved or copied. */
export const SupportDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation(['settings', 'common'])
  const [loaded] = useLoaded(() => call(bridge.support.collect()), [])
  const [saved, setSaved] = useState<string | null>(null)
  const [isCopied, setCopied] = useState(false)
  const save = useAction(async () => {
    const { path } = await call(bridge.support.save())
    if (path !== null) setSaved(path)
  })
  const text = loaded.state === 'loaded' ? loaded.value.text : null
  return (
    <Dialog
      open
      wide
      title={t('support.title')}
      onClose={onClose}
      testId="support-dialog"
      actions={
        <>
          <Button size="large" onClick={onClose} data-testid="support-close">
            {t('common:close')}
          </Button>
          <Button
            size="large"
            disabled={text === null}
            onClick={() => setCopied(text !== null && copyText(text))}
            data-testid="support-copy"
          >
            <span aria-live="polite">{t(isCopied ? 'support.copied' : 'support.copy')}</span>
          </Button>
          <Button
            type="primary"
            size="large"
            disabled={text === null}
            loading={save.running}
            onClick={save.run}
            data-testid="support-save"
          >
            {t('support.save')}
          </Button>
        </>
      }
    >
      <p>{t('support.note')}</p>
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} />}
      {text === null ? (
        <p role="status">{t('support.collecting')}</p>
      ) : (
        <textarea
          className={styles['text']}
          readOnly
          spellCheck={false}
          value={text}
          aria-label={t('support.title')}
          data-testid="support-text"
        />
      )}
      {saved !== null && (
        <Notice tone="good" title={t('support.saved')} testId="support-saved">
          <p className={styles['path']}>{saved}</p>
        </Notice>
      )}
      {save.error !== null && <ErrorNotice error={save.error} />}
    </Dialog>
  )
}
