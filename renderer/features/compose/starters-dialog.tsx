import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { copyText } from '../../lib/copy-text.ts'
import { starterGroups } from './starters.ts'
import styles from './starters-dialog.module.css'

/** Texts to begin with. None can be sent before it is approved; it says so, and can be copied to where that is asked for. */
export const StartersDialog = ({
  open,
  onClose,
  onUse,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly onUse: (text: string) => void
}) => {
  const { t } = useTranslation(['compose', 'common'])
  return (
    <Dialog
      open={open}
      wide
      title={t('starters.title')}
      onClose={onClose}
      testId="starters-dialog"
      actions={
        <Button size="large" onClick={onClose}>
          {t('common:close')}
        </Button>
      }
    >
      <Starters onUse={onUse} />
    </Dialog>
  )
}

const Starters = ({ onUse }: { readonly onUse: (text: string) => void }) => {
  const { t } = useTranslation('compose')
  const [copied, setCopied] = useState<string | null>(null)
  return (
    <>
      <Notice tone="warn">{t('starters.note')}</Notice>
      {(['uses', 'occasions'] as const).map(group => (
        <section key={group} aria-label={t(`starters.${group}`)}>
          <p className={styles['group']}>{t(`starters.${group}`)}</p>
          <ul className={styles['list']}>
            {starterGroups[group].map(({ id, text }) => (
              <li key={id} className={styles['item']}>
                <div>
                  <h3 className={styles['name']}>{t(`starters.name.${id}`)}</h3>
                  <p className="selectable">{text}</p>
                </div>
                <div className={styles['actions']}>
                  <Button
                    type="text"
                    onClick={() => setCopied(copyText(text) ? id : null)}
                    data-testid={`copy-${id}`}
                  >
                    <span aria-live="polite">{t(copied === id ? 'starters.copied' : 'starters.copy')}</span>
                  </Button>
                  <Button onClick={() => onUse(text)} data-testid={`starter-${id}`}>
                    {t('starters.use')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
