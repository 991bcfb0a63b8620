import { type RowStatus, rowStatuses } from '../../../shared/import/row-status.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/imported-table.ts'
import type { ContactColumn, ContactCounts, UsableContacts } from './usable-contacts.ts'

/** The list's columns, named; `nameOf` gives a name to a column without a header (1 = first). */
export const columnsOf = (
  summary: ImportSummary,
  nameOf: (place: number) => string,
): readonly ContactColumn[] =>
  summary.headers.map((header, index) => ({ index, name: header === '' ? nameOf(index + 1) : header }))

/** Rows of the file and those split out of their cells, together. */
const countsOf = ({ statuses, splits }: ImportSummary): ContactCounts => {
  const counts = Object.fromEntries(
    rowStatuses.map(status => [status, statuses[status] + splits[status]]),
  ) as Record<RowStatus, number>
  return { ...counts, rows: rowStatuses.reduce((sum, status) => sum + counts[status], 0) }
}

/** What the later steps see of the list; its rows stay in the worker. */
export const usableContacts = (
  client: ImportClient,
  summary: ImportSummary,
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
