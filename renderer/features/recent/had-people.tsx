import { useTranslation } from 'react-i18next'
import type { HadOf } from '../../../shared/domain/campaign.ts'
import { DataTable, NoRows } from '../../components/data-table.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { usePages } from '../../lib/use-pages.ts'

/** The people of a campaign who had something before, each with the newest of it. */
export const HadPeople = ({ campaignId, of }: { readonly campaignId: number; readonly of: HadOf }) => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const [page] = usePages({ campaignId, of }, (asked, request) =>
    call(bridge.campaigns.hadPeople({ ...asked, ...request })),
  )
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
        { key: 'name', title: t('people.name'), width: 92, cell: ({ name }) => name },
        {
          key: 'at',
          title: t('people.lastAt'),
          width: 184,
          cell: ({ last }) => (last === null ? '' : format.past(last.at, Date.now())),
        },
        {
          key: 'last',
          title: t('people.last'),
          tone: 'soft',
          cell: ({ last }) => last?.campaignName ?? '',
        },
      ]}
      rows={page.value.rows}
      rowKey={({ seq }) => seq}
      rowHooks={({ phone }) => ({ 'data-testid': 'had-person', 'data-phone': phone })}
      size="dense"
      empty={<NoRows>{t('people.none')}</NoRows>}
      pages={page.value}
    />
  )
}
