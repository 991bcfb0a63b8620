import { useMemo } from 'react'
import type { RowPages } from './row-pages.ts'
import { type ContactColumn, titleOf } from './usable-contacts.ts'

/** Widths by what the first rows hold, so that names are narrow and addresses are not. */
export const useColumnWidths = (
  columns: readonly ContactColumn[],
  phoneColumns: readonly number[],
  /** Columns with a switch in their title. */
  formattedColumns: readonly number[],
  pages: RowPages,
  isThere: boolean,
): readonly number[] =>
  useMemo(
    () =>
      columns.map(column => {
        let units = unitsOf(titleOf(column)) + (phoneColumns.includes(column.index) ? 9 : 0)
        if (formattedColumns.includes(column.index)) units += 12
        if (isThere)
          for (let place = 0; place < 40; place++)
            units = Math.max(units, unitsOf(pages.rowAt(place)?.cells[column.index] ?? ''))
        return Math.min(320, Math.max(88, Math.ceil(units * 7.6) + 28))
      }),
    [columns, phoneColumns, formattedColumns, pages, isThere],
  )

export const rowNumberWidth = (rows: number): number => 44 + 9 * String(rows).length

/** Half-width places that a text takes. */
const unitsOf = (text: string): number => {
  let units = 0
  for (const character of text.slice(0, 60)) units += character < '\u1100' ? 1.2 : 2
  return units
}
