import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import styles from './starters-dialog.module.css'

const starters = ['sale', 'platform', 'coupon', 'product', 'opening', 'group'] as const

/** A text to begin with for each of the provider's six uses. None can be sent before it is approved; it says so. */
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
      <Notice tone="warn">{t('starters.note')}</Notice>
      <ul className={styles['list']}>
        {starters.map(id => (
          <li key={id} className={styles['item']}>
            <div>
              <h3 className={styles['name']}>{t(`starters.${id}.name`)}</h3>
              <p>{t(`starters.${id}.text`)}</p>
            </div>
            <Button onClick={() => onUse(t(`starters.${id}.text`))} data-testid={`starter-${id}`}>
              {t('starters.use')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
