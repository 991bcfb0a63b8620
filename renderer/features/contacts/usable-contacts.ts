import { type RowStatus, rowStatuses } from '../../../shared/contacts/row-status.ts'
import type { ListSummary } from '../../workers/contacts/contact-list.ts'
import type { ContactsClient } from '../../workers/contacts/contacts-client.ts'
import type { ContactColumn, ContactCounts, UsableContacts } from './contact-table.ts'

/** The list's columns, named; `nameOf` gives a name to a column without a header (1 = first). */
export const columnsOf = (
  summary: ListSummary,
  nameOf: (place: number) => string,
): readonly ContactColumn[] =>
  summary.headers.map((header, index) => ({ index, name: header === '' ? nameOf(index + 1) : header }))

/** Rows of the file and those split out of their cells, together. */
const countsOf = ({ statuses, splits }: ListSummary): ContactCounts => {
  const counts = Object.fromEntries(
    rowStatuses.map(status => [status, statuses[status] + splits[status]]),
  ) as Record<RowStatus, number>
  return { ...counts, rows: rowStatuses.reduce((sum, status) => sum + counts[status], 0) }
}

/** What the later steps see of the list; its rows stay in the worker. */
export const usableContacts = (
  client: ContactsClient,
  summary: ListSummary,
  columns: readonly ContactColumn[],
  isSample = false,
): UsableContacts => ({
  fileName: summary.fileName,
  isSample,
  columns,
  phoneColumn: summary.phoneColumns[0] ?? 0,
  nameColumn: summary.nameColumn < 0 ? null : summary.nameColumn,
  counts: countsOf(summary),
  count: filter => client.usableCount(filter?.blankIn),
  page: (offset, limit, filter) => client.usablePage(offset, limit, filter?.blankIn),
})
