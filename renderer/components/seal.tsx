import { useTranslation } from 'react-i18next'
import styles from './seal.module.css'

/** The shop's seal: the first character of the app's Chinese name, in every language. */
export const Seal = ({ large = false }: { readonly large?: boolean }) => {
  const { t } = useTranslation('common')
  return (
    <span className={`${styles['seal']} ${large ? styles['large'] : ''}`} aria-hidden="true">
      {t('seal')}
    </span>
  )
}
