import { type DependencyList, useCallback, useState } from 'react'
import type { Page, PageRequest } from '../../shared/domain/page.ts'
import { type Asked, firstPage, type Places, placesOf, type Turn, turned } from './page-places.ts'
import { type Loaded, useLoaded } from './use-loaded.ts'

/** A page of a long table, and the way to its others. */
export type PageView<Row> = {
  readonly rows: readonly Row[]
  readonly total: number
  /** There are more than `total` rows; they were not counted. */
  readonly totalIsLeast: boolean
  readonly places: Places
  readonly can: (turn: Turn) => boolean
  readonly turn: (turn: Turn) => void
}

type Place = { readonly of: string; readonly asked: Asked }

/** `onTurn` null: the page in view is about to be replaced, and its keys are invalid. */
const viewOf = <Row>(
  page: Page<Row>,
  asked: Asked,
  onTurn: ((next: Asked) => void) | null,
): PageView<Row> => ({
  rows: page.rows,
  total: page.total,
  totalIsLeast: page.totalIsLeast,
  places: placesOf(page, asked),
  can: turn => onTurn !== null && turned(turn, page, asked) !== null,
  turn(turn) {
    const next = turned(turn, page, asked)
    if (next !== null) onTurn?.(next)
  },
})

/**
 * Pages of a table in the main process. `of`: what is shown, including search and filters (plain data); when it
 * changes, the first page is shown. When `when` changes, the same page is loaded again. The page in view stays
 * until the next one has arrived; the returned `of` tells what it is a page of. The returned function shows the
 * first page again.
 */
export const usePages = <Row, Of>(
  of: Of,
  load: (of: Of, request: PageRequest) => Promise<Page<Row>>,
  { when = [], limit = 50 }: { readonly when?: DependencyList; readonly limit?: number } = {},
): readonly [Loaded<PageView<Row> & { readonly of: Of }>, () => void] => {
  const key = JSON.stringify(of)
  const [place, setPlace] = useState<Place>({ of: key, asked: firstPage })
  const asked = place.of === key ? place.asked : firstPage
  const [loaded, reload] = useLoaded(
    async () => ({ of, key, asked, page: await load(of, { at: asked.at, limit }) }),
    [key, asked, limit, ...when],
  )
  const back = useCallback(() => {
    setPlace({ of: key, asked: firstPage })
    reload()
  }, [key, reload])
  if (loaded.state !== 'loaded') return [loaded, back]
  const { value } = loaded
  const onTurn = value.key === key ? (next: Asked) => setPlace({ of: key, asked: next }) : null
  return [{ state: 'loaded', value: { ...viewOf(value.page, value.asked, onTurn), of: value.of } }, back]
}

/** Pages of a table that is completely in the window; only the page in view is drawn. */
export const useArrayPages = <Row>(rows: readonly Row[], of: string, limit = 50): PageView<Row> => {
  const [place, setPlace] = useState({ of, offset: 0 })
  const last = Math.max(0, Math.floor((rows.length - 1) / limit) * limit)
  const offset = place.of === of ? Math.min(place.offset, last) : 0
  const shown = rows.slice(offset, offset + limit)
  const offsets: Readonly<Record<Turn, number>> = {
    first: 0,
    previous: Math.max(0, offset - limit),
    next: Math.min(last, offset + limit),
    last,
  }
  return {
    rows: shown,
    total: rows.length,
    totalIsLeast: false,
    places: shown.length === 0 ? null : { from: offset + 1, to: offset + shown.length },
    can: turn => offsets[turn] !== offset,
    turn: turn => setPlace({ of, offset: offsets[turn] }),
  }
}
