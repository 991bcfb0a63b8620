import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import { type ContactColumn, titleIn } from './usable-contacts.ts'

/** Columns with phones of people who would get nothing otherwise; never taken by themselves. */
export const PhoneOffers = ({
  summary,
  columns,
  onTake,
}: {
  readonly summary: ImportSummary
  readonly columns: readonly ContactColumn[]
  readonly onTake: (column: number) => void
}) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const { inDoubt, offers, phoneColumns } = summary
  if (inDoubt.length > 0) return null
  return (
    <>
      {offers.map(({ column, people }) => (
        <Notice
          key={column}
          tone="plain"
          actions={
            <Button size="small" onClick={() => onTake(column)} data-testid="phone-offer-take">
              {t('offer.take')}
            </Button>
          }
          testId="phone-offer"
        >
          {t('offer.what', {
            column: titleIn(columns, column),
            n: format.n(people),
            used: phoneColumns.map(used => titleIn(columns, used)).join(t('separator')),
          })}
        </Notice>
      ))}
    </>
  )
}
