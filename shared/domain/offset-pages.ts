import type { Page, PageRequest } from './page.ts'

/** Rows from an offset on (0 = the first row), and the number of all rows. */
export type OffsetQuery<Row> = (at: {
  readonly offset: number
  readonly limit: number
}) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>

/** The offset that a key names. Any other key counts as the first row. */
const placeOf = (key: string): number => (/^\d{1,15}$/.test(key) ? Number(key) : 0)

/** Pages of a table that is read by offset. The keys are the offsets, as digits. */
export async function pageByOffset<Row>(
  query: OffsetQuery<Row>,
  { at, limit }: PageRequest,
): Promise<Page<Row>> {
  const offset = await offsetOf(query, at, limit)
  const end = typeof at === 'object' && 'before' in at ? placeOf(at.before) : offset + limit
  const { total, rows } = await query({ offset, limit: Math.max(1, end - offset) })
  const last = offset + rows.length - 1
  return {
    rows: [...rows],
    total,
    totalIsLeast: false,
    previous: offset > 0 && rows.length > 0 ? `${offset}` : null,
    next: last + 1 < total && rows.length > 0 ? `${last}` : null,
  }
}

async function offsetOf<Row>(query: OffsetQuery<Row>, at: PageRequest['at'], limit: number): Promise<number> {
  if (at === 'first') return 0
  if (at === 'last') return Math.max(0, (await query({ offset: 0, limit: 1 })).total - limit)
  return 'after' in at ? placeOf(at.after) + 1 : Math.max(0, placeOf(at.before) - limit)
}
