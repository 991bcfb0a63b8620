import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { json } from '../storage/rows.ts'
import { type ContactContent, mergeContact } from './merge.ts'

/** A contact to be merged, its values in the order of the list's columns. */
export type StagedContact = {
  /** 11 digits. */
  readonly phone: string
  readonly values: readonly string[]
  readonly tags: readonly string[]
}

/** The result of merging a range; each phone is counted in one of the three. */
export type Merged = { readonly added: number; readonly updated: number; readonly unchanged: number }

/** A range of phones: after `after`, up to and including `upTo`. */
export type PhoneRange = { readonly after: string; readonly upTo: string }

/** Rows merged in one transaction, roughly. */
const mergedAtOnce = 5_000
/** One phone in this many is remembered of every batch, to cut the whole into ranges of about the same size. */
const sampleEvery = 50
/** Sorts after every phone. */
const afterAllPhones = '2'

const differing = z.object({
  phone: z.string(),
  old_values: z.string(),
  old_tags: z.string(),
  new_values: z.string(),
  new_tags: z.string(),
})
const double = z.object({
  run: z.int(),
  phone: z.string(),
  n: z.int(),
  values_json: z.string(),
  tags_json: z.string(),
})
const texts = z.array(z.string())
const storedTexts = json(texts)

export type Staging = ReturnType<typeof createStaging>

/**
 * Collects the people of a merge before they go into a list. Writing a million rows straight into the list in the
 * order of the file would rewrite the same pages again and again. So each batch is sorted by phone in a temporary
 * table, and then the ranges of phones are merged one after another, which touches every page of the list once.
 */
