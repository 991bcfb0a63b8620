import { Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView, RecipientView } from '../../../shared/domain/campaign.ts'
import {
  type RecipientState,
  type Resolution,
  recipientStates,
  resolutions,
} from '../../../shared/domain/states.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { StateTag } from '../../components/tag.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { RecipientLog } from './recipient-log.tsx'
import styles from './recipients-table.module.css'

const pageSize = 50

type Filter = { readonly state?: RecipientState; readonly resolution?: Resolution }

type TableProps = {
  readonly campaign: CampaignView
  readonly title?: string
  /** States that are not shown. */
  readonly without?: readonly RecipientState[]
  /** How many recipients have which decision beside their outcome; none where left out. */
  readonly resolved?: Readonly<Partial<Record<Resolution, number>>>
}

/** Every recipient with what came of it, a page at a time; one click leads to a recipient's log. */
export const RecipientsTable = ({ campaign, title, without = [], resolved = {} }: TableProps) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const [filter, setFilter] = useState<Filter>({})
  const [page, setPage] = useState(1)
  const [opened, setOpened] = useState<RecipientView | null>(null)
  const campaignId = campaign.id
  const states = recipientStates.filter(item => campaign.counts[item] > 0 && !without.includes(item))
  const total = states.reduce((sum, item) => sum + campaign.counts[item], 0)
  const wanted = filter.state === undefined ? (without.length === 0 ? null : states) : [filter.state]
  const [rows] = useLoaded(
    async () =>
      wanted?.length === 0
        ? { total: 0, rows: [] }
        : call(
            bridge.campaigns.recipients({
              campaignId,
              ...(wanted === null ? {} : { states: [...wanted] }),
              ...(filter.resolution === undefined ? {} : { resolution: filter.resolution }),
              offset: (page - 1) * pageSize,
              limit: pageSize,
            }),
          ),
    [campaignId, filter, page, total],
  )
  const show = (next: Filter): void => {
    setFilter(next)
    setPage(1)
  }
  return (
    <section className={styles['card']} data-testid="recipients">
      <header className={styles['head']}>
        <h2 className={styles['title']}>{title ?? t('recipients.title')}</h2>
        <fieldset className={styles['filters']} aria-label={t('recipients.state')}>
          <FilterButton
            label={t('recipients.all')}
            count={format.n(total)}
            on={filter.state === undefined && filter.resolution === undefined}
            onPress={() => show({})}
            testId="filter-all"
          />
          {states.map(item => (
            <FilterButton
              key={item}
              label={t(`common:state.${item}`)}
              count={format.n(campaign.counts[item])}
              on={filter.state === item}
              onPress={() => show({ state: item })}
              testId={`filter-${item}`}
            />
          ))}
          {resolutions
            .filter(item => (resolved[item] ?? 0) > 0)
            .map(item => (
              <FilterButton
                key={item}
                label={t(`common:resolution.${item}`)}
                count={format.n(resolved[item] ?? 0)}
                on={filter.resolution === item}
                onPress={() => show({ resolution: item })}
                testId={`filter-${item}`}
              />
            ))}
        </fieldset>
      </header>
      {rows.state === 'failed' && <ErrorNotice error={rows.error} />}
      {rows.state === 'loaded' && (
        <>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th className={styles['number']}>{t('recipients.row')}</th>
                <th className={styles['phone']}>{t('recipients.phone')}</th>
                <th className={styles['state']}>{t('recipients.state')}</th>
                <th>{t('recipients.message')}</th>
                <th className={styles['number']}>{t('recipients.parts')}</th>
                <th className={styles['time']}>{t('recipients.time')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.value.rows.map(row => (
                <RecipientRow key={row.seq} row={row} onOpen={() => setOpened(row)} />
              ))}
            </tbody>
          </table>
          {rows.value.rows.length === 0 && <p className={styles['none']}>{t('recipients.none')}</p>}
          {rows.value.total > pageSize && (
            <div className={styles['pages']}>
              <Pagination
                current={page}
                pageSize={pageSize}
                total={rows.value.total}
                showSizeChanger={false}
                onChange={setPage}
                showTotal={(count, [from, to]) =>
                  t('common:page', { from: format.n(from), to: format.n(to), total: format.n(count) })
                }
              />
            </div>
          )}
        </>
      )}
      <RecipientLog
        of={opened === null ? null : { campaignId, recipient: opened }}
        onClose={() => setOpened(null)}
      />
    </section>
  )
}

const FilterButton = ({
  label,
  count,
  on,
  onPress,
  testId,
}: {
  readonly label: string
  readonly count: string
  readonly on: boolean
  readonly onPress: () => void
  readonly testId: string
}) => (
  <button type="button" className={styles['filter']} aria-pressed={on} onClick={onPress} data-testid={testId}>
    {label}
    <span className={styles['filterCount']}>{count}</span>
  </button>
)

const RecipientRow = ({ row, onOpen }: { readonly row: RecipientView; readonly onOpen: () => void }) => {
  const { t } = useTranslation('report')
  const format = useFormat()
  return (
    <tr data-testid="recipient" data-state={row.state} data-phone={row.phone}>
      <td className={styles['number']}>{row.row === 0 ? '' : row.row}</td>
      <td className={styles['phone']}>
        <button
          type="button"
          className={styles['open']}
          onClick={onOpen}
          title={t('log.open')}
          data-testid="open-log"
        >
          {row.phone}
        </button>
      </td>
      <td className={styles['state']}>
        <StateTag state={row.state} />
      </td>
      <td className={styles['message']}>
        <Why row={row} />
        {row.message}
      </td>
      <td className={styles['number']}>{row.parts}</td>
      <td className={styles['time']}>{row.updatedAt === null ? '' : format.clock(row.updatedAt)}</td>
    </tr>
  )
}

type Reason = { readonly what: string; readonly do?: string }

/** Why it came out so, and what to do; nothing for what was accepted. */
export const Why = ({ row }: { readonly row: RecipientView }) => {
  const { t } = useTranslation(['report', 'common'])
  const texts = useCodeText()
  const reasonOf = (): Reason | null => {
    switch (row.state) {
      case 'pending':
      case 'sending':
      case 'accepted':
        return null
      case 'rejected': {
        const code = row.code ?? 0
        const text = texts.code(code)
        return { what: t('recipients.code', { code, what: text.what }), do: text.do }
      }
      case 'unknown':
        return {
          what: texts.cause(row.cause),
          ...(row.resolution === null ? { do: t('recipients.unknown') } : {}),
        }
      case 'unsent':
      case 'skipped':
        return { what: texts.cause(row.cause) }
    }
  }
  const reason = reasonOf()
  if (reason === null) return null
  return (
    <div className={styles['why']} data-testid="why">
      <span className={styles['what']}>{reason.what}</span>
      {reason.do !== undefined && <span className={styles['do']}>{reason.do}</span>}
      {row.resolution !== null && (
        <span className={styles['resolution']} data-testid="resolution" data-resolution={row.resolution}>
          {t(`common:resolution.${row.resolution}`)}
        </span>
      )}
    </div>
  )
}
