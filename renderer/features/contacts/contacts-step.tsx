import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FooterBar, Page } from '../../components/page.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ListSummary, RowFilter } from '../../workers/contacts/contact-list.ts'
import type { ContactsClient } from '../../workers/contacts/contacts-client.ts'
import type { UsableContacts } from './contact-table.ts'
import styles from './contacts-step.module.css'
import { DropZone, Invitation } from './drop-zone.tsx'
import { FilterChips } from './filter-chips.tsx'
import { ListFailureNotice, ListNotices } from './list-notices.tsx'
import { ReadingOptions } from './reading-options.tsx'
import { ReadingProgress } from './reading-progress.tsx'
import { RowsTable } from './rows-table.tsx'
import { sampleListText } from './sample-list.ts'
import { StatusTiles } from './status-tiles.tsx'
import { columnsOf, usableContacts } from './usable-contacts.ts'
import { type ContactListActions, useContactList } from './use-contact-list.ts'

const everything: RowFilter = {}

/** First step of sending: a file becomes a list whose every row is judged, and the owner sees what came of it. */
export const ContactsStep = ({ onReady }: { readonly onReady: (contacts: UsableContacts) => void }) => {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const { client, state, actions } = useContactList()
  const [filter, setFilter] = useState(everything)
  const { summary, reading, failure } = state

  const columns = useMemo(
    () => (summary === null ? [] : columnsOf(summary, place => t('columnName', { place }))),
    [summary, t],
  )
  const openFile = useCallback(
    (file: File) => {
      setFilter(everything)
      actions.openFile(file)
    },
    [actions],
  )
  const openSample = (): void => {
    setFilter(everything)
    actions.openText(t('sampleName'), sampleListText)
  }
  const next = (): void => {
    if (client !== null && summary !== null) onReady(usableContacts(client, summary, columns))
  }
  const usable = summary?.statuses.usable ?? 0

  return (
    <section
      className={styles['step']}
      data-testid="contacts-step"
      data-app-state={client === null || reading !== null ? 'loading' : 'loaded'}
    >
      <DropZone onFile={openFile}>
        {choose => (
          <Page
            title={t('title')}
            subtitle={
              summary === null ? (
                t('subtitle')
              ) : (
                <span data-testid="file-name">
                  {t('source', { name: summary.fileName, rows: format.n(summary.rows) })}
                </span>
              )
            }
            {...(summary === null ? {} : { extra: <AnotherButton onChoose={choose} /> })}
            {...(summary === null
              ? {}
              : {
                  footer: <Footer summary={summary} usable={usable} busy={reading !== null} onNext={next} />,
                })}
          >
            {failure !== null && <ListFailureNotice failure={failure} />}
            {reading !== null && <ReadingProgress reading={reading} />}
            {summary === null && reading === null && <Invitation onChoose={choose} onSample={openSample} />}
            {summary !== null && client !== null && (
              <Checked
                client={client}
                summary={summary}
                revision={state.revision}
                columns={columns}
                filter={filter}
                onFilter={setFilter}
                actions={actions}
              />
            )}
          </Page>
        )}
      </DropZone>
    </section>
  )
}

const AnotherButton = ({ onChoose }: { readonly onChoose: () => void }) => {
  const { t } = useTranslation('contacts')
  return (
    <Button onClick={onChoose} data-testid="contacts-choose">
      {t('another')}
    </Button>
  )
}

const Footer = ({
  summary,
  usable,
  busy,
  onNext,
}: {
  readonly summary: ListSummary
  readonly usable: number
  readonly busy: boolean
  readonly onNext: () => void
}) => {
  const { t } = useTranslation(['contacts', 'common'])
  const format = useFormat()
  const left = summary.rows - usable
  return (
    <FooterBar
      hint={
        usable === 0
          ? t('nobody')
          : t(left === 0 ? 'allUsable' : 'someUsable', { usable: format.n(usable), left: format.n(left) })
      }
    >
      <Button
        type="primary"
        size="large"
        disabled={usable === 0 || busy}
        onClick={onNext}
        data-testid="contacts-next"
      >
        {t('common:next')}
      </Button>
    </FooterBar>
  )
}

const Checked = ({
  client,
  summary,
  revision,
  columns,
  filter,
  onFilter,
  actions,
}: {
  readonly client: ContactsClient
  readonly summary: ListSummary
  readonly revision: number
  readonly columns: UsableContacts['columns']
  readonly filter: RowFilter
  readonly onFilter: (filter: RowFilter) => void
  readonly actions: ContactListActions
}) => {
  const { t } = useTranslation('contacts')
  return (
    <>
      <ListNotices summary={summary} />
      <StatusTiles
        summary={summary}
        chosen={filter.status ?? null}
        onChoose={status => onFilter(status === null ? everything : { status })}
      />
      <div className={styles['card']}>
        <div className={styles['tools']}>
          <ReadingOptions summary={summary} columns={columns} actions={actions} />
          <FilterChips summary={summary} filter={filter} onFilter={onFilter} />
        </div>
        <RowsTable
          client={client}
          filter={filter}
          revision={revision}
          columns={columns}
          phoneColumns={summary.phoneColumns}
          emptyText={t(summary.rows === 0 ? 'noRows' : 'noRowsHere')}
        />
      </div>
    </>
  )
}
