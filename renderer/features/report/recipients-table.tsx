import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { submittedParts } from '../../../shared/domain/billing.ts'
import type { CampaignView, RecipientView } from '../../../shared/domain/campaign.ts'
import type { Page } from '../../../shared/domain/page.ts'
import {
  type RecipientOrder,
  type RecipientState,
  type Resolution,
  recipientStates,
  resolutions,
} from '../../../shared/domain/states.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { type Column, DataTable, NoRows } from '../../components/data-table.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { FilterChip, FilterChips } from '../../components/filter-chip.tsx'
import { Card } from '../../components/page.tsx'
import { StateTag } from '../../components/tag.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'
import { usePages } from '../../lib/use-pages.ts'
import type { Reason } from './reason.ts'
import { RecipientLog } from './recipient-log.tsx'
import styles from './recipients-table.module.css'
import { RecipientsToolbar } from './recipients-toolbar.tsx'
import { Why } from './why.tsx'

/** Whom of a campaign to show. */
export type PeopleFilter = {
  readonly state?: RecipientState
  readonly resolution?: Resolution
  /** Some of those in the state. */
  readonly reason?: Reason
}

type TableProps = {
  readonly campaign: CampaignView
  readonly title?: string
  /** States that are not shown. */
  readonly without?: readonly RecipientState[]
  /** How many recipients have which decision beside their outcome; none where left out. */
  readonly resolved?: Readonly<Partial<Record<Resolution, number>>>
  /** Why people were not accepted; to choose from. */
  readonly reasons?: readonly Reason[]
  /** What is shown at first. */
  readonly first?: PeopleFilter
}

/** Every recipient with what came of it, a page at a time; one click leads to a recipient's log. */
export const RecipientsTable = ({
  campaign,
  title,
  without = [],
  resolved = {},
  reasons = [],
  first = {},
}: TableProps) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const texts = useCodeText()
  const [filter, setFilter] = useState<PeopleFilter>(first)
  const [search, setSearch] = useState('')
  const [order, setOrder] = useState<RecipientOrder>('list')
  /** How often something was changed here. */
  const [changes, setChanges] = useState(0)
  const { reload: reloadCampaigns } = useCampaignList()
  const [opened, setOpened] = useState<RecipientView | null>(null)
  const campaignId = campaign.id
  const states = recipientStates.filter(item => campaign.counts[item] > 0 && !without.includes(item))
  const total = states.reduce((sum, item) => sum + campaign.counts[item], 0)
  const wanted = filter.state === undefined ? (without.length === 0 ? null : states) : [filter.state]
  const [found] = usePages(
    { campaignId, filter, search: search.trim(), order },
    async (_, request) =>
      wanted?.length === 0
        ? emptyPage
        : call(
            bridge.campaigns.recipients({
              campaignId,
              ...(wanted === null ? {} : { states: [...wanted] }),
              ...(filter.reason === undefined
                ? {}
                : { reason: { code: filter.reason.code, cause: filter.reason.cause } }),
              ...(filter.resolution === undefined ? {} : { resolution: filter.resolution }),
              search: search.trim(),
              order,
              ...request,
            }),
          ),
    { when: [total, changes] },
  )
  const columns: readonly Column<RecipientView>[] = [
    {
      key: 'row',
      title: t('recipients.row'),
      width: 56,
      align: 'end',
      cell: row => (row.row === 0 ? '' : row.row),
    },
    {
      key: 'phone',
      title: t('recipients.phone'),
      width: 124,
      cell: row => (
        <>
          <TextButton look="link" onPress={() => setOpened(row)} title={t('log.open')} testId="open-log">
            {row.phone === '' ? t('common:forgotten') : row.phone}
          </TextButton>
          {row.name !== null && row.name !== '' && (
            <p className={styles['name']} data-testid="recipient-name">
              {row.name}
            </p>
          )}
        </>
      ),
    },
    {
      key: 'state',
      title: t('recipients.state'),
      width: 92,
      cell: row => <StateTag state={row.state} />,
    },
    {
      key: 'message',
      title: t('recipients.message'),
      cell: row => (
        <div className={styles['message']}>
          <Why row={row} />
          {row.message}
        </div>
      ),
    },
    {
      key: 'parts',
      title: t('recipients.parts'),
      width: 96,
      align: 'end',
      cell: row => submittedParts(row) ?? '—',
    },
    {
      key: 'time',
      title: t('recipients.time'),
      width: 112,
      align: 'end',
      tone: 'faint',
      cell: row => (row.updatedAt === null ? '' : format.moment(row.updatedAt)),
    },
  ]
  return (
    <Card
      title={title ?? t('recipients.title')}
      testId="recipients"
      extra={
        <FilterChips label={t('recipients.state')}>
          <FilterChip
            label={t('recipients.all')}
            count={total}
            on={filter.state === undefined && filter.resolution === undefined}
            onPress={() => setFilter({})}
            testId="filter-all"
          />
          {states.map(item => (
            <FilterChip
              key={item}
              label={t(`common:state.${item}`)}
              count={campaign.counts[item]}
              on={filter.state === item && filter.reason === undefined}
              onPress={() => setFilter({ state: item })}
              testId={`filter-${item}`}
            />
          ))}
          {filter.reason !== undefined && (
            <FilterChip
              label={
                filter.reason.code === null
                  ? texts.cause(filter.reason.cause)
                  : t('recipients.withCode', { code: filter.reason.code })
              }
              count={filter.reason.count}
              on
              onPress={() => setFilter({})}
              testId="filter-reason"
            />
          )}
          {resolutions
            .filter(item => (resolved[item] ?? 0) > 0)
            .map(item => (
              <FilterChip
                key={item}
                label={t(`common:resolution.${item}`)}
                count={resolved[item] ?? 0}
                on={filter.resolution === item}
                onPress={() => setFilter({ resolution: item })}
                testId={`filter-${item}`}
              />
            ))}
        </FilterChips>
      }
    >
      <RecipientsToolbar
        search={search}
        onSearch={setSearch}
        order={order}
        onOrder={setOrder}
        reasons={reasons}
        reason={filter.reason ?? null}
        onReason={reason => setFilter(reason === null ? {} : { state: reason.state, reason })}
      />
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
      {found.state === 'loaded' && (
        <DataTable
          columns={columns}
          rows={found.value.rows}
          rowKey={row => row.seq}
          rowHooks={row => ({ 'data-testid': 'recipient', 'data-state': row.state, 'data-phone': row.phone })}
          size="dense"
          empty={
            <NoRows testId="recipients-none">
              {t(found.value.of.search === '' ? 'recipients.none' : 'recipients.notFound')}
            </NoRows>
          }
          pages={found.value}
        />
      )}
      <RecipientLog
        of={opened === null ? null : { campaignId, mode: campaign.mode, recipient: opened }}
        onClose={() => setOpened(null)}
        onChanged={() => {
          setChanges(count => count + 1)
          reloadCampaigns()
        }}
      />
    </Card>
  )
}

const emptyPage: Page<RecipientView> = {
  rows: [],
  total: 0,
  totalIsLeast: false,
  previous: null,
  next: null,
}
