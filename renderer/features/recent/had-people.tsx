import { useTranslation } from 'react-i18next'
import type { HadOf } from '../../../shared/domain/campaign.ts'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { usePages } from '../../lib/use-pages.ts'
import { PeopleTable } from './people-table.tsx'

/** The people of a campaign who had something before, each with the newest of it. */
export const HadPeople = ({ campaignId, of }: { readonly campaignId: number; readonly of: HadOf }) => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const [page] = usePages({ campaignId, of }, (asked, request) =>
    call(bridge.campaigns.hadPeople({ ...asked, ...request })),
  )
  return (
    <PeopleTable
      page={page}
      nameWidth={92}
      columns={[
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
      testId="had-person"
    />
  )
}
