import { isBlankCell } from '../../../shared/import/cell-value.ts'

/** Where the columns of a merge stand in a list. */
export type Layout = {
  /** The list's columns, and after them those that only the merge has. */
  readonly columns: readonly string[]
  /** By column of the merge: its index in `columns`. */
  readonly at: readonly number[]
}

/**
 * Columns are the same when they have the same name, blanks around it aside; where a name stands several times, the
 * first is the first, the second the second.
 */
export function layoutOf(kept: readonly string[], incoming: readonly string[]): Layout {
  const columns = [...kept]
  const taken = new Set<number>()
  const at = incoming.map(name => {
    const known = kept.findIndex((column, index) => !taken.has(index) && column.trim() === name.trim())
    const index = known === -1 ? columns.push(name) - 1 : known
    taken.add(index)
    return index
  })
  return { columns, at }
}

/** The values of a merged row in the list's order; blank where the row says nothing. */
export function laidOut({ columns, at }: Layout, values: readonly string[]): readonly string[] {
  const row = columns.map(() => '')
  for (const [index, value] of values.entries()) row[at[index] ?? 0] = value
  return row
}

export type ContactContent = { readonly values: readonly string[]; readonly tags: readonly string[] }

/**
 * What a person's entry becomes when a merge has them again: the new values win, where there is one: a blank cell
 * says nothing. Tags of both sides stay. Null when nothing changes.
 */
export function mergeContact(kept: ContactContent, incoming: ContactContent): ContactContent | null {
  const tags = withTags(kept.tags, incoming.tags)
  const width = Math.max(kept.values.length, incoming.values.length)
  let changed = tags.length !== kept.tags.length
  const values = Array.from({ length: width }, (_, index) => {
    const old = kept.values[index] ?? ''
    const next = incoming.values[index] ?? ''
    if (next === old || isBlankCell(next)) return old
    changed = true
    return next
  })
  return changed ? { values, tags } : null
}

/** Each tag once, in an order of its own, so that the same tags are always written the same way. */
export const withTags = (
  tags: readonly string[],
  added: readonly string[],
  removed: readonly string[] = [],
): readonly string[] => [...new Set([...tags, ...added])].filter(tag => !removed.includes(tag)).sort()
