import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { useTranslation } from 'react-i18next'
import { beginLoading } from '../../lib/loading.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'
import type { ImportedRow } from '../../workers/import/row-views.ts'
import type { EditorStep } from './cell-editor.tsx'
import { rowNumberWidth, useColumnWidths } from './column-widths.ts'
import { activeCellId, GridRow, type RowEditing } from './grid-row.tsx'
import { createLongScroll, type LongScroll } from './long-scroll.ts'
import { PlainToggle } from './plain-toggle.tsx'
import { createRowPages, type RowPages } from './row-pages.ts'
import styles from './rows-table.module.css'
import { SelectionBar } from './selection-bar.tsx'
import { type ContactColumn, titleOf } from './usable-contacts.ts'
import { type GridCell, rangeOf, useGrid } from './use-grid.ts'
import type { ImportActions } from './use-import.ts'

const rowHeight = 33

type RowsTableProps = {
  readonly client: ImportClient
  /** Another list or filter is another table: give it another key. */
  readonly edition: number
  readonly filter: RowFilter
  /** Changes when the list was judged again. */
  readonly revision: number
  readonly columns: readonly ContactColumn[]
  readonly phoneColumns: readonly number[]
  /** Columns whose cells show something else than they store, and those of them that say what is stored. */
  readonly formattedColumns: readonly number[]
  readonly plainColumns: readonly number[]
  readonly splitsShown: boolean
  readonly emptyText: string
  readonly actions: ImportActions
  /** A row was changed by hand, and this is what it comes to now. */
  readonly onMended: (row: ImportedRow) => void
  readonly onFind: (column: number) => void
}

