import type { MessagePlan, MessageTally, MessageView } from '../../../shared/domain/message-view.ts'
import { cellValue } from '../../../shared/import/cell-value.ts'
import { ImportCancelled } from './import-text.ts'
import { createLengthMeter, gapBit, type MessageLengths, partsBits } from './message-lengths.ts'
import type { RowStore } from './row-store.ts'
import type { RowTable } from './row-table.ts'
import { nextTurn } from './turns.ts'

export type MessageViews = {
  /** The totals of the messages of all usable rows. A newer plan stops the previous one: ImportCancelled. */
  measure(plan: MessagePlan): Promise<MessageTally>
  /**
   * Rows of the people in a view, in its order. A view by parts, gaps or lengths waits for the last measure that
   * was asked for. A newer search stops the previous one: ImportCancelled.
   */
  rowsOf(view: MessageView): Promise<Uint32Array>
  /** The list was changed: drops all results. */
  forget(): void
}

type Measured = { readonly tally: MessageTally; readonly lengths: MessageLengths }

/** Rows per turn: a few milliseconds, so that a page requested meanwhile is answered at once. */
const rowsPerTurn = 4096
const keptViews = 6

/** Goes through the messages of a list in turns; results are kept until the list or the plan changes. */
export function createMessageViews(
  store: RowStore,
  table: RowTable,
  usableRows: () => Uint32Array,
): MessageViews {
  let measured: { readonly key: string; readonly result: Promise<Measured> } | null = null
  let newestMeasure = 0
  let newestView = 0
  const found = new Map<string, Promise<Uint32Array>>()

  async function inTurns(
    count: number,
    isNewest: () => boolean,
    look: (place: number) => void,
  ): Promise<void> {
    for (let from = 0; from < count; from += rowsPerTurn) {
      if (from > 0) await nextTurn()
      if (!isNewest()) throw new ImportCancelled()
      const end = Math.min(count, from + rowsPerTurn)
      for (let place = from; place < end; place++) look(place)
    }
  }

  async function measureAll(plan: MessagePlan): Promise<Measured> {
    const turn = ++newestMeasure
    // Requests sent together with this one come first: the page that the owner waits for.
    await nextTurn()
    if (turn !== newestMeasure) throw new ImportCancelled()
    const rows = usableRows()
    const meter = createLengthMeter(plan, rows.length)
    await inTurns(
      rows.length,
      () => turn === newestMeasure,
      place => meter.measure(place, store.cells(sourceAt(rows, place))),
    )
    return { tally: meter.tally(), lengths: meter.lengths }
  }

  const sourceAt = (rows: Uint32Array, place: number): number => table.sourceOf(rows[place] ?? 0)

  function searchFor(query: string, rows: Uint32Array): (place: number) => boolean {
    const words = query.toLowerCase()
    return place =>
      store.cells(sourceAt(rows, place)).some(cell => cellValue(cell).toLowerCase().includes(words))
  }

  /** Digits match phones that begin or end with them; otherwise they are looked for in every value, like words. */
  async function searched(
    places: Uint32Array,
    query: string,
    rows: Uint32Array,
    isNewest: () => boolean,
  ): Promise<Uint32Array> {
    const isPhone = phoneTest(query)
    const { phone } = table
    const ofPhones =
      isPhone === null ? places.subarray(0, 0) : those(places, place => isPhone(phone[rows[place] ?? 0] ?? 0))
    if (ofPhones.length > 0) return ofPhones
    const matches = searchFor(query, rows)
    const hits: number[] = []
    await inTurns(places.length, isNewest, at => {
      const place = places[at] ?? 0
      if (matches(place)) hits.push(place)
    })
    return Uint32Array.from(hits)
  }

  async function find({ group, order, query }: MessageView, turn: number): Promise<Uint32Array> {
    const rows = usableRows()
    const wanted = query.trim()
    const isOfMeasure = group !== 'all' || order !== 'list'
    if (!isOfMeasure && wanted === '') return rows
    const known = isOfMeasure ? ((await measured?.result) ?? null) : null
    let places: Uint32Array = those(placesOf(rows.length), groupTest(group, known?.lengths ?? null))
    if (wanted !== '') places = await searched(places, wanted, rows, () => turn === newestView)
    if (known !== null && order !== 'list') places = sortedByLength(places, known.lengths.lengths, order)
    const found = new Uint32Array(places.length)
    for (let at = 0; at < found.length; at++) found[at] = rows[places[at] ?? 0] ?? 0
    return found
  }

  return {
    async measure(plan) {
      const key = JSON.stringify(plan)
      if (measured?.key !== key) {
        newestView++
        found.clear()
        const result = measureAll(plan)
        measured = { key, result }
        // The caller gets the error; a stopped measure must not be returned again.
        result.catch(() => {
          if (measured?.result === result) measured = null
        })
      }
      return (await measured.result).tally
    },
    rowsOf(view) {
      const key = JSON.stringify([view.group, view.order, view.query.trim()])
      const kept = found.get(key)
      if (kept !== undefined) return kept
      const rows = find(view, ++newestView)
      const [oldest] = found.keys()
      if (found.size >= keptViews && oldest !== undefined) found.delete(oldest)
      found.set(key, rows)
      rows.catch(() => {
        if (found.get(key) === rows) found.delete(key)
      })
      return rows
    },
    forget() {
      newestMeasure++
      newestView++
      measured = null
      found.clear()
    },
  }
}

/** The rows that pass, in order. */
function those(places: Uint32Array, passes: (place: number) => boolean): Uint32Array {
  const kept = new Uint32Array(places.length)
  let count = 0
  for (let at = 0; at < places.length; at++) {
    const place = places[at] ?? 0
    if (passes(place)) kept[count++] = place
  }
  return kept.slice(0, count)
}

/** 0, 1, 2 … */
function placesOf(count: number): Uint32Array {
  const places = new Uint32Array(count)
  for (let place = 0; place < count; place++) places[place] = place
  return places
}

function groupTest(group: MessageView['group'], known: MessageLengths | null): (place: number) => boolean {
  if (group === 'all') return () => true
  // Nothing was measured: no group is known.
  if (known === null) return () => false
  const { kinds } = known
  if (group === 'gaps') return place => ((kinds[place] ?? 0) & gapBit) !== 0
  const parts = group === 'left-out' ? 0 : group
  return place => ((kinds[place] ?? 0) & partsBits) === parts
}

/** Whether a phone begins or ends with these digits; null where the query is no part of a phone. */
function phoneTest(query: string): ((phone: number) => boolean) | null {
  const digits = query.replaceAll(/[\s-]/g, '')
  if (!/^\d{3,11}$/.test(digits)) return null
  const wanted = Number(digits)
  const ofEnd = 10 ** digits.length
  const ofStart = 10 ** (11 - digits.length)
  return phone => phone % ofEnd === wanted || Math.floor(phone / ofStart) === wanted
}

/** Rows by the length of their messages, stable. Counting sort: no comparisons. */
function sortedByLength(
  places: Uint32Array,
  lengths: Uint16Array,
  order: 'longest' | 'shortest',
): Uint32Array<ArrayBuffer> {
  const rank = (place: number): number =>
    order === 'shortest' ? (lengths[place] ?? 0) : 0xffff - (lengths[place] ?? 0)
  const starts = new Uint32Array(0x10001)
  for (const place of places) {
    const next = rank(place) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  const sorted = new Uint32Array(places.length)
  for (const place of places) {
    const at = rank(place)
    const free = starts[at] ?? 0
    sorted[free] = place
    starts[at] = free + 1
  }
  return sorted
}
