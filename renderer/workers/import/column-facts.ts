import { cellValue, isBlankCell } from '../../../shared/import/cell-value.ts'
import { columnLimit, phonesAboveHeader } from '../../../shared/import/columns.ts'
import { extensionColumnOf } from '../../../shared/import/extension-column.ts'
import { headerWithin } from '../../../shared/import/header-row.ts'
import { nameColumnOf } from '../../../shared/import/name-column.ts'
import { otherPhoneColumns } from '../../../shared/import/phone-columns.ts'
import { rowStatuses } from '../../../shared/import/row-status.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import type { RowStore } from './row-store.ts'
import type { Layout, RowTable } from './row-table.ts'

/** Rows from which the columns are found. */
export const columnSample = 500
const samplesKept = 3
const sampleCharacters = 40
const bad = rowStatuses.indexOf('bad')

/** A record that may be the header, as the owner recognises it. */
export type FirstRow = { readonly row: number; readonly text: string }

/** A column with phones of people who have none in the columns in use. */
export type PhoneOffer = { readonly column: number; readonly people: number }

export type ColumnFacts = {
  /** The column of people's names, by the header; -1 if no column says so. */
  readonly nameColumn: number
  /** Further columns that hold phones, most of them first. */
  readonly otherPhoneColumns: readonly number[]
  readonly firstRows: readonly FirstRow[]
  /** Numbers of the rows above the header that hold a phone. */
  readonly phonesAbove: readonly number[]
  /** By column, the first values that are there. */
  readonly samples: readonly (readonly string[])[]
  readonly extensionColumn: number | null
}

/** Describes the columns of a list under a layout. `columnNames`: their names if there is no header. */
export function columnFacts(
  store: RowStore,
  width: number,
  layout: Layout,
  columnNames: readonly string[],
): ColumnFacts {
  const rows = Math.min(columnSample, store.rows)
  const sample = Array.from({ length: rows }, (_, row) => store.cells(row).slice(0, columnLimit))
  const { headerRow } = layout
  return {
    nameColumn: nameColumnOf((headerRow >= 0 ? sample[headerRow] : columnNames) ?? [], layout.phoneColumns),
    otherPhoneColumns: otherPhoneColumns(sample, layout),
    firstRows: sample.slice(0, headerWithin).map((cells, row) => ({
      row: store.numberOf(row),
      text: firstText(cells),
    })),
    phonesAbove: phonesAboveHeader(sample, headerRow).map(store.numberOf),
    extensionColumn: extensionColumnOf(sample, headerRow, layout.phoneColumns[0] ?? 0),
    samples: Array.from({ length: Math.min(width, columnLimit) }, (_, column) =>
      samplesOf(sample, headerRow + 1, column),
    ),
  }
}

const firstText = (cells: readonly string[]): string =>
  cells
    .filter(cell => !isBlankCell(cell))
    .slice(0, 6)
    .map(cell => cellValue(cell).trim().slice(0, 20))
    .join(' ')
    .slice(0, 60)

function samplesOf(
  sample: readonly (readonly string[])[],
  firstRow: number,
  column: number,
): readonly string[] {
  const found: string[] = []
  for (let row = firstRow; row < sample.length && found.length < samplesKept; row++) {
    const cell = sample[row]?.[column] ?? ''
    if (!isBlankCell(cell)) found.push(cellValue(cell).trim().slice(0, sampleCharacters))
  }
  return found
}

/** For each of these columns, how many rows without a phone have one there; columns without any are left out. */
export function phoneOffers(
  store: RowStore,
  table: RowTable,
  columns: readonly number[],
): readonly PhoneOffer[] {
  if (columns.length === 0) return []
  const people = columns.map(() => 0)
  for (let row = 0; row < table.rows; row++) {
    if (table.status[row] !== bad) continue
    const cells = store.cells(row)
    for (const [place, column] of columns.entries()) {
      const check = checkPhone(cells[column] ?? '', false)
      if (check.kind === 'ok' && !check.warnings.includes('extension'))
        people[place] = (people[place] ?? 0) + 1
    }
  }
  return columns
    .map((column, place) => ({ column, people: people[place] ?? 0 }))
    .filter(offer => offer.people > 0)
}
