import SqliteDatabase, { type Database } from 'better-sqlite3'
import { z } from 'zod'
import type { ContactList, ListContact } from '../../../shared/domain/contact-list.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { json, type ReportUnreadable, readRows } from '../storage/rows.ts'
import { withTags } from './merge.ts'

const strings = z.array(z.string())
const texts = json(strings)

const listRow = z
  .object({
    id: z.int(),
    name: z.string(),
    columns_json: texts,
    contacts: z.int(),
    created_at: timeMsSchema,
    updated_at: timeMsSchema,
  })
  .transform(
    (row): ContactList => ({
      id: row.id,
      name: row.name,
      columns: row.columns_json,
      contacts: row.contacts,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }),
  )

const contactRow = z
  .object({
    phone: z.string(),
    values_json: texts,
    tags_json: texts,
    added_at: timeMsSchema,
    opted_out: z.int(),
  })
  .transform(
    (row): ListContact => ({
      phone: row.phone,
      values: row.values_json,
      tags: row.tags_json,
      addedAt: row.added_at,
      optedOut: row.opted_out === 1,
    }),
  )

/** One entry of a list, to be written. */
export type WrittenEntry = Pick<ListContact, 'phone' | 'addedAt'> & {
  readonly values: readonly string[]
  readonly tags: readonly string[]
}

export type ListStore = ReturnType<typeof createListStore>

/**
 * The contact lists and their people on disk. A list that is being filled or removed is invisible to every other
 * call.
 */
