import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { type ContactContent, mergeContact } from './merge.ts'

/** A contact of an import, its values in the order of the list's columns. */
export type StagedContact = {
  /** 11 digits. */
  readonly phone: string
  readonly values: readonly string[]
  readonly tags: readonly string[]
}

/** What came of a range of an import: each phone is one of the three. */
export type Merged = { readonly added: number; readonly updated: number; readonly unchanged: number }

/** A range of phones: after `after`, up to and with `upTo`. */
export type PhoneRange = { readonly after: string; readonly upTo: string }

/** About so many rows are merged in one transaction. */
const mergedAtOnce = 5_000
/** Of every batch, one phone in so many is remembered, to cut the whole into ranges of about the same size. */
const sampleEvery = 50
/** Stands after every phone. */
const afterAllPhones = '2'

const differing = z.object({
  phone: z.string(),
  old_values: z.string(),
  old_tags: z.string(),
  new_values: z.string(),
  new_tags: z.string(),
})
const texts = z.array(z.string())

export type Staging = ReturnType<typeof createStaging>

/**
 * Where an import gathers before it goes into a list. A million rows written straight into the list in the order of
 * the file would rewrite the same pages again and again. So each batch is kept sorted by phone in a temporary table,
 * and the whole is then taken over by ranges of phones, each of which touches every page of the list once.
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

  /** Merges whom the list has already, row after row; returns how many of them changed. */
  const mergeKept = (listId: number, range: readonly string[]): number => {
    const changed = new Map<string, ContactContent>()
    for (const row of selectDiffering.all(listId, ...range)) {
      const { phone, old_values, old_tags, new_values, new_tags } = differing.parse(row)
      const merged = mergeContact(
        changed.get(phone) ?? contentOf(old_values, old_tags),
        contentOf(new_values, new_tags),
      )
      if (merged !== null) changed.set(phone, merged)
    }
    for (const [phone, { values, tags }] of changed) {
      update.run(JSON.stringify(values), JSON.stringify(tags), listId, phone)
    }
    return changed.size
  }

  return {
    /** Adds a batch; returns how many rows there are now. */
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

    /** Ranges that hold every row between them, each to be merged at once. */
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

    /** Takes a range over into a list, in one transaction. Where the import has a phone twice, its rows go in one after the other. */
    merge: (listId: number, { after, upTo }: PhoneRange, at: number): Merged =>
      database
        .transaction(() => {
          const range = [JSON.stringify(runs), after, upTo]
          const found = z.object({ rows: z.int(), phones: z.int() }).parse(count.get(...range))
          const updated = mergeKept(listId, range)
          const added = insert.run(listId, at, ...range).changes
          if (found.rows > found.phones) mergeKept(listId, range)
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
