import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { ContactFilter, ContactSort } from '../../../shared/domain/contact-list.ts'
import { sortInTurns } from '../time/sort-in-turns.ts'
import type { Turns } from '../time/turns.ts'
import type { ListStore } from './list-store.ts'

/** People of a list as phones; a phone fits into a double. */
export type View = { readonly phones: Float64Array; readonly version: number }

export type ListViews = ReturnType<typeof createListViews>

/** People read at a time. */
const perTurn = 20_000
/**
 * Number of views that are kept, 8 MB each for a million people: turning pages asks for the same view again and
 * again.
 */
const keptViews = 4

const foundRow = z.tuple([z.string(), z.string().nullable()])

/**
 * The people of a list that a search finds, in order. Computed once, in short pieces of work, and kept until the
 * list changes. A page is then a slice, as fast at the end of a million as at the beginning.
 */
export function createListViews(database: Database, store: ListStore, turns: Turns) {
  const versions = new Map<number, number>()
  const views = new Map<string, Promise<View>>()

  const find = async (listId: number, filter: ContactFilter, sort: ContactSort): Promise<Float64Array> => {
    const { sql, values } = filterSql(filter)
    const key = keySql(sort)
    const select = database
      .prepare(
        `SELECT phone, ${key} FROM list_contacts
          WHERE list_id = ? AND phone > ? AND phone <= ?${sql} ORDER BY phone`,
      )
      .raw()
    const phones: number[] = []
    const keys = createKeys()
    for await (const { after, upTo } of pieces(listId)) {
      for (const row of select.all(listId, after, upTo, ...values)) {
        const [phone, text] = foundRow.parse(row)
        phones.push(Number(phone))
        keys.add(text ?? '')
      }
    }
    if (sort.by === 'phone') return Float64Array.from(sort.descending ? phones.reverse() : phones)
    return inOrder(phones, keys.ofRow, await ranks(keys.distinct, sort.descending, turns))
  }

  /** The list cut into ranges of phones; other work runs between them. */
  async function* pieces(listId: number): AsyncGenerator<{ readonly after: string; readonly upTo: string }> {
    for (let after = ''; ; ) {
      const end = await turns.read(() => store.endOf(listId, after, perTurn))
      yield { after, upTo: end ?? afterAllPhones }
      if (end === null) return
      after = end
    }
  }

  return {
    /** Phones in order. All callers share one promise until the list changes. */
    get(listId: number, filter: ContactFilter, sort: ContactSort): Promise<View> {
      const version = versions.get(listId) ?? 0
      const name = JSON.stringify([listId, version, filter, sort])
      const known = views.get(name)
      if (known !== undefined) return known
      const view = find(listId, filter, sort).then(phones => ({ phones, version }))
      views.set(name, view)
      view.catch(() => views.delete(name))
      for (const oldest of [...views.keys()].slice(0, -keptViews)) views.delete(oldest)
      return view
    },

    pieces,

    /** To be called after every change of a list's people. */
    changed(listId: number): void {
      versions.set(listId, (versions.get(listId) ?? 0) + 1)
    },
  }
}

/** Sorts after every phone. */
const afterAllPhones = '2'

/** A search for text looks at each value and tag alone, so that it never matches across two of them. */
function filterSql({ search, tag }: ContactFilter): {
  readonly sql: string
  readonly values: readonly string[]
} {
  const conditions: string[] = []
  const values: string[] = []
  const words = search.trim()
  if (words !== '') {
    const like = `%${words.replace(/[\\%_]/g, sign => `\\${sign}`)}%`
    const among = (column: string) =>
      `EXISTS (SELECT 1 FROM json_each(${column}) WHERE value LIKE ? ESCAPE '\\')`
    conditions.push(`(instr(phone, ?) > 0 OR ${among('values_json')} OR ${among('tags_json')})`)
    const digits = words.normalize('NFKC').replace(/[\s()+-]/g, '')
    values.push(/^\d+$/.test(digits) ? digits : words, like, like)
  }
  if (tag !== null) {
    conditions.push('EXISTS (SELECT 1 FROM json_each(tags_json) WHERE value = ?)')
    values.push(tag)
  }
  return { sql: conditions.map(condition => ` AND ${condition}`).join(''), values }
}

const keySql = ({ by }: ContactSort): string => {
  if (by === 'phone') return 'NULL'
  if (by === 'added') return 'CAST(added_at AS TEXT)'
  return `values_json ->> '$[${by.column}]'`
}

/** The texts that rows are sorted by, each stored once: most columns have few different ones. */
function createKeys() {
  const distinct: string[] = []
  const ofRow: number[] = []
  const known = new Map<string, number>()
  return {
    distinct,
    ofRow,
    add(key: string): void {
      let index = known.get(key)
      if (index === undefined) {
        index = distinct.push(key) - 1
        known.set(key, index)
      }
      ofRow.push(index)
    },
  }
}

type Key = { readonly index: number; readonly text: string; readonly value: number; readonly group: number }

const numberPattern = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/

/** The rank of each key: numbers, then texts, then blanks. Descending, blanks are still last. */
async function ranks(keys: readonly string[], descending: boolean, turns: Turns): Promise<Uint32Array> {
  const direction = descending ? -1 : 1
  const byText = new Intl.Collator('zh-CN', { numeric: true })
  const compare = (a: Key, b: Key): number => {
    if (a.group !== b.group) return a.group - b.group
    const difference = Number.isNaN(a.value) ? byText.compare(a.text, b.text) : a.value - b.value
    return direction * difference
  }
  const entries: Key[] = []
  await inTurns(keys.length, turns, index => entries.push(keyOf(keys[index] ?? '', index, descending)))
  const sorted = await sortInTurns(entries, compare, turns)
  const rankOf = new Uint32Array(keys.length)
  let rank = 0
  await inTurns(sorted.length, turns, at => {
    const before = sorted[at - 1]
    const entry = sorted[at]
    if (entry === undefined) return
    // Keys that differ only in blanks around them, or as 1.0 and 1, have the same rank.
    if (before !== undefined && compare(before, entry) !== 0) rank += 1
    rankOf[entry.index] = rank
  })
  return rankOf
}

function keyOf(key: string, index: number, descending: boolean): Key {
  const text = key.trim()
  const isNumber = numberPattern.test(text)
  const group = text === '' ? 2 : isNumber === descending ? 1 : 0
  return { index, text, value: isNumber ? Number(text.replaceAll(',', '')) : Number.NaN, group }
}

async function inTurns(count: number, turns: Turns, work: (index: number) => void): Promise<void> {
  for (let from = 0; from < count; from += perTurn) {
    await turns.read(() => {
      for (let index = from; index < Math.min(from + perTurn, count); index++) work(index)
    })
  }
}

/** Rows by rank, stable: one pass to count, one to place. */
function inOrder(phones: readonly number[], keyOfRow: readonly number[], rankOf: Uint32Array): Float64Array {
  const next = new Uint32Array(rankOf.length + 1)
  const rankOfRow = (row: number): number => rankOf[keyOfRow[row] ?? 0] ?? 0
  for (let row = 0; row < phones.length; row++) next[rankOfRow(row) + 1] = (next[rankOfRow(row) + 1] ?? 0) + 1
  for (let rank = 1; rank < next.length; rank++) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0)
  const sorted = new Float64Array(phones.length)
  for (let row = 0; row < phones.length; row++) {
    const rank = rankOfRow(row)
    const at = next[rank] ?? 0
    sorted[at] = phones[row] ?? 0
    next[rank] = at + 1
  }
  return sorted
}
