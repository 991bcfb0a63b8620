import type { MessagePlan, MessageTally, MessageView } from '../../../shared/domain/message-view.ts'
import { cellValue } from '../../../shared/import/cell-value.ts'
import { ImportCancelled } from './import-text.ts'
import { createLengthMeter, gapBit, type MessageLengths, partsBits } from './message-lengths.ts'
import type { RowStore } from './row-store.ts'
import type { RowTable } from './row-table.ts'
import { nextTurn } from './turns.ts'

export type MessageViews = {
  /** What the messages of all usable people come to. A newer plan stops the one before it: ImportCancelled. */
  measure(plan: MessagePlan): Promise<MessageTally>
  /**
   * Rows of the people in a view, in its order. A view that asks for parts, gaps or lengths waits for the measure that was asked
   * for last. A newer search stops the one before it: ImportCancelled.
   */
  rowsOf(view: MessageView): Promise<Uint32Array>
  /** The list was changed: nothing that was found stands any more. */
  forget(): void
}

type Measured = { readonly tally: MessageTally; readonly lengths: MessageLengths }

/** Rows of one turn: a few milliseconds, so that a page that is asked for meanwhile comes at once. */
const rowsPerTurn = 4096
const keptViews = 6

/** Looks through the messages of a list in turns; what was found is kept until the list or the plan changes. */
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
    // What was asked together with it comes first: the page that is waited for.
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

  /** Digits are a phone's where one begins or ends with them; else they are looked for in every value, as words are. */
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
        // Whoever waits for it is told; a measure that was stopped must not be handed out again.
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

/** Those that pass, in their order. */
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
  // Nothing was measured: nobody is known to be in a group.
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

/** Places by the length of their messages, those of one length in the order of the list. A count per length: no comparing. */
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
