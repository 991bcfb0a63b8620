import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { openStorage, type Storage, type StorageNote } from '../../electron/services/storage/storage.ts'
import { createStorageThread } from '../../electron/services/storage/storage-thread.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { StorageProgress, StorageStatus } from '../../shared/domain/storage-status.ts'
import { sampleDraft, samplePeople } from '../fakes/sample-draft.ts'

export const fixtures = new URL('../fixtures/databases/', import.meta.url)
export const pageBytes = 4096
export const now = () => Date.UTC(2026, 10, 22, 7, 23, 1, 5)
export const putAside = 'zhanggui.db.damaged-20261122-152301-005'

export let folder: string
export let path: string
let opened: Storage[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-storage-'))
  path = join(folder, 'zhanggui.db')
  opened = []
})
afterEach(async () => {
  for (const storage of opened) await storage.close()
  rmSync(folder, { recursive: true, force: true })
})

type Opened = {
  readonly storage: Storage
  readonly losses: readonly (string | null)[]
  readonly notes: readonly StorageNote[]
  readonly progress: readonly StorageProgress[]
  readonly told: readonly StorageStatus[]
}

const thread = createStorageThread(
  new URL('../../electron/services/storage/storage-worker.ts', import.meta.url),
)

/** Opens as the app does at start, and tells what was told meanwhile. */
export async function open(file = path): Promise<Opened> {
  const notes: StorageNote[] = []
  const progress: StorageProgress[] = []
  const told: StorageStatus[] = []
  const storage = await openStorage({
    path: file,
    // Nobody waits for a window here.
    clock: { ...systemClock, now, after: (_delayMs, task) => systemClock.after(1, task) },
    thread,
    onProgress: step => progress.push(step),
    onStatus: status => told.push(status),
    onNote: note => notes.push(note),
  })
  opened.push(storage)
  const losses = notes.flatMap(note => (note.kind === 'put-aside' ? [note.keptAs] : []))
  return { storage, losses, notes, progress, told }
}

/** Ends the app in order. */
export async function close(storage: Storage): Promise<void> {
  opened = opened.filter(other => other !== storage)
  await storage.close()
}

export const people = 500

/** Fills the file with a campaign and returns its connection. */
export function fill(): Database {
  const database = openDatabase(path)
  const store = createCampaignStore(database, now)
  const campaignId = store.create(sampleDraft({ name: '周年庆', text: '您好${name}' }))
  store.addRecipients(campaignId, samplePeople(people))
  return database
}

/** The same, closed: everything stands in the one file. */
export function filled(): Buffer {
  fill().close()
  expect(readdirSync(folder)).toEqual(['zhanggui.db'])
  return readFileSync(path)
}

/** The file and its write-ahead log as a power cut leaves them: copied while the connection is open. */
export function leftByPowerCut(): { readonly main: Buffer; readonly log: Buffer } {
  const database = fill()
  const main = join(folder, 'copy')
  copyFileSync(path, main)
  copyFileSync(`${path}-wal`, `${main}-wal`)
  database.close()
  const left = { main: readFileSync(main), log: readFileSync(`${main}-wal`) }
  rmSync(main)
  rmSync(`${main}-wal`)
  writeFileSync(path, left.main)
  writeFileSync(`${path}-wal`, left.log)
  return left
}

export const recipients = (database: Database): unknown =>
  database.prepare('SELECT count(*) FROM recipients').pluck().get()

export async function expectPutAside(files: Readonly<Record<string, Buffer>>): Promise<Storage> {
  const { storage, losses } = await open()
  expect(losses).toEqual([putAside])
  for (const [suffix, bytes] of Object.entries(files)) {
    expect(readFileSync(join(folder, putAside + suffix)).equals(bytes), `put aside ${suffix}`).toBe(true)
  }
  expect(storage.status()).toEqual({ state: 'lost', keptAs: putAside })
  expect(() => storage.assertMaySend()).toThrowError(expect.objectContaining({ code: 'history-lost' }))
  expect(recipients(storage.database)).toBe(0)
  return storage
}