export function createStaging(database: Database) {
  database.exec(
    `CREATE TEMP TABLE IF NOT EXISTS staged_contacts (
       run         INTEGER NOT NULL,
       phone       TEXT NOT NULL,
       n           INTEGER NOT NULL,
       values_json TEXT NOT NULL,
       tags_json   TEXT NOT NULL,
       PRIMARY KEY (run, phone, n)
     ) STRICT, WITHOUT ROWID`,
  )
  const stage = database.prepare('INSERT INTO staged_contacts VALUES (?, ?, ?, ?, ?)')
  const unstage = database.prepare('DELETE FROM staged_contacts')
  const unstageOne = database.prepare('DELETE FROM staged_contacts WHERE phone = ?')
  const inRange = `run IN (SELECT value FROM json_each(?)) AND s.phone > ? AND s.phone <= ?`
  const count = database.prepare(
    `SELECT count(*) AS rows, count(DISTINCT phone) AS phones FROM staged_contacts AS s WHERE ${inRange}`,
  )
  const selectDoubles = database.prepare(
    `SELECT s.* FROM staged_contacts AS s WHERE ${inRange} AND s.phone IN
       (SELECT s.phone FROM staged_contacts AS s WHERE ${inRange} GROUP BY s.phone HAVING count(*) > 1)
      ORDER BY s.phone, s.n`,
  )
  const restage = database.prepare(
    'UPDATE staged_contacts SET values_json = ?, tags_json = ? WHERE run = ? AND phone = ? AND n = ?',
  )
  const unstageRow = database.prepare('DELETE FROM staged_contacts WHERE run = ? AND phone = ? AND n = ?')
  const selectDiffering = database.prepare(
    `SELECT s.phone, c.values_json AS old_values, c.tags_json AS old_tags,
            s.values_json AS new_values, s.tags_json AS new_tags
       FROM staged_contacts AS s CROSS JOIN list_contacts AS c ON c.list_id = ? AND c.phone = s.phone
      WHERE ${inRange} AND (s.values_json <> c.values_json OR s.tags_json <> c.tags_json)
      ORDER BY s.phone, s.n`,
  )
  const update = database.prepare(
    'UPDATE list_contacts SET values_json = ?, tags_json = ? WHERE list_id = ? AND phone = ?',
  )
  const insert = database.prepare(
    `INSERT INTO list_contacts (list_id, phone, values_json, tags_json, added_at)
     SELECT ?, s.phone, s.values_json, s.tags_json, ? FROM staged_contacts AS s WHERE ${inRange}
      ORDER BY s.phone, s.n ON CONFLICT (list_id, phone) DO NOTHING`,
  )
  const changeCount = database.prepare('UPDATE contact_lists SET contacts = contacts + ? WHERE id = ?')

  let runs: number[] = []
  let rows = 0
  let samples: string[] = []

  /** Folds several rows of one phone into the first of them, in the order of the file. */
  const foldDoubles = (range: readonly string[]): void => {
    let first: z.infer<typeof double> | null = null
    for (const found of selectDoubles.all(...range, ...range)) {
      const row = double.parse(found)
      if (first?.phone !== row.phone) {
        first = row
        continue
      }
      unstageRow.run(row.run, row.phone, row.n)
      const merged = mergeContact(
        contentOf(first.values_json, first.tags_json),
        contentOf(row.values_json, row.tags_json),
      )
      if (merged === null) continue
      first.values_json = JSON.stringify(merged.values)
      first.tags_json = JSON.stringify(merged.tags)
      restage.run(first.values_json, first.tags_json, first.run, first.phone, first.n)
    }
  }

  /** Merges people whom the list has already; returns how many of them changed. */
  const mergeKept = (listId: number, range: readonly string[]): number => {
    let changed = 0
    for (const row of selectDiffering.all(listId, ...range)) {
      const { phone, old_values, old_tags, new_values, new_tags } = differing.parse(row)
      const old = keptContent(old_values, old_tags)
      const merged = old === null ? null : mergeContact(old, contentOf(new_values, new_tags))
      if (merged === null) continue
      update.run(JSON.stringify(merged.values), JSON.stringify(merged.tags), listId, phone)
      changed += 1
    }
    return changed
  }

  return {
    /** Adds a batch; returns the number of rows so far. */
    add(contacts: readonly StagedContact[]): number {
      const run = runs.length
      const sorted = contacts
        .map((contact, index) => ({ contact, n: rows + index }))
        .sort((a, b) =>
          a.contact.phone < b.contact.phone ? -1 : a.contact.phone > b.contact.phone ? 1 : a.n - b.n,
        )
      database.transaction(() => {
        for (const { contact, n } of sorted) {
          stage.run(run, contact.phone, n, JSON.stringify(contact.values), JSON.stringify(contact.tags))
        }
      })()
      runs.push(run)
      rows += contacts.length
      for (let at = 0; at < sorted.length; at += sampleEvery) samples.push(sorted[at]?.contact.phone ?? '')
      return rows
    },

    /** Ranges that together cover every row, each to be merged in one transaction. */
    ranges(): readonly PhoneRange[] {
      samples.sort()
      const perRange = mergedAtOnce / sampleEvery
      const ends = new Set(samples.filter((_, index) => index % perRange === perRange - 1))
      let after = ''
      return [...ends, afterAllPhones].map(upTo => {
        const range = { after, upTo }
        after = upTo
        return range
      })
    },

    /** Merges a range into a list, in one transaction. */
    merge: (listId: number, { after, upTo }: PhoneRange, at: number): Merged =>
      database
        .transaction(() => {
          const range = [JSON.stringify(runs), after, upTo]
          const found = z.object({ rows: z.int(), phones: z.int() }).parse(count.get(...range))
          if (found.rows > found.phones) foldDoubles(range)
          const updated = mergeKept(listId, range)
          const added = insert.run(listId, at, ...range).changes
          if (added > 0) changeCount.run(added, listId)
          return { added, updated, unchanged: found.phones - added - updated }
        })
        .immediate(),

    forget(phone: string): void {
      unstageOne.run(phone)
    },

    clear(): void {
      unstage.run()
      runs = []
      rows = 0
      samples = []
    },
  }
}

const contentOf = (values: string, tags: string): ContactContent => ({
  values: texts.parse(JSON.parse(values)),
  tags: texts.parse(JSON.parse(tags)),
})

/** Null where the entry can't be read: it is left alone, and the import goes on. */
function keptContent(values: string, tags: string): ContactContent | null {
  const kept = { values: storedTexts.safeParse(values).data, tags: storedTexts.safeParse(tags).data }
  return kept.values === undefined || kept.tags === undefined
    ? null
    : { values: kept.values, tags: kept.tags }
}
