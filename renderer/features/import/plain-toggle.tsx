import { useTranslation } from 'react-i18next'
import styles from './rows-table.module.css'

/** In the title of a column whose cells show something else than they store: switches between the two. */
export const PlainToggle = ({
  name,
  isPlain,
  onToggle,
}: {
  /** Of the column. */
  readonly name: string
  readonly isPlain: boolean
  readonly onToggle: () => void
}) => {
  const { t } = useTranslation('import')
  return (
    <button
      type="button"
      className={styles['plain']}
      aria-pressed={isPlain}
      aria-label={t('plain.label', { column: name })}
      title={t(isPlain ? 'plain.showSheet' : 'plain.showPlain')}
      onClick={event => {
        event.stopPropagation()
        onToggle()
      }}
      onKeyDown={event => event.stopPropagation()}
      data-testid="plain-values"
    >
      {t(isPlain ? 'plain.plain' : 'plain.sheet')}
    </button>
  )
}
