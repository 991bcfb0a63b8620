import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { recoverSendLog } from '../../electron/services/send-log/recovery.ts'
import { openConnection, openDatabase } from '../../electron/services/storage/database.ts'
import { migrate, migrations } from '../../electron/services/storage/migrations.ts'
import { openStorage, type Storage, type StorageNote } from '../../electron/services/storage/storage.ts'
import { createStorageThread } from '../../electron/services/storage/storage-thread.ts'
import { storageTroubleText } from '../../electron/services/storage/storage-trouble.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { StorageProgress, StorageStatus } from '../../shared/ipc/contract.ts'

/** A database file as it may be found at start: what can't be read is put aside and never overwritten. */

const fixtures = new URL('../fixtures/databases/', import.meta.url)
const pageBytes = 4096
const now = () => Date.UTC(2026, 10, 22, 7, 23, 1, 5)
const putAside = 'zhanggui.db.damaged-20261122-152301-005'

let folder: string
let path: string
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
async function open(): Promise<Opened> {
  const notes: StorageNote[] = []
  const progress: StorageProgress[] = []
  const told: StorageStatus[] = []
  const storage = await openStorage({
    path,
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
async function close(storage: Storage): Promise<void> {
  opened = opened.filter(other => other !== storage)
  await storage.close()
}

const people = 500

/** Fills the file with a campaign and returns its connection. */
function fill(): Database {
  const database = openDatabase(path)
  const store = createCampaignStore(database, now)
  const campaignId = store.create({
    name: '周年庆',
    mode: 'real',
    signature: { name: '测试店', code: 'S1' },
    template: { code: 'T1', text: '您好${name}' },
    source: { fileName: 'x.csv', rows: people, usable: people, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  })
  store.addRecipients(
    campaignId,
    Array.from({ length: people }, (_, index) => ({
      row: index + 2,
      phone: `138${String(index).padStart(8, '0')}`,
      values: ['王芳'],
      parts: 1,
      nearLimit: false,
      skip: null,
    })),
  )
  return database
}

/** The same, closed: everything stands in the one file. */
function filled(): Buffer {
  fill().close()
  expect(readdirSync(folder)).toEqual(['zhanggui.db'])
  return readFileSync(path)
}

/** The file and its write-ahead log as a power cut leaves them: copied while the connection is open. */
function leftByPowerCut(): { readonly main: Buffer; readonly log: Buffer } {
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

const recipients = (database: Database): unknown =>
  database.prepare('SELECT count(*) FROM recipients').pluck().get()

async function expectPutAside(files: Readonly<Record<string, Buffer>>): Promise<Storage> {
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

describe('a file that can be read', () => {
  test('none yet: a new one, and nothing is lost', async () => {
    const { storage, notes, progress } = await open()
    expect(storage.status()).toEqual({ state: 'ok', keptAs: null })
    expect(() => storage.assertMaySend()).not.toThrow()
    expect(notes).toEqual([])
    expect(progress).toEqual([])
    await close(storage)
    expect(readdirSync(folder).sort()).toEqual(['zhanggui.db', 'zhanggui.db.made'])
  })

  test('closed in order', async () => {
    filled()
    const { storage } = await open()
    expect(storage.status().state).toBe('ok')
    expect(recipients(storage.database)).toBe(people)
  })

  test('left by a power cut with everything still in its write-ahead log', async () => {
    const { main } = leftByPowerCut()
    expect(main.length).toBeLessThan(people * 50)
    const { storage } = await open()
    expect(storage.status().state).toBe('ok')
    expect(recipients(storage.database)).toBe(people)
  })

  test('a write-ahead log whose end did not reach the disk: all up to the last whole commit', async () => {
    const { log } = leftByPowerCut()
    writeFileSync(`${path}-wal`, log.subarray(0, log.length - 1000))
    const { storage } = await open()
    expect(storage.status().state).toBe('ok')
    expect([0, people]).toContain(recipients(storage.database))
    expect(storage.database.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('of an older version: the missing steps are taken', async () => {
    const database = new SqliteDatabase(path)
    database.exec(migrations[0] ?? '')
    database.pragma('user_version = 1')
    database.close()
    const { storage } = await open()
    expect(storage.status().state).toBe('ok')
    expect(storage.database.pragma('user_version', { simple: true })).toBe(migrations.length)
  })

  test.each(['delete', 'wal'])(
    'of a newer version (journal %s): a clear refusal, no byte changed',
    async mode => {
      fill().close()
      const database = new SqliteDatabase(path)
      database.pragma(`user_version = ${migrations.length + 1}`)
      database.pragma(`journal_mode = ${mode}`)
      database.close()
      const before = readFileSync(path)
      await expect(open()).rejects.toThrowError(/更新版本.*\n.*newer version/)
      expect(readFileSync(path).equals(before)).toBe(true)
      expect(existsSync(join(folder, putAside))).toBe(false)
    },
  )

  test('of a newer version, left by a power cut: its write-ahead log stays as it is too', async () => {
    const database = fill()
    database.pragma(`user_version = ${migrations.length + 1}`)
    const main = readFileSync(path)
    const log = readFileSync(`${path}-wal`)
    database.close()
    writeFileSync(path, main)
    writeFileSync(`${path}-wal`, log)
    await expect(open()).rejects.toThrowError(/newer version/)
    expect(readFileSync(path).equals(main)).toBe(true)
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true)
  })
})

describe('a first start that was cut off', () => {
  const header = () => {
    const database = openConnection(path, 'main')
    database.close()
    return readFileSync(path)
  }
  /** As a kill in the midst of the first step leaves it. */
  const halfway = () => {
    const database = openConnection(path, 'main')
    // What does not fit into the cache is in the write-ahead log before it is committed.
    database.pragma('cache_size = 1')
    database.exec('BEGIN; CREATE TABLE campaigns (a); CREATE TABLE filler (a)')
    const insert = database.prepare('INSERT INTO filler VALUES (?)')
    for (let n = 0; n < 200; n += 1) insert.run('x'.repeat(2000))
    copyFileSync(path, `${path}.copy`)
    copyFileSync(`${path}-wal`, `${path}.copy-wal`)
    database.exec('ROLLBACK')
    database.close()
    for (const suffix of ['', '-wal']) renameSync(`${path}.copy${suffix}`, path + suffix)
    expect(readFileSync(`${path}-wal`).length).toBeGreaterThan(100_000)
  }

  test.each<readonly [string, () => void]>([
    ['nothing but an empty file', () => writeFileSync(path, '')],
    ['an empty file and an empty log', () => [path, `${path}-wal`].map(name => writeFileSync(name, ''))],
    ['a file without tables', () => header()],
    [
      'a file without tables and an empty log',
      () => {
        header()
        writeFileSync(`${path}-wal`, '')
      },
    ],
    ['a file whose first tables were not committed', halfway],
  ])('%s: is a first start again', async (_name, leave) => {
    leave()
    const { storage, notes } = await open()
    expect(notes).toEqual([])
    expect(storage.status()).toEqual({ state: 'ok', keptAs: null })
    expect(recipients(storage.database)).toBe(0)
    expect(storage.database.pragma('user_version', { simple: true })).toBe(migrations.length)
  })
})

describe('a database that was there once', () => {
  /** As it is after a start and an end of the app. */
  async function used(): Promise<void> {
    fill().close()
    await close((await open()).storage)
  }

  test('has vanished: told as a loss, and nothing is sent until it is accepted', async () => {
    await used()
    rmSync(path)
    const { storage, losses } = await open()
    expect(losses).toEqual([null])
    expect(storage.status()).toEqual({ state: 'lost', keptAs: null })
    expect(() => storage.assertMaySend()).toThrowError(expect.objectContaining({ code: 'history-lost' }))
    await close(storage)
    const again = await open()
    expect(again.losses).toEqual([])
    expect(again.storage.status().state).toBe('lost')
    await again.storage.acceptLoss()
    expect(() => again.storage.assertMaySend()).not.toThrow()
  })

  test('was cut to nothing: put aside as it is', async () => {
    await used()
    writeFileSync(path, '')
    await expectPutAside({ '': Buffer.alloc(0) })
  })

  test('has no table any more: put aside as it is', async () => {
    await used()
    rmSync(path)
    openConnection(path, 'main').close()
    const bytes = readFileSync(path)
    await expectPutAside({ '': bytes })
  })

  test('is still known as lost where the app ended while it put the file aside', async () => {
    await used()
    // The file has its other name, the new one has not taken its place yet.
    renameSync(path, join(folder, putAside))
    const { storage } = await open()
    expect(storage.status().state).toBe('lost')
  })

  test('a mark of any other text is a mark', async () => {
    writeFileSync(join(folder, 'zhanggui.db.made'), '')
    const { storage } = await open()
    expect(storage.status().state).toBe('lost')
  })
})

describe('a file of an older version', () => {
  /** A file of that many steps, full of rows. */
  function restore(step: number): void {
    const database = new SqliteDatabase(path)
    migrate(database, undefined, step)
    database.exec(readFileSync(new URL(`after-step-${step}.sql`, fixtures), 'utf8'))
    database.close()
  }
  const rowsOf = (file: string): unknown => {
    const database = new SqliteDatabase(file, { readonly: true })
    const rows = ['campaigns', 'recipients', 'events', 'opt_outs', 'contact_lists', 'list_contacts'].map(
      table => database.prepare(`SELECT * FROM ${table}`).all(),
    )
    const version = database.pragma('user_version', { simple: true })
    database.close()
    return { version, rows }
  }
  const copies = () => readdirSync(folder).filter(name => name.includes('.before-step-'))

  test('is copied before its first step, and the copy holds every row', async () => {
    restore(2)
    const before = rowsOf(path)
    writeFileSync(join(folder, 'zhanggui.db.before-step-1'), 'an older copy')
    const { storage, notes, progress } = await open()
    expect(storage.database.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(copies()).toEqual(['zhanggui.db.before-step-3'])
    expect(rowsOf(join(folder, 'zhanggui.db.before-step-3'))).toEqual(before)
    const of = migrations.length - 2
    expect(progress).toEqual([
      { stage: 'check' },
      { stage: 'copy' },
      ...Array.from({ length: of }, (_, index) => ({ stage: 'step', step: index + 1, of })),
    ])
    expect(notes).toEqual([
      { kind: 'upgraded', from: 2, to: migrations.length, copyName: 'zhanggui.db.before-step-3' },
    ])
    storage.removeCopies()
    expect(copies()).toEqual([])
  })

  test('can be put back from its copy', async () => {
    restore(2)
    const before = rowsOf(path)
    await close((await open()).storage)
    copyFileSync(join(folder, 'zhanggui.db.before-step-3'), path)
    expect(rowsOf(path)).toEqual(before)
    const { notes } = await open()
    expect(notes).toMatchObject([{ kind: 'upgraded' }])
  })

  test('a step that fails leaves it as it was, and the message names the copy', async () => {
    restore(2)
    // The step wants to make a table of this name itself.
    const database = new SqliteDatabase(path)
    database.exec('CREATE TABLE events_before (a)')
    database.close()
    const before = rowsOf(path)
    await expect(open()).rejects.toThrowError(/没有升级.*before-step-3/)
    expect(rowsOf(path)).toEqual(before)
    expect(rowsOf(join(folder, 'zhanggui.db.before-step-3'))).toEqual(before)
    expect(existsSync(join(folder, putAside))).toBe(false)
  })

  test('without a copy no step is taken', async () => {
    restore(2)
    const before = rowsOf(path)
    mkdirSync(join(folder, 'zhanggui.db.before-step-3', 'in-the-way'), { recursive: true })
    await expect(open()).rejects.toThrow()
    expect(rowsOf(path)).toEqual(before)
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([])
  })

  test('damaged: put aside as it is, and no step is tried on it', async () => {
    restore(2)
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 6 * pageBytes, 8 * pageBytes)
    writeFileSync(path, bytes)
    await expectPutAside({ '': bytes })
    expect(copies()).toEqual([])
  })

  test.each([1, 2])('older than any release (%i steps): said so, no byte changed', async version => {
    const database = new SqliteDatabase(path)
    database.exec(readFileSync(new URL('older-than-any-release.sql', fixtures), 'utf8'))
    if (version === 2) database.exec(migrations[1] ?? '')
    database.pragma(`user_version = ${version}`)
    database.close()
    const before = readFileSync(path)
    await expect(open()).rejects.toThrowError(/试用版.*\n.*older than any release/)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['zhanggui.db'])
  })
})

describe('a large file that the app left without closing it', () => {
  /** Larger than what is checked before it is opened; its write-ahead log stands beside it. */
  function leaveLarge(damage: (bytes: Buffer) => void = () => undefined): void {
    const database = fill()
    const insert = database.prepare(
      'INSERT INTO events (campaign_id, seq, at, attempt, state, answer) VALUES (1, ?, 0, 1, ?, ?)',
    )
    database.transaction(() => {
      for (let n = 0; n < 5_000; n += 1) insert.run(n, 'rejected', 'x'.repeat(2_500))
    })()
    database.close()
    const bytes = readFileSync(path)
    expect(bytes.length).toBeGreaterThan(12_000_000)
    damage(bytes)
    writeFileSync(path, bytes)
    leaveLog()
  }
  /** Something stands in the log that was not written back. */
  function leaveLog(): void {
    const writer = new SqliteDatabase(path)
    writer.pragma('wal_autocheckpoint = 0')
    writer.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('note', 'x')`).run()
    copyFileSync(`${path}-wal`, `${path}.log`)
    const main = readFileSync(path)
    writer.close()
    writeFileSync(path, main)
    renameSync(`${path}.log`, `${path}-wal`)
  }
  const inItsMidst = (bytes: Buffer) => bytes.fill(0xa5, 1500 * pageBytes, 1501 * pageBytes)

  test('sound: can be read at once, and sent from when it has been checked', async () => {
    leaveLarge()
    const { storage, told, progress } = await open()
    expect(progress).toEqual([])
    expect(storage.status().state).toBe('checking')
    expect(recipients(storage.database)).toBe(people)
    expect(() => storage.assertMaySend()).toThrowError(expect.objectContaining({ code: 'storage-checking' }))
    expect(await storage.checked).toBe(true)
    expect(() => storage.assertMaySend()).not.toThrow()
    expect(told).toEqual([{ state: 'ok', keptAs: null }])
  })

  test('damaged in its midst: told, nothing is sent, and the next start puts it aside', async () => {
    leaveLarge(inItsMidst)
    const { storage, told, notes } = await open()
    expect(storage.status().state).toBe('checking')
    expect(await storage.checked).toBe(false)
    expect(told).toEqual([{ state: 'damaged', keptAs: null }])
    expect(notes).toMatchObject([{ kind: 'found-damaged' }])
    expect(() => storage.assertMaySend()).toThrowError(expect.objectContaining({ code: 'storage-damaged' }))
    await close(storage)
    const bytes = readFileSync(path)
    const next = await expectPutAside({ '': bytes })
    await close(next)
    expect((await open()).losses).toEqual([])
  })

  test('damaged, and a back-up put in its place: simply there again', async () => {
    leaveLarge(inItsMidst)
    const { storage } = await open()
    await storage.checked
    await close(storage)
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    leaveLarge()
    const back = await open()
    expect(back.progress).toEqual([{ stage: 'check' }])
    expect(back.losses).toEqual([])
    expect(back.storage.status().state).toBe('ok')
    expect(recipients(back.storage.database)).toBe(people)
  })

  test('closed before its check was through: checked again at the next start', async () => {
    leaveLarge()
    const { storage } = await open()
    await close(storage)
    expect(await storage.checked).toBe(false)
    expect(readFileSync(join(folder, 'zhanggui.db.made'), 'utf8')).toBe('unchecked\n')
    const next = await open()
    expect(next.storage.status().state).toBe('checking')
    expect(await next.storage.checked).toBe(true)
    expect(readFileSync(join(folder, 'zhanggui.db.made'), 'utf8')).toBe('made\n')
  })
})

describe('a file that can not be read', () => {
  test.each([
    ['text', Buffer.from('这不是数据库。'.repeat(1000))],
    ['one byte', Buffer.from('S')],
    ['zeros', Buffer.alloc(10 * pageBytes)],
    ['another program’s empty database', emptyDatabase()],
  ])('holding %s is put aside as it is', async (_name, bytes) => {
    writeFileSync(path, bytes)
    await expectPutAside({ '': bytes })
  })

  test.each([1, 100, pageBytes - 1, pageBytes, 2 * pageBytes, 5 * pageBytes + 7])(
    'cut off after %i bytes',
    async length => {
      const cut = filled().subarray(0, length)
      writeFileSync(path, cut)
      await expectPutAside({ '': cut })
    },
  )

  test('every page overwritten with noise in turn: put aside as it is', async () => {
    const whole = filled()
    const pages = whole.length / pageBytes
    expect(pages).toBeGreaterThan(20)
    for (let page = 0; page < pages; page += 1) {
      const damaged = Buffer.from(whole)
      for (let at = 0; at < pageBytes; at += 1) {
        damaged.writeUInt8((at * 31 + page * 7 + 13) & 0xff, page * pageBytes + at)
      }
      writeFileSync(path, damaged)
      const { storage } = await open()
      await close(storage)
      expect(existsSync(join(folder, putAside)), `page ${page + 1} of ${pages}`).toBe(true)
      expect(readFileSync(join(folder, putAside)).equals(damaged)).toBe(true)
      for (const name of readdirSync(folder)) rmSync(join(folder, name))
    }
  })

  test('overwritten, with all of its content still in its write-ahead log: nobody is missing', async () => {
    leftByPowerCut()
    writeFileSync(path, Buffer.alloc(3 * pageBytes, 0x5a))
    const { storage } = await open()
    expect(storage.status().state).toBe('ok')
    expect(recipients(storage.database)).toBe(people)
    expect(storage.database.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('its write-ahead log is put aside with it, both as they were', async () => {
    leftByPowerCut()
    const [main, log] = [Buffer.alloc(3 * pageBytes, 0x5a), Buffer.alloc(2 * pageBytes, 0x33)]
    writeFileSync(path, main)
    writeFileSync(`${path}-wal`, log)
    await expectPutAside({ '': main, '-wal': log })
  })

  test('damaged behind a sound write-ahead log: neither is merged into the other', async () => {
    const whole = filled()
    const damaged = Buffer.from(whole)
    damaged.fill(0xa5, 4 * pageBytes, damaged.length)
    const writer = new SqliteDatabase(path)
    writer.pragma('wal_autocheckpoint = 0')
    writer.prepare(`INSERT INTO meta (key, value) VALUES ('note', 'x')`).run()
    const log = readFileSync(`${path}-wal`)
    writer.close()
    writeFileSync(path, damaged)
    writeFileSync(`${path}-wal`, log)
    await expectPutAside({ '': damaged, '-wal': log })
  })

  test.each(['empty', 'missing'])('%s beside a write-ahead log: the log is not thrown away', async how => {
    const { log } = leftByPowerCut()
    if (how === 'empty') writeFileSync(path, '')
    else rmSync(path)
    await expectPutAside({ '-wal': log })
  })

  test('the loss stands until the owner accepts it, over restarts', async () => {
    writeFileSync(path, 'garbage')
    await close(await expectPutAside({ '': Buffer.from('garbage') }))
    const { storage, losses } = await open()
    expect(losses).toEqual([])
    expect(storage.status()).toEqual({ state: 'lost', keptAs: putAside })
    await storage.acceptLoss()
    expect(storage.status()).toEqual({ state: 'ok', keptAs: null })
    expect(() => storage.assertMaySend()).not.toThrow()
    await close(storage)
    expect((await open()).storage.status().state).toBe('ok')
    expect(readFileSync(join(folder, putAside), 'utf8')).toBe('garbage')
  })

  test('a back-up put in its place is simply there again', async () => {
    const backUp = filled()
    writeFileSync(path, 'garbage')
    await close(await expectPutAside({ '': Buffer.from('garbage') }))
    writeFileSync(path, backUp)
    const { storage } = await open()
    expect(storage.status().state).toBe('ok')
    expect(recipients(storage.database)).toBe(people)
  })

  test('what is no damage is told as it is, and nothing is put aside', async () => {
    writeFileSync(join(folder, 'file'), '')
    path = join(folder, 'file', 'zhanggui.db')
    await expect(open()).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['file'])
  })
})

describe('a start that fails although the data is sound', () => {
  /** What the owner reads of the error that `start` throws. */
  const textOf = (start: () => unknown): string | null => {
    try {
      start()
    } catch (error) {
      return storageTroubleText(error)
    }
    return 'nothing was thrown'
  }

  test('another program holds the file: said so, nothing put aside, and later it opens', async () => {
    filled()
    const other = new SqliteDatabase(path)
    other.exec('BEGIN EXCLUSIVE')
    const { storage } = await open()
    expect(textOf(() => recoverSendLog(storage.database, now))).toContain('占用')
    await close(storage)
    other.exec('ROLLBACK')
    other.close()
    expect(existsSync(join(folder, putAside))).toBe(false)
    expect(recipients((await open()).storage.database)).toBe(people)
  })

  test('the disk is full', async () => {
    filled()
    const { database } = (await open()).storage
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`)
    const text = textOf(() => database.exec('CREATE TABLE more AS SELECT * FROM recipients'))
    expect(text).toContain('磁盘已满')
    expect(text).toContain('SQLITE_FULL')
  })

  test('the file can’t be opened', () => {
    path = join(folder, 'no-such-folder', 'zhanggui.db')
    expect(textOf(() => openDatabase(path))).not.toBe('nothing was thrown')
    expect(textOf(() => new SqliteDatabase(folder))).toContain('打不开')
  })

  test('what has nothing to do with the file has no such text', () => {
    expect(storageTroubleText(new Error('x'))).toBeNull()
    expect(storageTroubleText(null)).toBeNull()
    expect(storageTroubleText(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBeNull()
  })
})

/** A sound SQLite file that holds none of our tables. */
function emptyDatabase(): Buffer {
  const database = new SqliteDatabase(':memory:')
  database.exec('CREATE TABLE other (a)')
  const bytes = database.serialize()
  database.close()
  return bytes
}
