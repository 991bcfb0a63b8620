import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'
import type { ImportedRow } from '../../workers/import/row-views.ts'
import styles from './checked-rows.module.css'
import { FilterChips } from './filter-chips.tsx'
import { FindDialog } from './find-dialog.tsx'
import { ImportNotices } from './import-notices.tsx'
import { ImportToolbar } from './import-toolbar.tsx'
import { columnsInView } from './imported-contacts.ts'
import { PhoneColumnQuestion } from './phone-column-question.tsx'
import { PhoneOffers } from './phone-offers.tsx'
import { ReadingPanel } from './reading-panel.tsx'
import { RowsTable } from './rows-table.tsx'
import { StatusTiles } from './status-tiles.tsx'
import type { ContactColumn } from './usable-contacts.ts'
import type { ImportActions, ImportState } from './use-import.ts'
import { useVerdict } from './use-verdict.ts'

const everything: RowFilter = {}

/** The list that was read: what it comes to in numbers, how it was read, and every row of it to be looked at and mended. */
export const CheckedRows = ({
  client,
  summary,
  state,
  columns,
  filter,
  onFilter,
  actions,
}: {
  readonly client: ImportClient
  readonly summary: ImportSummary
  readonly state: ImportState
  readonly columns: readonly ContactColumn[]
  readonly filter: RowFilter
  readonly onFilter: (filter: RowFilter) => void
  readonly actions: ImportActions
}) => {
  const { t } = useTranslation('import')
  const [panelOpen, setPanelOpen] = useState(false)
  const [findColumn, setFindColumn] = useState<number | null>(null)
  const [mended, setMended] = useState<ImportedRow | null>(null)
  /** What the owner is asked about because it takes changes away. */
  const [losing, setLosing] = useState<(() => void) | null>(null)
  const shown = useMemo(() => columnsInView(columns, summary), [columns, summary])
  const splitsShown = summary.choices.several === 'each'

  const unlessChanged = useCallback(
    (job: () => void) => {
      if (summary.undoable === 0) job()
      else setLosing(() => job)
    },
    [summary.undoable],
  )
  return (
    <>
      <PhoneColumnQuestion
        summary={summary}
        columns={columns}
        onChoose={column =>
          actions.setLayout({ headerRow: summary.headerRow, phoneColumns: [column] }, summary.nameColumn)
        }
        onOpenPanel={() => setPanelOpen(true)}
      />
      <ImportNotices
        summary={summary}
        onOpenPanel={() => setPanelOpen(true)}
        onChoices={actions.setChoices}
        onFilter={onFilter}
      />
      <PhoneOffers
        summary={summary}
        columns={columns}
        onTake={column =>
          actions.setLayout(
            { headerRow: summary.headerRow, phoneColumns: [...summary.phoneColumns, column] },
            summary.nameColumn,
          )
        }
      />
      <StatusTiles
        summary={summary}
        chosen={filter.status ?? null}
        onChoose={status =>
          onFilter({
            ...(status === null ? everything : { status }),
            ...(filter.file === undefined ? {} : { file: filter.file }),
          })
        }
      />
      <div className={styles['card']}>
        <div className={styles['tools']}>
          <ImportToolbar
            summary={summary}
            columns={columns}
            isRemembered={state.isRemembered}
            open={panelOpen}
            onToggle={() => setPanelOpen(open => !open)}
            onSheet={sheet => unlessChanged(() => actions.chooseSheet(sheet))}
            onUndo={actions.undo}
            onRedo={actions.redo}
            onFind={() => setFindColumn(summary.phoneColumns[0] ?? 0)}
          />
          {panelOpen && (
            <ReadingPanel
              client={client}
              summary={summary}
              columns={columns}
              actions={actions}
              onReread={(choices, onBegin) =>
                unlessChanged(() => {
                  onBegin()
                  actions.reread(choices)
                })
              }
            />
          )}
          <FilterChips summary={summary} filter={filter} onFilter={onFilter} onChoices={actions.setChoices} />
        </div>
        <RowsTable
          key={`${state.edition} ${JSON.stringify(filter)}`}
          client={client}
          edition={state.edition}
          filter={filter}
          revision={state.revision}
          columns={shown}
          phoneColumns={summary.phoneColumns}
          formattedColumns={summary.formattedColumns}
          plainColumns={summary.plainColumns}
          splitsShown={splitsShown}
          emptyText={t(summary.rows === 0 ? 'noRows' : 'noRowsHere')}
          actions={actions}
          onMended={setMended}
          onFind={setFindColumn}
        />
        <MendingHint row={mended} splitsShown={splitsShown} />
      </div>
      <FindDialog
        open={findColumn !== null}
        client={client}
        columns={columns}
        first={findColumn ?? 0}
        onReplace={actions.replaceAll}
        onClose={() => setFindColumn(null)}
      />
      <ConfirmDialog
        open={losing !== null}
        title={t('losing.title')}
        onClose={() => setLosing(null)}
        testId="losing-dialog"
        confirm={t('losing.go')}
        confirmTestId="losing-go"
        onConfirm={() => {
          losing?.()
          setLosing(null)
        }}
        cancel={t('losing.stay')}
      >
        {t('losing.text')}
      </ConfirmDialog>
    </>
  )
}

/** How mending is done, and what the row that was mended last comes to now. */
const MendingHint = ({
  row,
  splitsShown,
}: {
  readonly row: ImportedRow | null
  readonly splitsShown: boolean
}) => {
  const { t } = useTranslation('import')
  const verdict = useVerdict(splitsShown)
  const why = row === null ? '' : verdict(row)
  return (
    <p className={styles['hint']} aria-live="polite" data-testid="mending-hint">
      {row === null
        ? t('edit.hint')
        : t('edit.done', {
            row: row.row,
            status: t(`status.${row.status}`),
            why: why === '' ? '' : t('edit.why', { why }),
          })}
    </p>
  )
}
