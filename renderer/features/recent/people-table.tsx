import { useTranslation } from 'react-i18next'
import { type Column, DataTable, NoRows } from '../../components/data-table.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import type { Loaded } from '../../lib/use-loaded.ts'
import type { PageView } from '../../lib/use-pages.ts'

type Listed = {
  readonly seq: number
  readonly row: number
  readonly phone: string
  readonly name: string | null
}

/** Pages of a campaign's people: row, phone and name, and what the list is about. */
export const PeopleTable = <Person extends Listed>({
  page,
  columns,
  nameWidth,
  testId,
}: {
  readonly page: Loaded<PageView<Person>>
  /** Behind the name. */
  readonly columns: readonly Column<Person>[]
  readonly nameWidth: number
  readonly testId: string
}) => {
  const { t } = useTranslation('preflight')
  if (page.state === 'loading') return null
  if (page.state === 'failed') return <ErrorNotice error={page.error} />
  return (
    <DataTable
      columns={[
        {
          key: 'row',
          title: t('people.row'),
          width: 72,
          align: 'end',
          cell: ({ row }) => (row === 0 ? '' : row),
        },
        { key: 'phone', title: t('people.phone'), width: 128, cell: ({ phone }) => phone },
        { key: 'name', title: t('people.name'), width: nameWidth, cell: ({ name }) => name },
        ...columns,
      ]}
      rows={page.value.rows}
      rowKey={({ seq }) => seq}
      rowHooks={({ phone }) => ({ 'data-testid': testId, 'data-phone': phone })}
      size="dense"
      empty={<NoRows>{t('people.none')}</NoRows>}
      pages={page.value}
    />
  )
}
