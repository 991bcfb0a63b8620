import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect } from 'vitest'
import {
  type ContactListService,
  createContactListService,
} from '../../electron/services/contact-lists/contact-list-service.ts'
import { createListStore } from '../../electron/services/contact-lists/list-store.ts'
import { createListViews } from '../../electron/services/contact-lists/list-views.ts'
import { createStaging } from '../../electron/services/contact-lists/staging.ts'
import { createOptOutService } from '../../electron/services/opt-outs/opt-out-service.ts'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createPatience } from '../../electron/services/storage/patience.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { createTurns } from '../../electron/services/time/turns.ts'
import type { ContactFilter, ContactSort, ListContact, NewContact } from '../../shared/domain/contact-list.ts'
import { createManualClock, type ManualClock } from '../fakes/clocks.ts'
import { forgettingOn } from '../fakes/forgetting.ts'
import { readerOnDemand } from '../fakes/reader-thread.ts'

/** Contact lists on a database of their own: what their tests stand on. */

export let folder: string
export let database: Database
export const time = { nowMs: 0 }
/** What waits for its time. */
export let manual: ManualClock
/** How often copies of the database were to be removed. */
export const copies = { removals: 0 }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-lists-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
  time.nowMs = Date.UTC(2026, 10, 22, 1, 30)
  copies.removals = 0
  manual = createManualClock()
})

const thread = readerOnDemand(() => join(folder, 'zhanggui.db'))

afterEach(async () => {
  await thread.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

export function open(clock: Parameters<typeof createTurns>[0] = systemClock) {
  const turns = createTurns(clock, createPatience(clock))
  const now = () => time.nowMs
  const path = join(folder, 'out.csv')
  const common = {
    turns,
    reader: thread.reader,
    language: () => 'zh-CN' as const,
    askPath: async () => path,
  }
  const optOuts = createOptOutService({
    ...common,
    clock: { ...systemClock, now },
    store: createOptOutStore(database, now),
    onChange: () => {},
  })
  const store = createListStore(database, now)
  const lists = createContactListService({
    ...common,
    store,
    staging: createStaging(database),
    views: createListViews(database, store, turns),
    optOuts,
    clock: { now, after: manual.after },
    forgetting: forgettingOn(database, turns),
    removeCopies: () => {
      copies.removals += 1
    },
    onFailure: error => {
      throw error
    },
  })
  return { lists, optOuts, store, path }
}

export const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`
export const contact = (
  phone: string,
  values: readonly string[] = [],
  tags: readonly string[] = [],
): NewContact => ({
  phone,
  values: [...values],
  tags: [...tags],
})

export async function bring(
  lists: ContactListService,
  target: { listId: number } | { name: string },
  columns: readonly string[],
  contacts: readonly NewContact[],
) {
  const mergeId = await lists.beginMerge({ target, columns: [...columns] })
  for (let at = 0; at < contacts.length; at += 5000)
    await lists.addContacts(mergeId, contacts.slice(at, at + 5000))
  return lists.finishMerge(mergeId)
}

export const noFilter: ContactFilter = { search: '', tag: null }
const byPhone: ContactSort = { by: 'phone', descending: false }

export async function rowsOf(
  lists: ContactListService,
  listId: number,
  filter: Partial<ContactFilter> = {},
  sort: ContactSort = byPhone,
): Promise<readonly ListContact[]> {
  const page = await lists.page({ listId, filter: { ...noFilter, ...filter }, sort, offset: 0, limit: 5000 })
  expect(page.rows).toHaveLength(page.total)
  return page.rows
}

/** What must hold of a list at every moment. */
export async function expectSound(lists: ContactListService, listId: number) {
  const list = lists.get(listId)
  const rows = await rowsOf(lists, listId)
  expect(list.contacts).toBe(rows.length)
  expect(new Set(rows.map(({ phone }) => phone)).size).toBe(rows.length)
  expect(rows.every(({ values }) => values.length === list.columns.length)).toBe(true)
  return { list, rows }
}