/** The rows of the list as they stand in the file, with what each comes to, to be mended in place. Only what is in view exists. */
export const RowsTable = (props: RowsTableProps) => {
  const { client, edition, filter, revision, columns, phoneColumns, splitsShown, emptyText, actions } = props
  const { t } = useTranslation('import')
  const scroller = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const pages = useRowPages(client, filter, revision)
  const total = pages.total()
  const count = total ?? 0
  const scroll = useMemo(() => createLongScroll((count + 1) * rowHeight), [count])
  const longScroll = useRef(scroll)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // The head stands above the first row.
    paddingStart: rowHeight,
    overscan: 12,
    observeElementOffset: (_, report) => observe(scroller.current, longScroll, report),
  })
  useLayoutEffect(() => {
    // Rows that came or went leave the view where it was.
    const { top } = longScroll.current
    longScroll.current = scroll
    const element = scroller.current
    if (element !== null && top > 0) element.scrollTop = scroll.reach(top, element.clientHeight)
  }, [scroll])

  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => pages.want(first, last), [pages, first, last])

  const show = useCallback((place: number) => {
    const element = scroller.current
    if (element === null) return
    const { top } = longScroll.current
    const head = place * rowHeight
    const foot = head + 2 * rowHeight - element.clientHeight
    const wanted = Math.max(Math.min(top, head), foot)
    if (wanted === top) return
    if (Math.abs(wanted - top) < element.clientHeight) element.scrollTop += wanted - top
    else {
      element.scrollTop = longScroll.current.reach(wanted, element.clientHeight)
      // Where the element happens to stand there already, nothing else says that the list has moved.
      element.dispatchEvent(new Event('scroll'))
    }
  }, [])

  const latest = useRef({ ...props, pages })
  latest.current = { ...props, pages }
  const grid = useGrid({
    total: count,
    columns: columns.length,
    firstColumn: Math.max(
      0,
      columns.findIndex(column => column.index === phoneColumns[0]),
    ),
    pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
    show,
    onClear: cell => clear(cell),
    onDeleteRows: (from, to) => actions.deleteRows(filter, from, to),
    onUndo: actions.undo,
    onRedo: actions.redo,
    onFind: () => props.onFind(columns[grid.active?.column ?? 0]?.index ?? 0),
  })
  const { closeEditor, goBack, clearRows } = grid
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows may stand at the chosen places now
  useEffect(clearRows, [revision])

  function clear(cell: GridCell): void {
    const row = pages.rowAt(cell.place)
    const column = columns[cell.column]?.index
    if (row === undefined || column === undefined || row.cells[column] === '') return
    void actions.setCell(edition, { index: row.index, column }, '').then(mended)
  }
  const mended = useCallback((row: ImportedRow | null) => {
    if (row !== null) latest.current.onMended(row)
  }, [])

  const editing = useMemo<RowEditing>(
    () => ({
      load: (index, column) => client.cellText(index, column),
      onTake(row, column, text, step) {
        closeEditor(step)
        if (text !== row.cells[column])
          void latest.current.actions.setCell(edition, { index: row.index, column }, text).then(fresh => {
            mended(fresh)
            // A row that leaves the filter makes room for the next one, which is then where the owner goes on.
            if (fresh !== null && !fits(fresh, filter) && step.place === 1) goBack()
          })
        table.current?.focus({ preventScroll: true })
      },
      onClose() {
        closeEditor(noStep)
        table.current?.focus({ preventScroll: true })
      },
    }),
    [client, edition, filter, mended, closeEditor, goBack],
  )

  const widths = useColumnWidths(columns, phoneColumns, props.formattedColumns, pages, total !== null)
  const template = useMemo<CSSProperties & Readonly<Record<`--${string}`, string>>>(
    () => ({
      '--columns': [rowNumberWidth(total ?? 0), 76, 184, ...widths].map(width => `${width}px`).join(' '),
    }),
    [widths, total],
  )
  const chosen = grid.rows === null ? null : rangeOf(grid.rows)

  return (
    <div className={styles['frame']}>
      <div ref={scroller} className={styles['scroller']} data-testid="contacts-scroller">
        <table
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are chosen and changed
          role="grid"
          tabIndex={0}
          className={styles['table']}
          style={template}
          aria-label={t('table.label')}
          aria-rowcount={count + 1}
          aria-multiselectable="true"
          {...(grid.active === null ? {} : { 'aria-activedescendant': activeCellId })}
          onKeyDown={grid.onKeyDown}
          onClick={grid.onClick}
          onDoubleClick={grid.onDoubleClick}
          onFocus={grid.onFocus}
          data-testid="contacts-table"
          data-total={total ?? ''}
        >
          <thead className={styles['head']}>
            <tr className={styles['row']}>
              <th className={styles['number']}>{t('table.row')}</th>
              <th>{t('table.status')}</th>
              <th>{t('table.reason')}</th>
              {columns.map(column => (
                <th key={column.index} title={titleOf(column)}>
                  {titleOf(column)}
                  {phoneColumns.includes(column.index) && (
                    <span className={styles['phoneMark']}>
                      {phoneColumns.length === 1
                        ? t('table.phone')
                        : t('table.phoneOf', { place: phoneColumns.indexOf(column.index) + 1 })}
                    </span>
                  )}
                  {props.formattedColumns.includes(column.index) && (
                    <PlainToggle
                      name={column.name}
                      isPlain={props.plainColumns.includes(column.index)}
                      onToggle={() => actions.setPlainColumns(toggled(props.plainColumns, column.index))}
                    />
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody
            className={styles['body']}
            style={{
              height: scroll.height - rowHeight,
              paddingTop: Math.max(0, (items[0]?.start ?? rowHeight) - rowHeight - scroll.shift),
            }}
          >
            {items.map(item => (
              <GridRow
                key={item.key}
                row={pages.rowAt(item.index)}
                place={item.index}
                columns={columns}
                activeColumn={grid.active?.place === item.index ? grid.active.column : -1}
                editing={grid.editing && grid.active?.place === item.index}
                chosen={chosen !== null && item.index >= chosen[0] && item.index <= chosen[1]}
                splitsShown={splitsShown}
                hands={editing}
              />
            ))}
          </tbody>
        </table>
      </div>
      {total === 0 && <p className={styles['none']}>{emptyText}</p>}
      {chosen !== null && (
        <SelectionBar
          rows={chosen[1] - chosen[0] + 1}
          onDelete={() => {
            actions.deleteRows(filter, chosen[0], chosen[1])
            grid.clearRows()
            table.current?.focus({ preventScroll: true })
          }}
          onCancel={() => {
            grid.clearRows()
            table.current?.focus({ preventScroll: true })
          }}
        />
      )}
    </div>
  )
}

const toggled = (columns: readonly number[], column: number): readonly number[] =>
  columns.includes(column) ? columns.filter(other => other !== column) : [...columns, column]

const noStep: EditorStep = { place: 0, column: 0 }

const fits = (row: ImportedRow, { status, reason, mark }: RowFilter): boolean =>
  (status === undefined || row.status === status) &&
  (reason === undefined || row.reason === reason) &&
  (mark === undefined || row.marks.includes(mark))

/** Tells the virtualizer where in the list the view stands, as the element is scrolled. */
const observe = (
  element: HTMLElement | null,
  scroll: RefObject<LongScroll>,
  report: (offset: number, isScrolling: boolean) => void,
): (() => void) => {
  const moved = (): void => {
    if (element === null) return
    const place = scroll.current.moved(element.scrollTop, element.clientHeight)
    if (place !== element.scrollTop) element.scrollTop = place
    report(scroll.current.top, true)
  }
  moved()
  element?.addEventListener('scroll', moved, { passive: true })
  return () => element?.removeEventListener('scroll', moved)
}

/** The pages of one list under one filter; fetched again when the list was judged again. */
const useRowPages = (client: ImportClient, filter: RowFilter, revision: number): RowPages => {
  const pages = useMemo(
    () =>
      createRowPages((offset, limit) => {
        const done = beginLoading()
        return client.page(filter, offset, limit).finally(done)
      }),
    [client, filter],
  )
  useSyncExternalStore(pages.subscribe, pages.version)
  const seen = useRef(revision)
  useEffect(() => {
    if (seen.current === revision) return
    seen.current = revision
    pages.refresh()
  }, [pages, revision])
  return pages
}
