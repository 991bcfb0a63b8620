import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrate, migrations } from '../../electron/services/storage/migrations.ts'
import { fingerprintOf, newestFingerprint, withSchemaAfter } from '../../electron/services/storage/schema.ts'
import { openingFailure } from '../../electron/services/storage/storage-trouble.ts'
import {
  close,
  expectPutAside,
  fill,
  filled,
  fixtures,
  folder,
  open,
  pageBytes,
  path,
  people,
  putAside,
  recipients,
} from './storage-stage.ts'

/** Files of the profile that are not what their name or their header says: the app starts, or says what to do. */

const newest = migrations.length

/** The file as it is after this step, with people in it. */
function leaveAt(step: number): void {
  const database = new SqliteDatabase(path)
  migrate(database, undefined, step)
  database.pragma('foreign_keys = OFF')
  database.exec(readFileSync(new URL(`after-step-${step}.sql`, fixtures), 'utf8'))
  database.pragma('journal_mode = WAL')
  database.close()
}
const say = (version: number): void => {
  const database = new SqliteDatabase(path)
  database.pragma(`user_version = ${version}`)
  database.close()
}
const peopleIn = (file: string): unknown => {
  const database = new SqliteDatabase(file, { readonly: true })
  try {
    return recipients(database)
  } finally {
    database.close()
  }
}
/** Ends as the app’s start would end: with what it tells the owner. */
const refusal = (): Promise<string> =>
  open().then(
    () => expect.unreachable('it was opened'),
    (error: unknown) => openingFailure(error, 'zh-CN').detail ?? '',
  )

describe('the schema of a step', () => {
  test('the fingerprint that a start compares is that of the newest', () => {
    expect(withSchemaAfter(newest, fingerprintOf)).toBe(newestFingerprint)
  })

  test('is that of no other step', () => {
    const all = migrations.map((_, index) => withSchemaAfter(index + 1, fingerprintOf))
    expect(new Set(all).size).toBe(newest)
  })
})

