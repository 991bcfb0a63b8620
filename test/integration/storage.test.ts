import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { recoverSendLog } from '../../electron/services/send-log/recovery.ts'
import { openConnection, openDatabase } from '../../electron/services/storage/database.ts'
import { migrations } from '../../electron/services/storage/migrations.ts'
import { storageTroubleText } from '../../electron/services/storage/storage-trouble.ts'
import {
  close,
  expectPutAside,
  fill,
  filled,
  folder,
  leftByPowerCut,
  now,
  open,
  path,
  people,
  putAside,
  recipients,
} from './storage-stage.ts'

/** A database file as it may be found at start: what can't be read is put aside and never overwritten. */

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

  const schema = openDatabase(':memory:')
  const tables = schema
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
  schema.close()
  test.each(tables)('has no %s any more: put aside as it is', async table => {
    await used()
    const other = new SqliteDatabase(path)
    other.pragma('foreign_keys = OFF')
    other.exec(`DROP TABLE ${table}`)
    other.close()
    const { storage, losses } = await open()
    expect(losses).toEqual([putAside])
    expect(storage.status()).toEqual({ state: 'lost', keptAs: putAside })
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
    const nowhere = join(folder, 'no-such-folder', 'zhanggui.db')
    expect(textOf(() => openDatabase(nowhere))).not.toBe('nothing was thrown')
    expect(textOf(() => new SqliteDatabase(folder))).toContain('打不开')
  })

  test('what has nothing to do with the file has no such text', () => {
    expect(storageTroubleText(new Error('x'))).toBeNull()
    expect(storageTroubleText(null)).toBeNull()
    expect(storageTroubleText(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBeNull()
  })
})
