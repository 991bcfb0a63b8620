import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { migrations } from '../../electron/services/storage/migrations.ts'
import { openStorage, type Storage } from '../../electron/services/storage/storage.ts'
import { storageTroubleText } from '../../electron/services/storage/storage-trouble.ts'

/** A database file as it may be found at start: what can't be read is put aside and never overwritten. */

const pageBytes = 4096
const now = () => Date.UTC(2026, 10, 22, 7, 23, 1, 5)
const putAside = 'zhanggui.db.damaged-2026-11-22T07-23-01-005Z'

let folder: string
let path: string
let opened: Database[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-storage-'))
  path = join(folder, 'zhanggui.db')
  opened = []
})
afterEach(() => {
  for (const database of opened) database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Opens as the app does at start, and tells which losses were told. */
function open(): { readonly storage: Storage; readonly losses: readonly string[] } {
  const losses: string[] = []
  const storage = openStorage(path, now, keptAs => losses.push(keptAs))
  opened.push(storage.database)
  return { storage, losses }
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

function expectPutAside(files: Readonly<Record<string, Buffer>>): Storage {
  const { storage, losses } = open()
  expect(losses).toEqual([join(folder, putAside)])
  for (const [suffix, bytes] of Object.entries(files)) {
    expect(readFileSync(join(folder, putAside + suffix)).equals(bytes), `put aside ${suffix}`).toBe(true)
  }
  expect(storage.status()).toEqual({ state: 'lost', keptAs: putAside })
  expect(() => storage.assertMaySend()).toThrowError(expect.objectContaining({ code: 'history-lost' }))
  expect(recipients(storage.database)).toBe(0)
  return storage
}

describe('a file that can be read', () => {
  test('none yet: a new one, and nothing is lost', () => {
    const { storage, losses } = open()
    expect(storage.status()).toEqual({ state: 'ok', keptAs: null })
    expect(() => storage.assertMaySend()).not.toThrow()
    expect(losses).toEqual([])
  })

  test('closed in order', () => {
    filled()
    const { storage } = open()
    expect(storage.status().state).toBe('ok')
    expect(recipients(storage.database)).toBe(people)
  })

  test('left by a power cut with everything still in its write-ahead log', () => {
    const { main } = leftByPowerCut()
    expect(main.length).toBeLessThan(people * 50)
    const { storage } = open()
    expect(storage.status().state).toBe('ok')
    expect(recipients(storage.database)).toBe(people)
  })

  test('a write-ahead log whose end did not reach the disk: all up to the last whole commit', () => {
    const { log } = leftByPowerCut()
    writeFileSync(`${path}-wal`, log.subarray(0, log.length - 1000))
    const { storage } = open()
    expect(storage.status().state).toBe('ok')
    expect([0, people]).toContain(recipients(storage.database))
    expect(storage.database.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('of an older version: the missing steps are taken', () => {
    const database = new SqliteDatabase(path)
    database.exec(migrations[0] ?? '')
    database.pragma('user_version = 1')
    database.close()
    const { storage } = open()
    expect(storage.status().state).toBe('ok')
    expect(storage.database.pragma('user_version', { simple: true })).toBe(migrations.length)
  })

  test.each(['delete', 'wal'])('of a newer version (journal %s): a clear refusal, no byte changed', mode => {
    fill().close()
    const database = new SqliteDatabase(path)
    database.pragma(`user_version = ${migrations.length + 1}`)
    database.pragma(`journal_mode = ${mode}`)
    database.close()
    const before = readFileSync(path)
    expect(() => open()).toThrowError(/更新版本.*\n.*newer version/)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(existsSync(join(folder, putAside))).toBe(false)
  })

  test('of a newer version, left by a power cut: its write-ahead log stays as it is too', () => {
    const database = fill()
    database.pragma(`user_version = ${migrations.length + 1}`)
    const main = readFileSync(path)
    const log = readFileSync(`${path}-wal`)
    database.close()
    writeFileSync(path, main)
    writeFileSync(`${path}-wal`, log)
    expect(() => open()).toThrowError(/newer version/)
    expect(readFileSync(path).equals(main)).toBe(true)
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true)
  })
})

describe('a file that can not be read', () => {
  test.each([
    ['text', Buffer.from('这不是数据库。'.repeat(1000))],
    ['one byte', Buffer.from('S')],
    ['zeros', Buffer.alloc(10 * pageBytes)],
    ['another program’s empty database', emptyDatabase()],
    ['nothing', Buffer.alloc(0)],
  ])('holding %s is put aside as it is', (_name, bytes) => {
    writeFileSync(path, bytes)
    expectPutAside({ '': bytes })
  })

  test.each([1, 100, pageBytes - 1, pageBytes, 2 * pageBytes, 5 * pageBytes + 7])(
    'cut off after %i bytes',
    length => {
      const cut = filled().subarray(0, length)
      writeFileSync(path, cut)
      expectPutAside({ '': cut })
    },
  )

  test('every page overwritten with noise in turn: put aside as it is', () => {
    const whole = filled()
    const pages = whole.length / pageBytes
    expect(pages).toBeGreaterThan(20)
    for (let page = 0; page < pages; page += 1) {
      const damaged = Buffer.from(whole)
      for (let at = 0; at < pageBytes; at += 1) {
        damaged.writeUInt8((at * 31 + page * 7 + 13) & 0xff, page * pageBytes + at)
      }
      writeFileSync(path, damaged)
      const { storage } = open()
      storage.database.close()
      expect(existsSync(join(folder, putAside)), `page ${page + 1} of ${pages}`).toBe(true)
      expect(readFileSync(join(folder, putAside)).equals(damaged)).toBe(true)
      for (const name of readdirSync(folder)) rmSync(join(folder, name))
    }
  })

  test('overwritten, with all of its content still in its write-ahead log: nobody is missing', () => {
    leftByPowerCut()
    writeFileSync(path, Buffer.alloc(3 * pageBytes, 0x5a))
    const { storage } = open()
    expect(storage.status().state).toBe('ok')
    expect(recipients(storage.database)).toBe(people)
    expect(storage.database.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('its write-ahead log is put aside with it, both as they were', () => {
    leftByPowerCut()
    const [main, log] = [Buffer.alloc(3 * pageBytes, 0x5a), Buffer.alloc(2 * pageBytes, 0x33)]
    writeFileSync(path, main)
    writeFileSync(`${path}-wal`, log)
    expectPutAside({ '': main, '-wal': log })
  })

  test('damaged behind a sound write-ahead log: neither is merged into the other', () => {
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
    expectPutAside({ '': damaged, '-wal': log })
  })

  test.each(['empty', 'missing'])('%s beside a write-ahead log: the log is not thrown away', how => {
    const { log } = leftByPowerCut()
    if (how === 'empty') writeFileSync(path, '')
    else rmSync(path)
    expectPutAside({ '-wal': log })
  })

  test('the loss stands until the owner accepts it, over restarts', () => {
    writeFileSync(path, 'garbage')
    expectPutAside({ '': Buffer.from('garbage') }).database.close()
    const { storage, losses } = open()
    expect(losses).toEqual([])
    expect(storage.status()).toEqual({ state: 'lost', keptAs: putAside })
    storage.acceptLoss()
    expect(storage.status()).toEqual({ state: 'ok', keptAs: null })
    expect(() => storage.assertMaySend()).not.toThrow()
    storage.database.close()
    expect(open().storage.status().state).toBe('ok')
    expect(readFileSync(join(folder, putAside), 'utf8')).toBe('garbage')
  })

  test('a back-up put in its place is simply there again', () => {
    const backUp = filled()
    writeFileSync(path, 'garbage')
    expectPutAside({ '': Buffer.from('garbage') }).database.close()
    writeFileSync(path, backUp)
    const { storage } = open()
    expect(storage.status().state).toBe('ok')
    expect(recipients(storage.database)).toBe(people)
  })

  test('what is no damage is told as it is, and nothing is put aside', () => {
    writeFileSync(join(folder, 'file'), '')
    path = join(folder, 'file', 'zhanggui.db')
    expect(() => open()).toThrow()
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

  test('another program holds the file: said so, nothing put aside, and later it opens', () => {
    filled()
    const other = new SqliteDatabase(path)
    other.exec('BEGIN EXCLUSIVE')
    const text = textOf(() => createSendLog(open().storage.database, now).recover())
    expect(text).toContain('占用')
    for (const database of opened.splice(0)) database.close()
    other.exec('ROLLBACK')
    other.close()
    expect(existsSync(join(folder, putAside))).toBe(false)
    expect(recipients(open().storage.database)).toBe(people)
  })

  test('the disk is full', () => {
    filled()
    const { database } = open().storage
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
