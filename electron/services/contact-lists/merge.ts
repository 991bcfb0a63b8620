import { isBlankCell } from '../../../shared/import/cell-value.ts'

/** How the columns of a merge map to those of a list. */
export type Layout = {
  /** The list's columns, followed by those that only the merge has. */
  readonly columns: readonly string[]
  /** For each column of the merge, its index in `columns`. */
  readonly at: readonly number[]
}

/**
 * Columns match by name, ignoring blanks around it. Where a name occurs several times, the first matches the first,
 * the second the second.
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

/** The values of a merged row in the list's order; blank where the row has none. */
export function laidOut({ columns, at }: Layout, values: readonly string[]): readonly string[] {
  const row = columns.map(() => '')
  for (const [index, value] of values.entries()) row[at[index] ?? 0] = value
  return row
}

export type ContactContent = { readonly values: readonly string[]; readonly tags: readonly string[] }

/**
 * Merges new values into a person's entry: a new value wins unless it is blank, and the tags of both are kept. Null
 * when nothing changes.
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

/** Each tag once, sorted, so that the same tags are always written the same way. */
export const withTags = (
  tags: readonly string[],
  added: readonly string[],
  removed: readonly string[] = [],
): readonly string[] => [...new Set([...tags, ...added])].filter(tag => !removed.includes(tag)).sort()
