import { isBlankCell } from './cell-value.ts'
import { headerText, isHeaderCell } from './header-words.ts'
import { holdsPhone, purePhone } from './phone-cells.ts'
import { phoneHeader } from './phone-header.ts'

type Record = readonly string[]

/** The last row in which a header is looked for: some systems write twenty lines about themselves first. */
export const headerWithin = 50

/** Placeholders for missing values. */
const placeholder = /^(?:无|没有|暂无|未知|不详|空|null|none|n\/?a|[-—/?？.。*]+)$/i

/** The most rows with a phone above a header: the shop's own, in a title. More of them are people. */
const mostPhonesAbove = 2

type Row = {
  readonly row: number
  readonly record: Record
  readonly filled: number
  readonly named: number
  readonly phones: number
}

const isFilled = (cell: string): boolean => !isBlankCell(cell)

/** Index of the header's record, -1 where there is none. */
export function findHeaderRow(sample: readonly Record[]): number {
  const rows = sample.slice(0, headerWithin).map((record, row): Row => {
    const phones = record.filter(cell => purePhone(cell) !== null).length
    return {
      row,
      record,
      filled: record.filter(isFilled).length,
      named: phones > 0 ? 0 : record.filter(isHeaderCell).length,
      phones,
    }
  })
  const byWords = bestNamed(rows)
  if (byWords !== null && byWords.named >= 2) return byWords.row
  return (aboveFirstPhone(rows, sample) ?? byWords)?.row ?? -1
}

/** The row with the most column names; the first of equals. */
function bestNamed(rows: readonly Row[]): Row | null {
  let best: Row | null = null
  let above: readonly Row[] = []
  for (const row of rows) {
    if (row.named > (best?.named ?? 0) && mayStandBelow(row, above)) best = row
    if (row.phones > 0) above = [...above, row]
  }
  return best
}

/**
 * Whether the rows with phones above a row can be titles, and the row the header of phones; otherwise people above
 * it would be lost.
 */
function mayStandBelow(row: Row, above: readonly Row[]): boolean {
  if (above.length === 0) return true
  if (above.length > mostPhonesAbove) return false
  const hasWords = above.every(one => one.record.some(cell => /\p{L}/u.test(cell)))
  return hasWords && row.record.some(cell => phoneHeader(cell).kind === 'phone')
}

/** A header without usual words: words above rows that have phones and other cells. */
function aboveFirstPhone(rows: readonly Row[], sample: readonly Record[]): Row | null {
  const first = rows.find(row => row.phones > 0)
  const header = first && rows.slice(0, first.row).findLast(row => row.filled > 0)
  if (first === undefined || header === undefined) return null
  const column = first.record.findIndex(cell => purePhone(cell) !== null)
  const title = headerText(header.record[column] ?? '').plain
  if (title === '' || /\d{3}/.test(title) || placeholder.test(header.record[column]?.trim() ?? ''))
    return null
  // A line about the list fills one cell where people fill several.
  if (header.filled < 2 && usualFilled(sample.slice(first.row)) > 2) return null
  // In running text any line may contain a phone.
  const above = rows.slice(0, header.row).filter(row => row.record.some(holdsPhone)).length
  if (above > (header.filled < 2 ? 0 : mostPhonesAbove)) return null
  return header.record.every(cell => !isFilled(cell) || /\p{L}/u.test(cell)) ? header : null
}

function usualFilled(records: readonly Record[]): number {
  const counts = records.slice(0, 50).map(record => record.filter(isFilled).length)
  return counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
}