export function createListStore(
  database: Database,
  now: () => number,
  report: ReportUnreadable = () => undefined,
) {
  const listColumns = 'id, name, columns_json, contacts, created_at, updated_at'
  const contactColumns = `phone, values_json, tags_json, added_at,
    EXISTS (SELECT 1 FROM opt_outs WHERE opt_outs.phone = list_contacts.phone) AS opted_out`
  const selectLists = database.prepare(
    `SELECT ${listColumns} FROM contact_lists WHERE state = 'kept' ORDER BY updated_at DESC, id DESC`,
  )
  const selectList = database.prepare(
    `SELECT ${listColumns} FROM contact_lists WHERE id = ? AND state = 'kept'`,
  )
  const selectNamed = database
    .prepare(`SELECT id FROM contact_lists WHERE name = ? AND state = 'kept'`)
    .pluck()
  const insertList = database
    .prepare(
      `INSERT INTO contact_lists (name, columns_json, state, created_at, updated_at)
       VALUES (?, ?, 'filling', ?, ?) RETURNING id`,
    )
    .pluck()
  const updateList = database.prepare(
    `UPDATE contact_lists SET columns_json = ?, state = 'kept', updated_at = ? WHERE id = ?`,
  )
  const renameList = database.prepare('UPDATE contact_lists SET name = ?, updated_at = ? WHERE id = ?')
  const markRemoving = database.prepare(`UPDATE contact_lists SET state = 'removing' WHERE id = ?`)
  const markKept = database.prepare(
    `UPDATE contact_lists SET state = 'kept' WHERE id = ? AND state = 'removing'`,
  )
  const selectName = database.prepare('SELECT name FROM contact_lists WHERE id = ?').pluck()
  const removeList = database.prepare('DELETE FROM contact_lists WHERE id = ?')
  const unfinished = database.prepare(`SELECT id FROM contact_lists WHERE state <> 'kept'`).pluck()
  const hasPhone = database.prepare('SELECT 1 FROM list_contacts WHERE list_id = ? AND phone = ?').pluck()
  const selectAdded = database
    .prepare('SELECT added_at FROM list_contacts WHERE list_id = ? AND phone = ?')
    .pluck()
  const deleteOne = database.prepare('DELETE FROM list_contacts WHERE list_id = ? AND phone = ?')
  const insertOne = database.prepare(
    'INSERT INTO list_contacts (list_id, phone, values_json, tags_json, added_at) VALUES (?, ?, ?, ?, ?)',
  )
  const changeCount = database.prepare(
    'UPDATE contact_lists SET contacts = contacts + ?, updated_at = ? WHERE id = ?',
  )
  const touch = database.prepare('UPDATE contact_lists SET updated_at = ? WHERE id = ?')
  const selectContact = database.prepare(
    `SELECT ${contactColumns} FROM list_contacts WHERE list_id = ? AND phone = ?`,
  )
  const selectAfter = database.prepare(
    `SELECT ${contactColumns} FROM list_contacts WHERE list_id = ? AND phone > ? ORDER BY phone LIMIT ?`,
  )
  const selectEndOf = database
    .prepare(
      'SELECT phone FROM list_contacts WHERE list_id = ? AND phone > ? ORDER BY phone LIMIT 1 OFFSET ?',
    )
    .pluck()
  const removeUpTo = database.prepare('DELETE FROM list_contacts WHERE list_id = ? AND phone <= ?')
  const removeAll = database.prepare('DELETE FROM list_contacts WHERE list_id = ?')
  const selectTags = database
    .prepare('SELECT tags_json FROM list_contacts WHERE list_id = ? AND phone = ?')
    .pluck()
  const updateTags = database.prepare(
    'UPDATE list_contacts SET tags_json = ? WHERE list_id = ? AND phone = ?',
  )
  const countTags = database.prepare(
    `SELECT tags_json, count(*) AS count FROM list_contacts
      WHERE list_id = ? AND phone > ? AND phone <= ? AND tags_json <> '[]' GROUP BY tags_json`,
  )
  const selectPerson = database.prepare(
    `SELECT id, name, columns_json, values_json, tags_json FROM contact_lists
       JOIN list_contacts ON list_id = id AND phone = ? WHERE state = 'kept' ORDER BY name, id`,
  )
  const selectListsOf = database
    .prepare('SELECT id FROM contact_lists JOIN list_contacts ON list_id = id AND phone = ?')
    .pluck()

  const get = (listId: number): ContactList => {
    const row = selectList.get(listId)
    if (row === undefined) throw new AppError('not-found', { where: `list ${listId}` })
    return listRow.parse(row)
  }

  return {
    lists: (): ContactList[] => readRows(listRow, selectLists.all(), 'contact_lists', report),
    get,

    /** Throws `bad-input` where another list has the name. */
    expectFreeName(name: string, ownId: number | null = null): void {
      const taken = selectNamed.get(name)
      if (taken !== undefined && taken !== ownId)
        throw new AppError('bad-input', { where: 'name', detail: 'another list has this name' })
    },

    /** Creates a list that is invisible until `keep`. */
    create: (name: string, columns: readonly string[]): number =>
      z.int().parse(insertList.get(name, JSON.stringify(columns), now(), now())),

    /** Sets the list's columns and makes it visible. */
    keep(listId: number, columns: readonly string[]): void {
      updateList.run(JSON.stringify(columns), now(), listId)
    },

    rename(listId: number, name: string): void {
      renameList.run(name, now(), listId)
    },

    /** Hides the list; `removeSome` deletes it. */
    beginRemoval(listId: number): void {
      markRemoving.run(listId)
    },

    /** Shows a hidden list again; nobody of it may have been deleted yet. */
    endRemoval(listId: number): void {
      markKept.run(listId)
    },

    /** The name of a list in any state; null where it is gone. */
    nameOf: (listId: number): string | null => z.string().optional().parse(selectName.get(listId)) ?? null,

    /** Deletes at most `limit` people of the list, and with the last of them the list. True when it is gone. */
    removeSome: (listId: number, limit: number): boolean =>
      database
        .transaction(() => {
          const end = selectEndOf.get(listId, '', limit - 1)
          if (end !== undefined) {
            removeUpTo.run(listId, end)
            return false
          }
          removeAll.run(listId)
          removeList.run(listId)
          return true
        })
        .immediate(),

    /** Lists that were being filled or removed when the app ended. */
    unfinished: (): number[] => z.array(z.int()).parse(unfinished.all()),

    /** A person's entry with its stored values, which may be fewer than the list has columns. */
    contact(listId: number, phone: string): ListContact | null {
      return readRows(contactRow, selectContact.all(listId, phone), 'list_contacts', report)[0] ?? null
    },

    /** Everybody by phone, read in pages so that a million of them fit into memory. */
    *all(listId: number, pageSize = 1000): Generator<ListContact> {
      for (let after = ''; ; ) {
        const rows = selectAfter.all(listId, after, pageSize)
        yield* readRows(contactRow, rows, 'list_contacts', report)
        const last = rows.at(-1)
        if (last === undefined) return
        after = withPhone.parse(last).phone
      }
    },

    /** The last of the next `size` phones after `after`; null where there are fewer. */
    endOf: (listId: number, after: string, size: number): string | null =>
      z
        .string()
        .nullable()
        .parse(selectEndOf.get(listId, after, size - 1) ?? null),

    /** Adds and removes tags; returns how many people were changed. */
    changeTags: (
      listId: number,
      phones: readonly string[],
      add: readonly string[],
      remove: readonly string[],
    ): number =>
      database
        .transaction(() => {
          let changed = 0
          for (const phone of phones) {
            const old = selectTags.get(listId, phone)
            const tags = texts.safeParse(old).data
            // No entry of this phone, or an unreadable one: the others are still changed.
            if (tags === undefined) continue
            const text = JSON.stringify(withTags(tags, add, remove))
            if (text === old) continue
            updateTags.run(text, listId, phone)
            changed += 1
          }
          if (changed > 0) touch.run(now(), listId)
          return changed
        })
        .immediate(),

    /**
     * Writes one entry in place of `was` (null: a new one). The time it was added is kept. Throws AppError
     * `bad-input` (`double`) where another entry has the phone, `not-found` where `was` does not exist.
     */
    write(listId: number, was: string | null, { phone, values, tags, addedAt }: WrittenEntry): void {
      database
        .transaction(() => {
          if (phone !== was && hasPhone.get(listId, phone) !== undefined)
            throw new AppError('bad-input', { where: 'double' })
          const since = was === null ? addedAt : selectAdded.get(listId, was)
          if (since === undefined) throw new AppError('not-found', { where: 'person' })
          if (was !== null) deleteOne.run(listId, was)
          insertOne.run(listId, phone, JSON.stringify(values), JSON.stringify(tags), since)
          changeCount.run(was === null ? 1 : 0, now(), listId)
        })
        .immediate()
    },

    removeOne(listId: number, phone: string): void {
      database
        .transaction(() => {
          const { changes } = deleteOne.run(listId, phone)
          changeCount.run(-changes, now(), listId)
        })
        .immediate()
    },

    /** The sets of tags of people from `after` to `upTo`, and how many people have each. */
    tagSets: (listId: number, after: string, upTo: string) =>
      readRows(tagSetRow, countTags.all(listId, after, upTo), 'list_contacts', report),

    /** Every contact list that has the phone. */
    findPerson: (phone: string) =>
      readRows(personRow, selectPerson.all(phone), 'list_contacts', report).map(
        ({ id, name, columns_json, values_json, tags_json }) => ({
          listId: id,
          name,
          columns: columns_json,
          values: values_json,
          tags: tags_json,
        }),
      ),

    /** Every list that has the phone, in any state. */
    listsOf: (phone: string): readonly number[] => z.array(z.int()).parse(selectListsOf.all(phone)),

    /**
     * Writes the write-ahead log back into the file and empties it. Throws `SQLITE_BUSY` while others read or
     * write.
     */
    emptyLog(): void {
      const rows = z.array(z.object({ busy: z.int() })).parse(database.pragma('wal_checkpoint(TRUNCATE)'))
      if (rows.some(({ busy }) => busy !== 0))
        throw new SqliteDatabase.SqliteError('the write-ahead log is in use', 'SQLITE_BUSY')
    },
  }
}

const withPhone = z.object({ phone: z.string() })
const tagSetRow = z.object({ tags_json: texts, count: z.int() })

const personRow = z.object({
  id: z.int(),
  name: z.string(),
  columns_json: texts,
  values_json: texts,
  tags_json: texts,
})
