import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundRecipient } from '../../../shared/domain/campaign.ts'
import type { Page } from '../../../shared/domain/page.ts'
import { useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Icon } from '../../components/icon.tsx'
import { Card, Page as Screen } from '../../components/page.tsx'
import { ModeTag, StateTag } from '../../components/tag.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { usePages } from '../../lib/use-pages.ts'
import { ForgetDialog } from '../contact-lists/forget-dialog.tsx'
import { ForgottenNotice, type ForgottenPerson } from '../contact-lists/forgotten-notice.tsx'
import { RecipientLog } from '../report/recipient-log.tsx'
import { Why } from '../report/why.tsx'
import styles from './log-search-screen.module.css'

/** Fewer digits would find everybody. */
const fewestDigits = 3
const wholePhone = 11

/** What is looked for: digits of a phone, or a part of a name. */
type Wanted = { readonly digits: string } | { readonly name: string }

const nothing: Page<FoundRecipient> = {
  rows: [],
  total: 0,
  totalIsLeast: false,
  previous: null,
  next: null,
}

/** Digits as an owner may type or paste them, without a country code. */
const digitsOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^86(?=1\d{10}$)/, '')
    .slice(0, 11)

/** Null where too little was typed. */
const wantedOf = (typed: string): Wanted | null => {
  if (/\p{L}/u.test(typed)) return { name: typed.trim() }
  const digits = digitsOf(typed)
  return digits.length >= fewestDigits ? { digits } : null
}

const isSame = (a: Wanted | null, b: Wanted | null): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What a customer ever got, over all campaigns: found by phone or by name. */
export const LogSearchScreen = () => {
  useScreen('search')
  const { t } = useTranslation(['search', 'report'])
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const [opened, setOpened] = useState<FoundRecipient | null>(null)
  const [forgetting, setForgetting] = useState<string | null>(null)
  const [forgotten, setForgotten] = useState<ForgottenPerson | null>(null)
  /** How often something was changed here. */
  const [changes, setChanges] = useState(0)
  const { reload: reloadCampaigns } = useCampaignList()
  const nobodyOf = (of: { readonly digits: string } | null): string =>
    t(of?.digits.length === wholePhone ? 'none.phone' : 'none.title', { digits: of?.digits ?? '' })
  const asked = wantedOf(typed)
  const isEnough = asked !== null
  const [found] = usePages(
    asked,
    async (wanted, request) => {
      if (wanted === null) return nothing
      return 'name' in wanted
        ? call(bridge.log.searchByName({ ...wanted, ...request }))
        : call(bridge.log.search({ ...wanted, ...request }))
    },
    { when: [changes] },
  )
  const shown = found.state === 'loaded' ? found.value : null
  // Names are looked for among everybody, which may take a moment; the rows in view are of an earlier question then.
  const isSearching = isEnough && found.state !== 'failed' && !isSame(shown?.of ?? null, asked)
  const columns: readonly Column<FoundRecipient>[] = [
    {
      key: 'phone',
      title: t('column.phone'),
      width: 140,
      cell: row => (
        <>
          <TextButton
            look="link"
            onPress={() => setOpened(row)}
            title={t('report:log.open')}
            testId="open-log"
          >
            {row.phone}
          </TextButton>
          {row.name !== null && row.name !== '' && <p className={styles['name']}>{row.name}</p>}
        </>
      ),
    },
    {
      key: 'state',
      title: t('column.state'),
      width: 108,
      cell: row => <StateTag state={row.state} />,
    },
    { key: 'campaign', title: t('column.campaign'), cell: row => <InCampaign row={row} /> },
    {
      key: 'time',
      title: t('column.time'),
      width: 104,
      align: 'end',
      tone: 'faint',
      cell: row => (row.updatedAt === null ? '' : format.dateTime(row.updatedAt)),
    },
    {
      key: 'forget',
      title: t('forget'),
      titleHidden: true,
      width: 80,
      align: 'end',
      cell: row => (
        <TextButton look="away" onPress={() => setForgetting(row.phone)} testId="forget">
          {t('forget')}
        </TextButton>
      ),
    },
  ]
  return (
    <Screen title={t('title')} subtitle={t('subtitle')}>
      <Input
        className={styles['field'] ?? ''}
        size="large"
        prefix={<Icon name="search" />}
        value={typed}
        maxLength={40}
        placeholder={t('placeholder')}
        aria-label={t('label')}
        autoFocus
        allowClear
        suffix={
          <span className={styles['searching']} role="status" data-testid="searching">
            {isSearching ? t('searching') : ''}
          </span>
        }
        onChange={event => setTyped(event.target.value)}
        data-testid="search-phone"
      />
      {forgotten !== null && <ForgottenNotice forgotten={forgotten} />}
      {found.state === 'failed' && <ErrorNotice error={found.error} />}
      {!isEnough && (
        <EmptyState icon="search" title={t('start.title')} testId="search-start">
          {t('start.text')}
        </EmptyState>
      )}
      {isEnough && !isSearching && shown !== null && shown.total === 0 && (
        <EmptyState
          icon="search"
          title={shown.of !== null && 'name' in shown.of ? t('none.name', shown.of) : nobodyOf(shown.of)}
          testId="search-none"
        >
          {t('none.text')}
        </EmptyState>
      )}
      {isEnough && shown !== null && shown.total > 0 && (
        <Card title={t('found', { n: format.count(shown) })}>
          <DataTable
            columns={columns}
            rows={shown.rows}
            rowKey={row => `${row.campaignId} ${row.seq}`}
            hooks={{
              'data-testid': 'found',
              'data-phone': shown.of !== null && 'digits' in shown.of ? shown.of.digits : '',
            }}
            rowHooks={row => ({
              'data-testid': 'found-row',
              'data-phone': row.phone,
              'data-state': row.state,
            })}
            pages={shown}
          />
        </Card>
      )}
      {forgetting !== null && (
        <ForgetDialog
          phone={forgetting}
          onClose={() => setForgetting(null)}
          onForgotten={done => {
            setForgetting(null)
            setForgotten(done)
            setChanges(count => count + 1)
          }}
        />
      )}
      <RecipientLog
        of={opened === null ? null : { campaignId: opened.campaignId, mode: opened.mode, recipient: opened }}
        onClose={() => setOpened(null)}
        onChanged={() => {
          setChanges(count => count + 1)
          reloadCampaigns()
        }}
      />
    </Screen>
  )
}

const InCampaign = ({ row }: { readonly row: FoundRecipient }) => {
  const { t } = useTranslation('history')
  const { go } = useApp()
  return (
    <>
      <span className={styles['campaign']}>
        <TextButton
          look="name"
          onPress={() => go({ screen: 'campaign', campaignId: row.campaignId })}
          testId="open-campaign"
        >
          {row.campaignName}
        </TextButton>
        {(row.campaignKind === 'test' || row.campaignKind === 'retry') && (
          <span className={styles['kind']}>{t(`kind.${row.campaignKind}`)}</span>
        )}
        {row.mode === 'practice' && <ModeTag mode="practice" />}
      </span>
      <Why row={row} />
      <p className={styles['message']} data-testid="found-message">
        {row.message}
      </p>
    </>
  )
}
