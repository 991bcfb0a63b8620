import type { ImportedPage, ImportedRow } from '../../workers/import/row-views.ts'

const pageSize = 100
/** Pages kept at hand around what is in view. */
const keptPages = 30

export type RowPages = {
  /** Rows that the filter leaves; null until the first answer. */
  total(): number | null
  /** The row at a place of the filtered list, if it is at hand. */
  rowAt(place: number): ImportedRow | undefined
  /** Says which places are in view, so that they are fetched. */
  want(first: number, last: number): void
  /** The list has changed: what is in view is fetched again and shown as it was until it comes. */
  refresh(): void
  /** Calls the listener whenever pages have come; returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Changes with every page that came. */
  version(): number
}

/**
 * Pages of a list, fetched as they come into view: one question at a time, always for what is wanted now, so that a quick
 * scroll through a million rows leaves no queue of answers that nobody needs. `fetch` counts as loading until it settles.
 */
export function createRowPages(fetch: (offset: number, limit: number) => Promise<ImportedPage>): RowPages {
  const pages = new Map<number, readonly ImportedRow[]>()
  const listeners = new Set<() => void>()
  let total: number | null = null
  let version = 0
  let first = 0
  let last = 0
  let fetching = false
  /** Counts changes of the list; pages from before the last one are shown until newer ones come. */
  let edition = 0
  const editions = new Map<number, number>()

  function missingPage(): number | null {
    const end = Math.floor(last / pageSize)
    for (let page = Math.floor(first / pageSize); page <= end; page++)
      if (editions.get(page) !== edition) return page
    return null
  }

  function keep(page: number, rows: readonly ImportedRow[]): void {
    // The page that came last stands last; the first is the one to let go.
    pages.delete(page)
    pages.set(page, rows)
    const [oldest] = pages.keys()
    if (pages.size <= keptPages || oldest === undefined) return
    pages.delete(oldest)
    editions.delete(oldest)
  }

  function fetchNext(): void {
    const page = missingPage()
    if (fetching || page === null) return
    fetching = true
    const asked = edition
    fetch(page * pageSize, pageSize).then(
      answer => {
        total = answer.total
        editions.set(page, asked)
        keep(page, answer.rows)
        version++
        fetching = false
        for (const listener of listeners) listener()
        fetchNext()
      },
      // The list was replaced or its worker ended meanwhile; whoever did that shows what is so now.
      () => undefined,
    )
  }

  return {
    total: () => total,
    rowAt: place => pages.get(Math.floor(place / pageSize))?.[place % pageSize],
    want(from, to) {
      first = from
      last = to
      fetchNext()
    },
    refresh() {
      edition++
      fetchNext()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
}
