import { Fragment, type MouseEvent, type ReactNode } from 'react'
import type { AppError } from '../../shared/ipc/result.ts'
import type { PageView } from '../lib/use-pages.ts'
import styles from './data-table.module.css'
import { ErrorNotice } from './error-notice.tsx'
import { PageTurner } from './page-turner.tsx'
import { useRowSlices } from './use-row-slices.ts'

export type Column<Row> = {
  readonly key: string
  /** Null: the column needs no title. */
  readonly title: ReactNode
  /** The title is for screen readers only. */
  readonly titleHidden?: boolean
  /** Pixels; columns without a width share what is left. */
  readonly width?: number
  /** Alignment of the cells; figures are aligned at the end. */
  readonly align?: 'start' | 'end'
  readonly tone?: 'soft' | 'faint'
  readonly cell: (row: Row) => ReactNode
}

/** Attributes for tests and automation. */
type Hooks = Readonly<Record<`data-${string}`, string | number | boolean>>

type DataTableProps<Row> = {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string | number
  readonly hooks?: Hooks
  readonly rowHooks?: (row: Row) => Hooks
  /** Opens the row, when clicked anywhere in it; a button in the row does the same from the keyboard. */
  readonly onRow?: (row: Row) => void
  /** `roomy`: a row is something to open. `dense`: a row is one of very many. */
  readonly size?: 'roomy' | 'plain' | 'dense'
  /** `fixed`: long texts wrap in their column. `auto`: columns are as wide as their texts, and the table scrolls sideways. */
  readonly layout?: 'fixed' | 'auto'
  readonly withHead?: boolean
  /** The titles stay in view while the rows are scrolled. */
  readonly stickyHead?: boolean
  /** Rows whose key is among these are marked. */
  readonly chosen?: ReadonlySet<string | number>
  /** Groups rows under a title; a new group begins where the key changes. */
  readonly groupOf?: (row: Row) => { readonly key: string; readonly title: ReactNode }
  /** Shown if there are no rows. */
  readonly empty?: ReactNode
  readonly error?: AppError | null
  /** Shows the page controls if there are other pages. */
  readonly pages?: Pick<PageView<unknown>, 'places' | 'total' | 'totalIsLeast' | 'can' | 'turn'>
}

/** The table of every screen: titles, rows, a text for no rows, errors, and the page controls. */
export const DataTable = <Row,>({
  columns,
  rows,
  rowKey,
  hooks = {},
  rowHooks,
  onRow,
  size = 'plain',
  layout = 'fixed',
  withHead = true,
  stickyHead = false,
  chosen,
  groupOf,
  empty,
  error = null,
  pages,
}: DataTableProps<Row>) => {
  const drawn = useRowSlices(rows.length)
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <div className={layout === 'auto' ? styles['scroller'] : styles['frame']}>
        <table
          className={styles['table']}
          data-size={size}
          data-layout={layout}
          data-sticky={stickyHead || undefined}
          {...hooks}
        >
          <colgroup>
            {columns.map(({ key, width }) => (
              <col key={key} style={width === undefined ? undefined : { width }} />
            ))}
          </colgroup>
          {withHead && (
            <thead>
              <tr>
                {columns.map(({ key, title, titleHidden = false, align }) => (
                  <th key={key} scope="col" data-align={align}>
                    {titleHidden ? <span className="visually-hidden">{title}</span> : title}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {rows.slice(0, drawn).map((row, place) => {
              const key = rowKey(row)
              const before = rows[place - 1]
              const group = groupOf?.(row)
              const begins =
                group !== undefined && (before === undefined || groupOf?.(before).key !== group.key)
              return (
                <Fragment key={key}>
                  {begins && (
                    <tr className={styles['group']} data-group={group.key}>
                      <th scope="rowgroup" colSpan={columns.length}>
                        {group.title}
                      </th>
                    </tr>
                  )}
                  <tr
                    {...rowHooks?.(row)}
                    {...(chosen && { 'data-chosen': chosen.has(key) })}
                    {...(onRow && { 'data-opens': true, onClick: pressedRow(() => onRow(row)) })}
                  >
                    {columns.map(column => (
                      <td key={column.key} data-align={column.align} data-tone={column.tone}>
                        {column.cell(row)}
                      </td>
                    ))}
                  </tr>
                </Fragment>
              )
            })}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && empty}
      {pages !== undefined && <PageTurner pages={pages} />}
    </>
  )
}

/** Ignores clicks on a control inside the row. */
const pressedRow =
  (open: () => void) =>
  ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('button, a, input, label') === null) open()
  }

/** Shown in place of rows. */
export const NoRows = ({ children, testId }: { readonly children: ReactNode; readonly testId?: string }) => (
  <p className={styles['none']} data-testid={testId}>
    {children}
  </p>
)
