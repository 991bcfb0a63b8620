import { useTranslation } from 'react-i18next'
import type { ImportedRow } from '../../workers/import/row-views.ts'

type Verdicted = Pick<ImportedRow, 'status' | 'reason' | 'marks' | 'duplicateOf' | 'isSplit' | 'phone'>

/** Says in words why a row is not usable, or what about it deserves a look; '' where there is nothing to say. */
export const useVerdict = (splitsShown: boolean): ((row: Verdicted) => string) => {
  const { t } = useTranslation('import')
  return row => {
    switch (row.status) {
      case 'bad':
        return row.reason === null ? '' : t(`reason.${row.reason}`)
      case 'duplicate':
        return row.isSplit
          ? t('splitDuplicateOf', { phone: row.phone, row: row.duplicateOf ?? 0 })
          : t('duplicateOf', { row: row.duplicateOf ?? 0 })
      case 'empty':
        return t('emptyRow')
      case 'usable':
      case 'optedOut':
      case 'leftOut':
        return [
          ...(row.isSplit ? [t('splitRow', { phone: row.phone })] : []),
          ...row.marks.map(mark => t(mark === 'several' && splitsShown ? 'mark.apart' : `mark.${mark}`)),
        ].join(t('separator'))
    }
  }
}
