import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrate, migrations } from '../../electron/services/storage/migrations.ts'
import { close, expectPutAside, fixtures, folder, open, pageBytes, path, putAside } from './storage-stage.ts'

/** A database of an older version is copied before its steps are taken (docs/storage.md). */

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
