import type { Page, PageRequest } from '../../shared/domain/page.ts'

export type Turn = 'first' | 'previous' | 'next' | 'last'

/** A requested page, and the expected positions of its rows (1 = the first row of the table). */
export type Asked = {
  readonly at: PageRequest['at']
  /** Position of the page's first row, if known beforehand. */
  readonly from: number | null
  /** Position of the page's last row, if known beforehand. */
  readonly to: number | null
}

export const firstPage: Asked = { at: 'first', from: 1, to: null }

/** The positions of a page's first and last row; null if unknown, or if there are no rows. */
export type Places = { readonly from: number; readonly to: number } | null

/**
 * The positions of a page's rows. Keys identify rows, not positions, so positions are counted while turning pages;
 * at both ends of the table the count is corrected, because rows may have come or gone meanwhile.
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

/** The request when the owner turns the page; null if there is no such page. */
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
