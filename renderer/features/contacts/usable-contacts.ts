import type { ListSummary } from '../../workers/contacts/contact-list.ts'
import type { ContactsClient } from '../../workers/contacts/contacts-client.ts'
import type { ContactColumn, UsableContacts } from './contact-table.ts'

/** The list's columns, named; `nameOf` gives a name to a column without a header (1 = first). */
export const columnsOf = (
  summary: ListSummary,
  nameOf: (place: number) => string,
): readonly ContactColumn[] =>
  summary.headers.map((header, index) => ({ index, name: header === '' ? nameOf(index + 1) : header }))

/** What the later steps see of the list; its rows stay in the worker. */
export const usableContacts = (
  client: ContactsClient,
  summary: ListSummary,
  columns: readonly ContactColumn[],
): UsableContacts => ({
  fileName: summary.fileName,
  columns,
  phoneColumn: summary.phoneColumns[0] ?? 0,
  counts: { rows: summary.rows, ...summary.statuses },
  count: filter => client.usableCount(filter?.blankIn),
  page: (offset, limit, filter) => client.usablePage(offset, limit, filter?.blankIn),
})
