import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SheetInfo } from '../../../shared/domain/workbook.ts'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'

/** A sheet by its name; the tables of a page have none and are counted. */
const useSheetName = (): ((sheet: SheetInfo, place: number) => string) => {
  const { t } = useTranslation('import')
  return ({ name }, place) => (name === '' ? t('sheet.unnamed', { place: place + 1 }) : name)
}

/** What a sheet holds, in words: how many phones, whether it is hidden. */
const useSheetFacts = (): ((sheet: SheetInfo, place: number) => string) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const nameOf = useSheetName()
  return (sheet, place) => {
    const name = nameOf(sheet, place)
    const holds =
      sheet.phones === null
        ? t('sheet.unread')
        : sheet.phones === 0
          ? t(sheet.rows === 0 ? 'sheet.empty' : 'sheet.noPhones')
          : t('sheet.phones', { n: format.n(sheet.phones) })
    return t(sheet.visibility === 'visible' ? 'sheet.facts' : 'sheet.hiddenFacts', { name, holds })
  }
}

/** Which sheet of a workbook is read, where there are several. */
export const SheetSelect = ({
  summary,
  className,
  onSheet,
}: {
  readonly summary: ImportSummary
  readonly className: string
  readonly onSheet: (sheet: number) => void
}) => {
  const { t } = useTranslation('import')
  const factsOf = useSheetFacts()
  const { origin } = summary
  if (origin.kind !== 'workbook' || origin.sheets.length < 2) return null
  return (
    <Select
      size="small"
      className={className}
      value={origin.sheet}
      options={origin.sheets.map((sheet, place) => ({ value: place, label: factsOf(sheet, place) }))}
      onChange={onSheet}
      popupMatchSelectWidth={false}
      aria-label={t('option.sheet')}
      prefix={t('option.sheet')}
      data-testid="sheet"
    />
  )
}

const sheetsNamed = 8

/** Says which sheet is used where others hold phones too, and that hidden ones were not. */
export const SheetNotice = ({ summary }: { readonly summary: ImportSummary }) => {
  const { t } = useTranslation('import')
  const factsOf = useSheetFacts()
  const nameOf = useSheetName()
  const { origin } = summary
  if (origin.kind !== 'workbook') return null
  const present = origin.sheets[origin.sheet]
  const named = (chosen: (sheet: SheetInfo) => boolean): string | null => {
    const facts = origin.sheets.flatMap((sheet, place) =>
      place !== origin.sheet && chosen(sheet) ? [factsOf(sheet, place)] : [],
    )
    if (facts.length === 0) return null
    return facts.slice(0, sheetsNamed).join(t('separator')) + (facts.length > sheetsNamed ? '…' : '')
  }
  const others = named(sheet => sheet.visibility === 'visible' && sheet.phones !== 0)
  const hidden = named(sheet => sheet.visibility !== 'visible')
  if (present === undefined || (others === null && hidden === null)) return null
  return (
    <Notice tone="plain" testId="notice-sheets">
      {others !== null && (
        <div>{t('sheet.others', { name: nameOf(present, origin.sheet), sheets: others })}</div>
      )}
      {hidden !== null && <div>{t('sheet.hiddenOnes', { sheets: hidden })}</div>}
    </Notice>
  )
}
