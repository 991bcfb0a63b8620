import { headerText } from '../../../shared/import/header-words.ts'

/** The names of a list's columns, and what they hold. */
export type ListColumns = {
  /** '' where a column has no name. */
  readonly headers: readonly string[]
  readonly headerRow: number
  readonly phoneColumns: readonly number[]
  readonly nameColumn: number
  /** The column that tells which file a row comes from, -1 if there is none. No column of a file is mapped to it. */
  readonly sourceColumn: number
}

/** How the columns of a further file map to those of the list. */
export type JoinPlan = {
  /** By column of the list: the file's column, -1 where it has none. */
  readonly columns: readonly number[]
  readonly added: readonly { readonly name: string; readonly column: number }[]
  /** Columns that match although their names differ. */
  readonly renamed: readonly { readonly list: string; readonly file: string }[]
  /** Names of the list's columns that the file lacks. */
  readonly missing: readonly string[]
  /** All columns match on both sides. */
  readonly isEqual: boolean
}

const plain = (name: string): string => headerText(name).plain || name.trim()

/**
 * Columns match by name; the phone column matches the phone column and the name column the name column, whatever
 * they are called.
 */
export function joinPlan(list: ListColumns, file: ListColumns): JoinPlan {
  const columns = list.headers.map(() => -1)
  const taken = new Set<number>()
  const renamed: { list: string; file: string }[] = []

  function match(column: number, own: number): void {
    if (column < 0 || own < 0 || column === list.sourceColumn || columns[column] !== -1 || taken.has(own))
      return
    columns[column] = own
    taken.add(own)
    const names = { list: list.headers[column] ?? '', file: file.headers[own] ?? '' }
    if (plain(names.list) !== plain(names.file)) renamed.push(names)
  }

  const ownNames = file.headers.map(plain)
  for (const [column, header] of list.headers.entries()) {
    const name = plain(header)
    if (name === '') continue
    match(
      column,
      ownNames.findIndex((own, at) => own === name && !taken.has(at)),
    )
  }
  match(list.phoneColumns[0] ?? -1, file.phoneColumns[0] ?? -1)
  match(list.nameColumn, file.nameColumn)
  // Without names, columns match by position.
  if (list.headerRow < 0 && file.headerRow < 0)
    for (const column of list.headers.keys()) if (column < file.headers.length) match(column, column)

  const added = file.headers.flatMap((name, column) =>
    taken.has(column) || (name === '' && file.headerRow >= 0) ? [] : [{ name, column }],
  )
  const missing = list.headers.filter(
    (name, column) => name !== '' && column !== list.sourceColumn && columns[column] === -1,
  )
  const isEqual = added.length + missing.length + renamed.length === 0
  return { columns, added, renamed, missing, isEqual }
}
