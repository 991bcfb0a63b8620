import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import { guessColumns } from '../../../shared/import/columns.ts'
import { extensionColumnOf } from '../../../shared/import/extension-column.ts'
import { defaultChoices } from '../../../shared/import/import-choices.ts'
import { columnSample } from './column-facts.ts'
import { withNameColumn } from './named-store.ts'
import type { RowStore } from './row-store.ts'
import { createRowTable, type Layout, type RowTable } from './row-table.ts'
import { createSheetStore } from './sheet-store.ts'

export type ImportedSheet = {
  readonly store: RowStore
  /** Names of the columns if the sheet has no header. */
  readonly columnNames: readonly string[]
  readonly table: RowTable
  readonly layout: Layout
  readonly phoneFound: boolean
  readonly inDoubt: readonly number[]
}

const none = new Uint32Array(0)

/** Turns a packed sheet into a checked list: finds the columns, checks every row, marks duplicates. */
export function importSheet(sheet: WorkbookTable): ImportedSheet {
  const sheetStore = createSheetStore(sheet)
  const sample = Array.from({ length: Math.min(columnSample, sheetStore.rows) }, (_, row) =>
    sheetStore.cells(row),
  )
  const { headerRow, phoneColumn, phoneFound, inDoubt } = guessColumns(sample)
  const extensionColumn = extensionColumnOf(sample, headerRow, phoneColumn)
  const layout: Layout = { headerRow, phoneColumns: [phoneColumn], extensionColumn }
  const table = createRowTable()
  table.reserve(sheetStore.rows)
  sheetStore.each((cells, row) => table.check(cells, row, layout, sheetStore.isNumber))
  const named = withNameColumn({ store: sheetStore, columnNames: [], table, layout })
  table.markSheetRows({ hidden: sheet.hiddenRows ?? none, longNumbers: sheet.longNumberRows ?? none })
  table.settle(defaultChoices)
  return { ...named, table, layout, phoneFound, inDoubt }
}