describe('the version is another one than the tables are of', () => {
  const steps = Array.from({ length: newest - 1 }, (_, index) => index + 2)
  const cases = steps.flatMap(step =>
    [-2_147_483_648, 0, step - 1, step + 1, newest, 2_147_483_647]
      .filter(said => said !== step && !(step === newest && said > newest))
      .map(said => [said, step] as const),
  )

  test.each(cases)('version %i, tables of step %i: nobody is missing', async (said, step) => {
    leaveAt(step)
    const before = peopleIn(path)
    say(said)
    const { storage, losses, notes } = await open()
    expect(losses).toEqual([])
    expect(notes).toContainEqual({ kind: 'version-mended', said, taken: step })
    expect(recipients(storage.database)).toBe(before)
    expect(storage.database.pragma('user_version', { simple: true })).toBe(newest)
    await close(storage)
    expect((await open()).notes).toEqual([])
  })

  test('a newer version, with the tables of this one: may be true, and is left alone', async () => {
    filled()
    say(newest + 1)
    const before = readFileSync(path)
    expect(await refusal()).toMatch(/zhanggui\.db.*更新版本/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test.each([-1, 0])('version %i, and tables of no step: put aside', async said => {
    fill().exec('ALTER TABLE campaigns DROP COLUMN erased_at').close()
    say(said)
    await close(await expectPutAside({ '': readFileSync(path) }))
  })

  test('a table lacks a column: put aside', async () => {
    fill().exec('ALTER TABLE campaigns DROP COLUMN erased_at').close()
    await close(await expectPutAside({ '': readFileSync(path) }))
  })

  test('more than our tables is no matter', async () => {
    fill().exec('CREATE TABLE other (a); CREATE INDEX i ON recipients (values_json); ANALYZE').close()
    const { storage, notes } = await open()
    expect(notes).toEqual([])
    expect(recipients(storage.database)).toBe(people)
  })
})

describe('a rollback journal stands beside the file', () => {
  const journal = () => `${path}-journal`
  /** A transaction over a whole file in rollback mode, cut off after its pages were written: the file is of both. */
  function cutOff(file: string, change: string): { readonly main: Buffer; readonly journal: Buffer } {
    const database = new SqliteDatabase(file)
    database.pragma('journal_mode = DELETE')
    database.pragma('cache_size = 1')
    database.pragma('cache_spill = 1')
    database.exec(`BEGIN; ${change}`)
    const left = { main: readFileSync(file), journal: readFileSync(`${file}-journal`) }
    database.exec('ROLLBACK')
    database.close()
    expect(left.journal.length).toBeGreaterThan(pageBytes)
    return left
  }
  const everybodyChanged = `UPDATE recipients SET values_json = json_array(hex(zeroblob(400)))`
  /** Of another program's database. */
  function foreign(): Buffer {
    const file = join(folder, 'other')
    const database = new SqliteDatabase(file)
    database.exec('CREATE TABLE other (a)')
    const insert = database.prepare('INSERT INTO other VALUES (?)')
    database.transaction(() => {
      for (let n = 0; n < 2_000; n += 1) insert.run('x'.repeat(200))
    })()
    database.close()
    const left = cutOff(file, `UPDATE other SET a = 'y'`)
    rmSync(file)
    return left.journal
  }
  /** Of a database that was only begun: one page without tables. Played back, it leaves any file empty. */
  function beginning(): Buffer {
    const file = join(folder, 'begun')
    const database = new SqliteDatabase(file)
    database.pragma('application_id = 1')
    database.exec('BEGIN; PRAGMA application_id = 2; CREATE TABLE a (b); CREATE TABLE c (d)')
    const bytes = readFileSync(`${file}-journal`)
    database.exec('ROLLBACK')
    database.close()
    rmSync(file)
    // Its header is completed when it is flushed: one page record.
    bytes.write('d9d505f920a163d7', 'hex')
    bytes.writeUInt32BE(1, 8)
    return bytes
  }

  test('its own, left by another program that was cut off: played back, nobody is missing', async () => {
    filled()
    const left = cutOff(path, everybodyChanged)
    writeFileSync(path, left.main)
    writeFileSync(journal(), left.journal)
    const { storage, losses } = await open()
    expect(losses).toEqual([])
    expect(recipients(storage.database)).toBe(people)
    const changed = storage.database.prepare(
      'SELECT count(*) FROM recipients WHERE length(values_json) > 800',
    )
    expect(changed.pluck().get()).toBe(0)
    expect(storage.database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(existsSync(journal())).toBe(false)
  })

  test.each(['WAL', 'DELETE'])(
    'another file’s (journal %s): put aside, the file stays as it is',
    async mode => {
      fill().close()
      const database = new SqliteDatabase(path)
      database.pragma(`journal_mode = ${mode}`)
      database.close()
      for (const [index, bytes] of [foreign(), beginning()].entries()) {
        writeFileSync(journal(), bytes)
        const { storage, notes } = await open()
        expect(notes, `journal ${index}`).toEqual([
          { kind: 'journal-put-aside', keptAs: `${putAside}-journal` },
        ])
        expect(recipients(storage.database)).toBe(people)
        expect(storage.status().state).toBe('ok')
        expect(readFileSync(join(folder, `${putAside}-journal`)).equals(bytes)).toBe(true)
        await close(storage)
        rmSync(join(folder, `${putAside}-journal`))
      }
    },
  )

  test.each([
    ['of nothing', 0],
    ['of a page', 1],
  ])('%s, beside a file of one page: a first start that was cut off', async (_name, pages) => {
    const database = new SqliteDatabase(path)
    database.pragma('application_id = 1')
    database.close()
    const bytes = beginning()
    bytes.writeUInt32BE(pages, 8)
    bytes.writeUInt32BE(pages, 16)
    writeFileSync(journal(), bytes)
    const { storage, notes } = await open()
    expect(notes).toEqual([])
    expect(storage.status()).toEqual({ state: 'ok', keptAs: null })
  })

  test.each(['empty', 'missing'])('alone, the file is %s: put aside, not thrown away', async how => {
    filled()
    const left = cutOff(path, everybodyChanged)
    rmSync(path)
    if (how === 'empty') writeFileSync(path, '')
    writeFileSync(journal(), left.journal)
    await close(await expectPutAside({ '-journal': left.journal }))
  })

  test('and the file is damaged: put aside with it, both as they were', async () => {
    const main = filled().fill(0xa5, 2 * pageBytes)
    const bytes = foreign()
    writeFileSync(path, main)
    writeFileSync(journal(), bytes)
    await close(await expectPutAside({ '': main, '-journal': bytes }))
  })

  test('a super-journal without a journal is no matter', async () => {
    filled()
    writeFileSync(`${path}-mj0A1B2C3D`, `${path}-journal\0`)
    const { storage, notes } = await open()
    expect(notes).toEqual([])
    expect(recipients(storage.database)).toBe(people)
  })

  test('its own, of several files: put back or ignored as its super-journal says, nobody is missing', async () => {
    const whole = filled()
    const left = cutOff(path, everybodyChanged)
    // https://www.sqlite.org/fileformat2.html#the_rollback_journal: the name of the super-journal ends the journal.
    const name = Buffer.from(`${path}-mj0A1B2C3D`)
    const end = Buffer.alloc(8 + 8)
    end.writeUInt32BE(name.length, 0)
    end.writeUInt32BE(
      name.reduce((sum, byte) => sum + byte, 0),
      4,
    )
    end.write('d9d505f920a163d7', 8, 'hex')
    const place = Buffer.alloc(4)
    writeFileSync(journal(), Buffer.concat([left.journal, place, name, end]))
    // The super-journal is gone: all files were committed.
    writeFileSync(path, whole)
    const { storage } = await open()
    expect(recipients(storage.database)).toBe(people)
    expect(storage.database.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})

describe('something else stands in the place of a file', () => {
  const things: readonly (readonly [string, (place: string) => void])[] = [
    [
      'a folder',
      place => {
        mkdirSync(place)
        writeFileSync(join(place, 'x'), 'x')
      },
    ],
    ['a link to nowhere', place => symlinkSync('gone', place)],
    ['a link to itself', place => symlinkSync(place, place)],
  ]
  /** A profile that was used and closed. */
  async function used(): Promise<void> {
    fill().close()
    await close((await open()).storage)
  }
  const beside = [
    '.made',
    '.made.tmp',
    '-shm',
    '-journal',
    '.new',
    '.new-wal',
    `.before-step-${newest}`,
    `.before-step-${newest}.tmp`,
  ]
  const cases = things.flatMap(([what, put]) => beside.map(suffix => [what, suffix, put] as const))

  test.each(cases)(
    '%s as zhanggui.db%s: moved aside and told, nobody is missing',
    async (_what, suffix, put) => {
      await used()
      rmSync(path + suffix, { force: true })
      put(path + suffix)
      const { storage, notes, losses } = await open()
      const name = `zhanggui.db${suffix}`
      const keptAs = `${name}.misplaced-20261122-152301`
      expect(notes).toEqual([{ kind: 'moved-aside', name, keptAs }])
      expect(losses).toEqual([])
      expect(recipients(storage.database)).toBe(people)
      expect(readdirSync(folder)).toContain(keptAs)
      await close(storage)
      expect((await open()).notes).toEqual([])
    },
  )

  test.each(cases)(
    '%s as zhanggui.db%s, and the database is damaged: it can be put aside',
    async (_what, suffix, put) => {
      await used()
      rmSync(path + suffix, { force: true })
      put(path + suffix)
      writeFileSync(path, 'garbage')
      await close(await expectPutAside({ '': Buffer.from('garbage') }))
    },
  )

  test.each(things)(
    '%s in place of the mark, and the database has vanished: a loss, no first start',
    async (_what, put) => {
      await used()
      rmSync(path)
      rmSync(`${path}.made`)
      put(`${path}.made`)
      expect((await open()).losses).toEqual([null])
    },
  )

  test.each(things.flatMap(([what, put]) => ['', '-wal'].map(suffix => [what, suffix, put] as const)))(
    '%s as zhanggui.db%s: the owner is told which and what to do, and nothing is touched',
    async (_what, suffix, put) => {
      await used()
      copyFileSync(path, join(folder, 'real'))
      rmSync(path + suffix, { force: true })
      put(path + suffix)
      const before = readdirSync(folder)
      expect(await refusal()).toMatch(new RegExp(`^数据文件夹里的 zhanggui\\.db${suffix} 不是普通文件`))
      expect(readdirSync(folder)).toEqual(before)
      rmSync(path + suffix, { recursive: true })
      copyFileSync(join(folder, 'real'), path)
      expect(recipients((await open()).storage.database)).toBe(people)
    },
  )

  test.each(['', 'x', 'made?', 'made\0'])(
    'a mark that says %j: the whole file is checked, and it is written anew',
    async text => {
      await used()
      writeFileSync(`${path}.made`, text)
      const { storage, progress } = await open()
      expect(progress).toEqual([{ stage: 'check' }])
      expect(storage.status().state).toBe('ok')
      expect(readFileSync(`${path}.made`, 'utf8')).toBe('made\n')
    },
  )
})
