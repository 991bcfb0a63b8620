import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../workers/contacts/contact-list.ts'

/** Says in words why a row is not usable, or what about it deserves a look; '' where there is nothing to say. */
export const useVerdict = (): ((row: ListRow) => string) => {
  const { t } = useTranslation('contacts')
  return row => {
    switch (row.status) {
      case 'bad':
        return row.reason === null ? '' : t(`reason.${row.reason}`)
      case 'duplicate':
        return t('duplicateOf', { row: row.duplicateOf ?? 0 })
      case 'empty':
        return t('emptyRow')
      case 'usable':
      case 'optedOut':
      case 'leftOut':
        return row.marks.map(mark => t(`mark.${mark}`)).join(t('separator'))
    }
  }
}
