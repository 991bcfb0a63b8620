import type { Page, PageRequest } from '../../shared/domain/page.ts'

export type Turn = 'first' | 'previous' | 'next' | 'last'

/** Which page is asked for, and where its rows are expected to stand (1 = the first row of the table). */
export type Asked = {
  readonly at: PageRequest['at']
  /** Place of the page's first row, where it is known beforehand. */
  readonly from: number | null
  /** Place of the page's last row, where it is known beforehand. */
  readonly to: number | null
}

export const firstPage: Asked = { at: 'first', from: 1, to: null }

/** From which place to which the rows of a page stand; null where nobody can say, or there is none. */
export type Places = { readonly from: number; readonly to: number } | null

/**
 * Where the rows of a page stand. Keys name rows, not places, so places are counted along the way; the table's two ends
 * correct the count, which may have gone wrong because rows came or went meanwhile.
 */
export function placesOf(page: Page<unknown>, asked: Asked): Places {
  const count = page.rows.length
  if (count === 0) return null
  const startingAt = (from: number): Places => ({ from, to: from + count - 1 })
  if (page.previous === null) return startingAt(1)
  if (page.next === null && !page.totalIsLeast) return startingAt(page.total - count + 1)
  if (asked.from !== null) return startingAt(asked.from)
  if (asked.to !== null) return startingAt(Math.max(1, asked.to - count + 1))
  return null
}

/** What is asked for when the owner turns the page; null where there is no such page. */
export function turned(turn: Turn, page: Page<unknown>, asked: Asked): Asked | null {
  const places = placesOf(page, asked)
  switch (turn) {
    case 'first':
      return page.previous === null ? null : firstPage
    case 'last':
      return page.next === null ? null : { at: 'last', from: null, to: null }
    case 'next':
      return page.next === null
        ? null
        : { at: { after: page.next }, from: places === null ? null : places.to + 1, to: null }
    case 'previous':
      return page.previous === null
        ? null
        : { at: { before: page.previous }, from: null, to: places === null ? null : places.from - 1 }
  }
}
