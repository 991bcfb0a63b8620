import { checkPhone } from '../../../shared/sms/phone.ts'
import type { RowStore } from './row-store.ts'
import { type Layout, type RowTable, type SplitRow, severalBit } from './row-table.ts'

export type SplitPhones = {
  /** Reads all rows with several phones in their cell again. */
  readAll(layout: Layout): void
  /** Reads one changed row again. */
  readRow(row: number, layout: Layout): void
  none(): void
}

/** Creates rows for the further phones in cells, if the owner wants a row for each. */
export function createSplitPhones(store: RowStore, table: RowTable): SplitPhones {
  const phonesOf = new Map<number, readonly string[]>()

  const hasSeveral = (row: number): boolean => ((table.warnings[row] ?? 0) & severalBit) !== 0

  function hand(): void {
    const splits: SplitRow[] = []
    for (const source of [...phonesOf.keys()].sort((a, b) => a - b))
      for (const phone of phonesOf.get(source) ?? []) splits.push({ source, phone: Number(phone) })
    table.setSplits(splits)
  }

  return {
    readAll(layout) {
      phonesOf.clear()
      for (let row = 0; row < table.rows; row++)
        if (hasSeveral(row)) phonesOf.set(row, furtherPhones(store.cells(row), layout))
      hand()
    },
    readRow(row, layout) {
      if (!hasSeveral(row) && !phonesOf.has(row)) return
      if (hasSeveral(row)) phonesOf.set(row, furtherPhones(store.cells(row), layout))
      else phonesOf.delete(row)
      hand()
    },
    none() {
      phonesOf.clear()
      if (table.splits > 0) table.setSplits([])
    },
  }
}

/** The phones beside the first in the cell that the row's phone comes from. */
function furtherPhones(cells: readonly string[], layout: Layout): readonly string[] {
  for (const column of layout.phoneColumns) {
    const checked = checkPhone(cells[column] ?? '', false)
    if (checked.kind === 'ok') return checked.others
  }
  return []
}

/** The column that the row's phone comes from; the first of them where none holds a phone. */
export function usedPhoneColumn(cells: readonly string[], layout: Layout): number {
  const used = layout.phoneColumns.find(column => checkPhone(cells[column] ?? '', false).kind === 'ok')
  return used ?? layout.phoneColumns[0] ?? 0
}
