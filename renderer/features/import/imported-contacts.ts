import { type RowStatus, rowStatuses } from '../../../shared/import/row-status.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { JournaledClient } from '../../workers/import/list-journal.ts'
import type { ContactColumn, ContactCounts, UsableContacts } from './usable-contacts.ts'

/** The list's columns, named; `nameOf` gives a name to a column without a header, or its place beside a name that stands twice (1 = first). */
export const columnsOf = (
  { headers, samples }: Pick<ImportSummary, 'headers' | 'samples'>,
  nameOf: (place: number) => string,
): readonly ContactColumn[] =>
  headers.map((header, index) => {
    const isTwice = header !== '' && headers.some((other, at) => at !== index && other === header)
    return {
      index,
      name: header === '' ? nameOf(index + 1) : header,
      ...(isTwice ? { title: `${header}（${nameOf(index + 1)}）` } : {}),
      sample: samples[index]?.[0] ?? '',
    }
  })

/** Columns in view at most; of a wider list those in use come first. */
const viewLimit = 100

/** The columns that the table of a list shows. */
export const columnsInView = (
  columns: readonly ContactColumn[],
  { phoneColumns, nameColumn, inDoubt }: Pick<ImportSummary, 'phoneColumns' | 'nameColumn' | 'inDoubt'>,
): readonly ContactColumn[] => {
  if (columns.length <= viewLimit) return columns
  const used = new Set([...phoneColumns, nameColumn, ...inDoubt])
  const first = [...used].flatMap(index => columns[index] ?? [])
  return [...first, ...columns.filter(({ index }) => !used.has(index))].slice(0, viewLimit)
}

/** Rows of the file and those split out of their cells, together. */
const countsOf = ({ statuses, splits, leftOutBy }: ImportSummary): ContactCounts => {
  const counts = Object.fromEntries(
    rowStatuses.map(status => [status, statuses[status] + splits[status]]),
  ) as Record<RowStatus, number>
  return { ...counts, leftOutBy, rows: rowStatuses.reduce((sum, status) => sum + counts[status], 0) }
}

/** What the later steps see of the list; its rows stay in the worker. */
export const usableContacts = (
  client: JournaledClient,
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
  origin: client.origin,
  count: filter => client.usableCount(filter),
  flaws: columns => client.flawedValues(columns),
  kinds: columns => client.valueKinds(columns),
  measure: plan => client.measure(plan),
  messages: (view, offset, limit) => client.messagePage(view, offset, limit),
  rows: (filter, offset, limit) => client.page(filter, offset, limit),
  page: (offset, limit, filter) => client.usablePage(offset, limit, filter),
})
