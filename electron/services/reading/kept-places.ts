import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import { AppError } from '../../../shared/ipc/result.ts'

/**
 * One page of results that were found before and are kept. A key is the number of results in front of it. `rowAt`:
 * the row of a result, none where it is gone meanwhile. Throws AppError `bad-input` for a key that is no such
 * number.
 */
export function pageOfPlaces<Place, Row>(
  places: readonly Place[],
  { at, limit }: PageRequest,
  rowAt: (place: Place) => readonly Row[],
): Omit<Page<Row>, 'totalIsLeast'> {
  const total = places.length
  const placeIn = (key: string): number => {
    if (!/^\d{1,15}$/.test(key)) throw new AppError('bad-input', { where: 'at' })
    return Math.min(Number(key), total)
  }
  const fromOf = (): number => {
    if (at === 'first') return 0
    if (at === 'last') return Math.max(0, total - limit)
    return 'after' in at ? placeIn(at.after) : Math.max(0, placeIn(at.before) - limit)
  }
  const from = fromOf()
  const to = Math.min(total, from + limit)
  return {
    rows: places.slice(from, to).flatMap(rowAt),
    total,
    previous: from === 0 ? null : String(from),
    next: to >= total ? null : String(to),
  }
}
