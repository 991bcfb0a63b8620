import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { useTranslation } from 'react-i18next'
import { beginLoading } from '../../lib/loading.ts'
import type { ListRow, RowFilter } from '../../workers/contacts/contact-list.ts'
import type { ContactsClient } from '../../workers/contacts/contacts-client.ts'
import type { ContactColumn } from './contact-table.ts'
import { createLongScroll, type LongScroll } from './long-scroll.ts'
import { createRowPages, type RowPages } from './row-pages.ts'
import styles from './rows-table.module.css'
import { useVerdict } from './use-verdict.ts'

const rowHeight = 33

type RowsTableProps = {
  readonly client: ContactsClient
  readonly filter: RowFilter
  /** Changes when the list was read or judged again. */
  readonly revision: number
  readonly columns: readonly ContactColumn[]
  readonly phoneColumns: readonly number[]
  readonly emptyText: string
}

/** The rows of the list as they stand in the file, with what each comes to. Only what is in view exists. */
export const RowsTable = ({ client, filter, revision, columns, phoneColumns, emptyText }: RowsTableProps) => {
  const { t } = useTranslation('contacts')
  const scroller = useRef<HTMLDivElement>(null)
  const pages = useRowPages(client, filter, revision)
  const total = pages.total()
  const count = total ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list or filter begins at its top
  const scroll = useMemo(() => createLongScroll((count + 1) * rowHeight), [pages, count])
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
    longScroll.current = scroll
    scroller.current?.scrollTo({ top: 0 })
  }, [scroll])

  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => pages.want(first, last), [pages, first, last])

  const widths = useColumnWidths(columns, phoneColumns, pages, total)
  const template = useMemo<CSSProperties & Readonly<Record<`--${string}`, string>>>(
    () => ({
      '--columns': [rowNumberWidth(total ?? 0), 68, 184, ...widths].map(width => `${width}px`).join(' '),
    }),
    [widths, total],
  )

  return (
    <div className={styles['frame']}>
      <div ref={scroller} className={styles['scroller']} data-testid="contacts-scroller">
        <table
          className={styles['table']}
          aria-label={t('table.label')}
          aria-rowcount={(total ?? 0) + 1}
          data-testid="contacts-table"
          data-total={total ?? ''}
          style={template}
        >
          <thead className={styles['head']}>
            <tr className={styles['row']}>
              <th className={styles['number']}>{t('table.row')}</th>
              <th>{t('table.status')}</th>
              <th>{t('table.reason')}</th>
              {columns.map(column => (
                <th key={column.index} title={column.name}>
                  {column.name}
                  {phoneColumns.includes(column.index) && (
                    <span className={styles['phoneMark']}>{t('table.phone')}</span>
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
              <Row key={item.key} row={pages.rowAt(item.index)} place={item.index} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {total === 0 && <p className={styles['none']}>{emptyText}</p>}
    </div>
  )
}

const Row = ({
  row,
  place,
  columns,
}: {
  /** Undefined while its page is on the way. */
  readonly row: ListRow | undefined
  readonly place: number
  readonly columns: readonly ContactColumn[]
}) => {
  const { t } = useTranslation('contacts')
  const verdict = useVerdict()
  const why = row === undefined ? '' : verdict(row)
  return (
    <tr
      className={styles['row']}
      aria-rowindex={place + 2}
      {...(row === undefined
        ? {}
        : {
            'data-testid': 'contact-row',
            'data-row': row.row,
            'data-status': row.status,
            'data-phone': row.phone,
          })}
    >
      {row !== undefined && (
        <>
          <td className={styles['number']}>{row.row}</td>
          <td className={styles['status']}>{t(`status.${row.status}`)}</td>
          <td className={styles['why']} title={why}>
            {why}
          </td>
          {columns.map(column => (
            <td key={column.index} title={row.cells[column.index]}>
              {row.cells[column.index]}
            </td>
          ))}
        </>
      )}
    </tr>
  )
}

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

/** The pages of one list under one filter; new ones when either changes. */
const useRowPages = (client: ContactsClient, filter: RowFilter, revision: number): RowPages => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says that the same list has other rows
  const pages = useMemo(
    () =>
      createRowPages((offset, limit) => {
        const done = beginLoading()
        return client.page(filter, offset, limit).finally(done)
      }),
    [client, filter, revision],
  )
  useSyncExternalStore(pages.subscribe, pages.version)
  return pages
}

/** Widths by what the first rows hold, so that names are narrow and addresses are not. */
const useColumnWidths = (
  columns: readonly ContactColumn[],
  phoneColumns: readonly number[],
  pages: RowPages,
  total: number | null,
): readonly number[] =>
  useMemo(
    () =>
      columns.map(column => {
        let units = unitsOf(column.name) + (phoneColumns.includes(column.index) ? 8 : 0)
        for (let place = 0; place < Math.min(total ?? 0, 40); place++)
          units = Math.max(units, unitsOf(pages.rowAt(place)?.cells[column.index] ?? ''))
        return Math.min(320, Math.max(88, Math.ceil(units * 7.6) + 24))
      }),
    [columns, phoneColumns, pages, total],
  )

const rowNumberWidth = (rows: number): number => 44 + 9 * String(rows).length

/** Half-width places that a text takes. */
const unitsOf = (text: string): number => {
  let units = 0
  for (const character of text.slice(0, 60)) units += character < '\u1100' ? 1 : 2
  return units
}
