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
import {
  close,
  expectPutAside,
  fill,
  filled,
  folder,
  leftByPowerCut,
  open,
  pageBytes,
  path,
  people,
  putAside,
  recipients,
} from './storage-stage.ts'

/** A damaged database is put aside as it is, and nothing is sent before its owner knows. */

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
    await expect(open(join(folder, 'file', 'zhanggui.db'))).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['file'])
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
