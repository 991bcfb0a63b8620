import { columnLimit } from '../../../shared/import/columns.ts'
import { nameColumnOf } from '../../../shared/import/name-column.ts'
import { readNamePhone } from '../../../shared/import/name-phone.ts'
import { columnSample } from './column-facts.ts'
import type { RowStore } from './row-store.ts'
import type { Layout, RowTable } from './row-table.ts'

const nameHeader = '姓名'

export type NamedList = {
  readonly store: RowStore
  /** Names of the columns if the list has no header. */
  readonly columnNames: readonly string[]
}

/**
 * If a name and a phone share a cell ("张三 13800138000") and no other column holds names, the names get an
 * additional column; the cell is unchanged. The rows are checked again with that column.
 */
export function withNameColumn(
  list: NamedList & { readonly table: RowTable; readonly layout: Layout },
): NamedList {
  const { store, columnNames, table, layout } = list
  const { headerRow, phoneColumns } = layout
  const phoneColumn = phoneColumns[0] ?? 0
  const header = headerRow >= 0 ? store.cells(headerRow).slice(0, columnLimit) : columnNames
  if (table.width >= columnLimit || nameColumnOf(header, phoneColumns) >= 0) return { store, columnNames }
  if (!holdsNames(store, headerRow, phoneColumn)) return { store, columnNames }
  const named = withNames(store, table.width, headerRow, phoneColumn)
  named.each((cells, row) => table.check(cells, row, layout, named.isNumber))
  const names = Array.from({ length: table.width }, (_, column) => columnNames[column] ?? '')
  names[table.width - 1] = nameHeader
  return { store: named, columnNames: names }
}

/** Whether the first cells with a phone mostly contain its owner's name: names differ, notes like 微信同号 don't. */
function holdsNames(store: RowStore, headerRow: number, column: number): boolean {
  let phones = 0
  let named = 0
  const names = new Set<string>()
  for (let row = headerRow + 1; row < Math.min(store.rows, columnSample); row++) {
    const { name, phone } = readNamePhone(store.cells(row)[column] ?? '')
    if (phone === '') continue
    phones++
    if (name === '') continue
    named++
    names.add(name)
  }
  return named > 0 && named >= phones / 2 && names.size >= named / 2
}

function withNames(store: RowStore, width: number, headerRow: number, phoneColumn: number): RowStore {
  const widened = (cells: readonly string[], row: number): readonly string[] => {
    const texts = cells.slice(0, width)
    while (texts.length < width) texts.push('')
    texts.push(row === headerRow ? nameHeader : nameIn(cells[phoneColumn] ?? ''))
    return texts
  }
  return {
    ...store,
    cells: row => widened(store.cells(row), row),
    isNumber: (row, column) => column < width && store.isNumber(row, column),
    each: run => store.each((cells, row) => run(widened(cells, row), row)),
  }
}

function nameIn(cell: string): string {
  const { name, phone } = readNamePhone(cell)
  return phone === '' ? '' : name
}
