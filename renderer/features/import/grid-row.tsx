import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { originalCarrier } from '../../../shared/sms/phone.ts'
import type { ImportedRow } from '../../workers/import/row-views.ts'
import { CellEditor, type EditorStep } from './cell-editor.tsx'
import styles from './rows-table.module.css'
import type { ContactColumn } from './usable-contacts.ts'
import { useVerdict } from './use-verdict.ts'

/** Texts of this length may have been cut by the list. */
const cutCharacters = 300

export type RowEditing = {
  readonly load: (index: number, column: number) => Promise<string>
  readonly onTake: (row: ImportedRow, column: number, text: string, step: EditorStep) => void
  readonly onClose: () => void
}

type GridRowProps = {
  /** Undefined while its page is on the way. */
  readonly row: ImportedRow | undefined
  readonly place: number
  readonly columns: readonly ContactColumn[]
  /** Place of the active column, −1 where another row is active. */
  readonly activeColumn: number
  readonly editing: boolean
  readonly chosen: boolean
  readonly splitsShown: boolean
  readonly hands: RowEditing
}

export const activeCellId = 'contacts-active-cell'

/** One row of the list as it stands in the file, with what it comes to. */
export const GridRow = memo(
  ({ row, place, columns, activeColumn, editing, chosen, splitsShown, hands }: GridRowProps) => {
    const { t } = useTranslation('import')
    const verdict = useVerdict(splitsShown)
    const carrier = row === undefined ? null : originalCarrier(row.phone)
    const why = row === undefined ? '' : verdict(row)
    return (
      <tr
        className={styles['row']}
        aria-rowindex={place + 2}
        aria-selected={chosen}
        data-place={place}
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
            <th scope="row" className={styles['number']} data-column={-1} title={t('table.choose')}>
              {row.row}
            </th>
            <td className={styles['status']} title={carrier === null ? undefined : t(`carrier.${carrier}`)}>
              {t(`status.${row.status}`)}
            </td>
            <td className={styles['why']} title={why}>
              {why}
            </td>
            {columns.map((column, at) => {
              const text = row.cells[column.index] ?? ''
              const isActive = at === activeColumn
              return (
                <td
                  key={column.index}
                  data-column={at}
                  title={text}
                  {...(isActive ? { id: activeCellId, 'data-active': true } : {})}
                  {...(row.edited.includes(column.index) ? { 'data-edited': true } : {})}
                >
                  {isActive && editing ? (
                    <CellEditor
                      text={text.length < cutCharacters ? text : null}
                      load={() => hands.load(row.index, column.index)}
                      onTake={(fresh, step) => hands.onTake(row, column.index, fresh, step)}
                      onClose={hands.onClose}
                    />
                  ) : (
                    text
                  )}
                </td>
              )
            })}
          </>
        )}
      </tr>
    )
  },
)
