import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { createContactListService } from '../../electron/services/contact-lists/contact-list-service.ts'
import { createListStore } from '../../electron/services/contact-lists/list-store.ts'
import { createListViews } from '../../electron/services/contact-lists/list-views.ts'
import { createMappingStore } from '../../electron/services/contact-lists/mapping-store.ts'
import { createStaging } from '../../electron/services/contact-lists/staging.ts'
import { createOptOutService } from '../../electron/services/opt-outs/opt-out-service.ts'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { createPatience } from '../../electron/services/storage/patience.ts'
import { openStorage, type Storage } from '../../electron/services/storage/storage.ts'
import { createStorageThread } from '../../electron/services/storage/storage-thread.ts'
import { type Clock, systemClock } from '../../electron/services/time/clock.ts'
import { createTurns } from '../../electron/services/time/turns.ts'
import { createManualClock } from '../fakes/clocks.ts'
import { forgettingOn } from '../fakes/forgetting.ts'
import { readerOnDemand } from '../fakes/reader-thread.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

/** Main's writes while another connection holds the database: tried again, and the event loop goes on meanwhile. */

let folder: string
let storage: Storage
let other: Database

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-patience-'))
  const path = join(folder, 'zhanggui.db')
  const silent = () => undefined
  storage = await openStorage({
    path,
    clock: systemClock,
    thread: createStorageThread(
      new URL('../../electron/services/storage/storage-worker.ts', import.meta.url),
    ),
    onProgress: silent,
    onStatus: silent,
    onNote: silent,
  })
  other = new SqliteDatabase(path)
})
afterEach(async () => {
  other.close()
  await thread.close()
  await storage.close()
  rmSync(folder, { recursive: true, force: true })
})

const thread = readerOnDemand(() => join(folder, 'zhanggui.db'))

/** Everything of main that writes, as it is put together in the app. */
function services(clock: Clock = systemClock) {
  const { database } = storage
  const patiently = createPatience(clock)
  const turns = createTurns(clock, patiently)
  const common = {
    turns,
    reader: thread.reader,
    clock,
    language: () => 'zh-CN' as const,
    askPath: async () => null,
  }
  const optOuts = createOptOutService({
    ...common,
    clock,
    store: createOptOutStore(database, clock.now),
    onChange: () => undefined,
  })
  const listStore = createListStore(database, clock.now)
  const lists = createContactListService({
    ...common,
    store: listStore,
    staging: createStaging(database),
    views: createListViews(database, listStore, turns),
    optOuts,
    forgetting: forgettingOn(database, turns),
    removeCopies: () => undefined,
    onFailure: () => undefined,
  })
  const campaigns = createCampaignStore(database, clock.now)
  return { patiently, optOuts, lists, campaigns, mappings: createMappingStore(database, clock.now, turns) }
}
type Services = ReturnType<typeof services>

const draft = sampleDraft({ name: '周年庆' })
const mapping = { phoneColumns: [0], nameColumn: null, tagColumn: null, variables: [] }
const phone = '13800138000'

async function keptList({ lists }: Services): Promise<number> {
  const mergeId = await lists.beginMerge({ target: { name: '会员' }, columns: ['姓名'] })
  await lists.addContacts(mergeId, [{ phone, values: ['王芳'], tags: [] }])
  return (await lists.finishMerge(mergeId)).listId
}

/** Each write, with what must stand before it. */
const writes: Readonly<Record<string, (all: Services) => Promise<() => Promise<unknown>>>> = {
  'an opt-out is added':
    async ({ optOuts }) =>
    () =>
      optOuts.add({ text: phone, reason: '', source: 'typed' }),
  'an opt-out is removed':
    async ({ optOuts }) =>
    () =>
      optOuts.remove([phone]),
  'a list is imported': async all => () => keptList(all),
  'a list is renamed': async all => {
    const id = await keptList(all)
    return () => all.lists.rename(id, '老会员')
  },
  'tags are set': async all => {
    const listId = await keptList(all)
    return () => all.lists.setTags({ listId, of: { phones: [phone] }, add: ['熟客'], remove: [] })
  },
  'a list is removed': async all => {
    const id = await keptList(all)
    return () => all.lists.remove(id)
  },
  'a person is forgotten': async all => {
    await keptList(all)
    return () => all.lists.forgetPerson(phone, { reason: '' })
  },
  'a mapping is remembered':
    async ({ mappings }) =>
    () =>
      mappings.set(['电话'], mapping),
  'a campaign is made':
    async ({ campaigns, patiently }) =>
    () =>
      patiently(() => campaigns.create(draft)),
  'a campaign is scheduled': async ({ campaigns, patiently }) => {
    const id = campaigns.create(draft)
    return () => patiently(() => campaigns.schedule(id, systemClock.now() + 60_000))
  },
  'the loss of the history is accepted': async () => () => storage.acceptLoss(),
}

describe('a write that meets a lock', () => {
  test.each(Object.keys(writes))(
    '%s: waits beside the event loop, and is done when the file comes free',
    async name => {
      const write = await writes[name]?.(services())
      other.exec('BEGIN IMMEDIATE')
      let settled = false
      const written = write?.().finally(() => {
        settled = true
      })
      // Were the loop blocked by the wait, these turns would not come before the wait gives up.
      for (let turn = 0; turn < 20; turn += 1)
        await new Promise<void>(resolve => systemClock.after(1, resolve))
      expect(settled).toBe(false)
      other.exec('ROLLBACK')
      await written
      expect(settled).toBe(true)
    },
  )

  test('a lock of three seconds: no turn of the event loop waits for it', async () => {
    const { optOuts } = services()
    other.exec('BEGIN IMMEDIATE')
    const heldAtMs = performance.now()
    let turns = 0
    const done = optOuts.add({ text: phone, reason: '', source: 'typed' })
    while (performance.now() - heldAtMs < 3_000) {
      await new Promise<void>(resolve => systemClock.after(5, resolve))
      turns += 1
    }
    other.exec('ROLLBACK')
    expect(await done).toMatchObject({ added: 1 })
    // One that blocks for as long as SQLite waits by default leaves none; a machine that is busy leaves fewer.
    expect(turns).toBeGreaterThan(30)
    expect(storage.database.pragma('busy_timeout', { simple: true })).toBeLessThanOrEqual(25)
  })

  test('longer than half a minute: says that another program holds the file', async () => {
    const clock = createManualClock()
    const { optOuts } = services(clock)
    other.exec('BEGIN IMMEDIATE')
    const failed = optOuts.add({ text: phone, reason: '', source: 'typed' }).catch((error: unknown) => error)
    await clock.advance(29_000)
    expect(clock.outstanding()).toBe(1)
    await clock.advance(2_000)
    expect(await failed).toMatchObject({ name: 'AppError', code: 'database-busy' })
    expect(clock.outstanding()).toBe(0)
    other.exec('ROLLBACK')
    expect(optOuts.count()).toBe(0)
  })

  test('what is no lock is thrown at once', async () => {
    const { patiently } = services(createManualClock())
    await expect(
      patiently(() => storage.database.exec('INSERT INTO no_such_table VALUES (1)')),
    ).rejects.toThrow('no such table')
  })
})
