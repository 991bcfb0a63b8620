import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import { AppError } from '../../../shared/ipc/result.ts'

/** Reads a table along its index, forwards or backwards from a row; a row is identified by its key. */
export type Along<Row, Key> = {
  /** At most `limit` rows after the key, or from the first; in the table's order. */
  readonly forward: (after: Key | null, limit: number) => readonly Row[]
  /** At most `limit` rows before the key, or from the last; the nearest first. */
  readonly backward: (before: Key | null, limit: number) => readonly Row[]
  readonly keyOf: (row: Row) => Key
}

/**
 * One page by the keys of the rows next to it: as fast at the end of a table as at its beginning. Going back past
 * the first full page gives the first page. Throws AppError `bad-input` for a key that `decode` does not accept.
 */
export function keysetPage<Row, Key>(
  along: Along<Row, Key>,
  { at, limit }: PageRequest,
  decode: (key: string) => Key,
  encode: (key: Key) => string,
): Pick<Page<Row>, 'rows' | 'previous' | 'next'> {
  const keyOf = (row: Row | undefined): string | null => (row === undefined ? null : encode(along.keyOf(row)))

  const from = (key: Key | null): Pick<Page<Row>, 'rows' | 'previous' | 'next'> => {
    const found = along.forward(key, limit + 1)
    const rows = [...found.slice(0, limit)]
    return {
      rows,
      previous: key === null ? null : keyOf(rows[0]),
      next: found.length > limit ? keyOf(rows.at(-1)) : null,
    }
  }

  const read = (key: string): Key => {
    try {
      return decode(key)
    } catch {
      throw new AppError('bad-input', { where: 'at' })
    }
  }

  if (at === 'first') return from(null)
  if (at !== 'last' && 'after' in at) return from(read(at.after))
  const key = at === 'last' ? null : read(at.before)
  const found = along.backward(key, limit + 1)
  if (key !== null && found.length <= limit) return from(null)
  const rows = found.slice(0, limit).toReversed()
  return {
    rows,
    previous: found.length > limit ? keyOf(rows[0]) : null,
    next: key === null ? null : keyOf(rows.at(-1)),
  }
}
