import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOptOutService } from '../../electron/services/opt-outs/opt-out-service.ts'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createPatience } from '../../electron/services/storage/patience.ts'
import { type Clock, systemClock } from '../../electron/services/time/clock.ts'
import { createTurns } from '../../electron/services/time/turns.ts'
import { readerOnDemand } from '../fakes/reader-thread.ts'

let folder: string
let database: Database
let timeMs = Date.UTC(2026, 10, 22, 1, 30)
let changes: number[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-opt-outs-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
  timeMs = Date.UTC(2026, 10, 22, 1, 30)
  changes = []
})

const thread = readerOnDemand(() => join(folder, 'zhanggui.db'))

afterEach(async () => {
  await thread.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const newService = (
  askPath: (name: string) => Promise<string | null> = async () => null,
  clock: Pick<Clock, 'monotonicMs' | 'soon'> = systemClock,
) =>
  createOptOutService({
    store: createOptOutStore(database, () => timeMs),
    turns: createTurns(systemClock, createPatience(systemClock)),
    reader: thread.reader,
    clock: { ...clock, now: () => timeMs },
    language: () => 'zh-CN',
    askPath,
    onChange: count => changes.push(count),
  })

const a = '13800138000'
const b = '13900139000'
const all = { search: '', offset: 0, limit: 100 }

test('a paste says what was added, what was there, and what is no phone', async () => {
  const optOuts = newService()
  await optOuts.add({ text: a, reason: '来电要求', source: 'typed' })
  const added = await optOuts.add({
    text: `138 0013 8000\n${b}，12345\n谢谢`,
    reason: '',
    source: 'pasted',
  })
  expect(added).toEqual({
    added: 1,
    present: 1,
    bad: 2,
    badTexts: [
      { index: 0, text: '12345' },
      { index: 0, text: '谢谢' },
    ],
    count: 2,
  })
  expect(changes).toEqual([1, 2])
})

test('what is there already keeps its reason and its time', async () => {
  const optOuts = newService()
  await optOuts.add({ text: a, reason: '来电要求', source: 'typed' })
  timeMs += 60_000
  await optOuts.addMany({ cells: [a], reason: '导入' })
  expect((await optOuts.page(all)).rows).toEqual([
    { phone: a, addedAt: timeMs - 60_000, reason: '来电要求', source: 'typed' },
  ])
  expect(changes).toEqual([1])
})

test('a batch of cells tells which cell holds no phone; a cell may hold several', async () => {
  const optOuts = newService()
  const added = await optOuts.addMany({
    cells: [`${a}/${b}`, '', '0755-88888888', '8613700137000'],
    reason: '',
  })
  expect(added).toMatchObject({ added: 3, bad: 1, badTexts: [{ index: 2, text: '0755-88888888' }], count: 3 })
})

test('a long text that is no phone is shown cut, and never a half character', async () => {
  const { badTexts } = await newService().addMany({
    cells: [`${'x'.repeat(59)}𠮷${'y'.repeat(100)}1`],
    reason: '',
  })
  expect(badTexts[0]?.text.isWellFormed()).toBe(true)
  expect(badTexts[0]?.text.length).toBeLessThan(70)
})

test('pages are newest first, and found by digits or by words of the reason', async () => {
  const optOuts = newService()
  await optOuts.add({ text: `${a} ${b}`, reason: 'R 回复', source: 'typed' })
  timeMs += 1
  await optOuts.add({ text: '15012345678', reason: '投诉', source: 'typed' })
  const phones = async (search: string) =>
    (await optOuts.page({ ...all, search })).rows.map(({ phone }) => phone)
  expect(await phones('')).toEqual(['15012345678', a, b])
  expect(await phones('0013')).toEqual([a, b])
  expect(await phones('139-0013')).toEqual([b])
  expect(await phones('投')).toEqual(['15012345678'])
  expect(await phones('r ')).toEqual([a, b])
  expect(await phones('%')).toEqual([])
  expect(await optOuts.page({ search: '', offset: 1, limit: 1 })).toMatchObject({
    total: 3,
    rows: [{ phone: a }],
  })
})

test('contains answers for the writing that was asked about', async () => {
  const optOuts = newService()
  await optOuts.add({ text: a, reason: '', source: 'typed' })
  expect(optOuts.contains(['138-0013-8000', b, 'nobody', a])).toEqual(['138-0013-8000', a])
})

test('a phone that is taken off may get messages again; what is no phone is refused', async () => {
  const optOuts = newService()
  await optOuts.add({ text: `${a} ${b}`, reason: '', source: 'typed' })
  expect(await optOuts.remove(['138 0013 8000', '13700137000'])).toEqual({ removed: 1, count: 1 })
  expect(optOuts.contains([a, b])).toEqual([b])
  await expect(optOuts.remove(['nobody'])).rejects.toMatchObject({ code: 'bad-input' })
  expect(changes).toEqual([2, 1])
})

test('an entry that was taken off is put back as it was, and no later one is overwritten', async () => {
  const optOuts = newService()
  await optOuts.add({ text: '13800000001', reason: '回复了 R', source: 'pasted' })
  const [entry] = (await optOuts.page({ search: '', offset: 0, limit: 9 })).rows
  if (entry === undefined) throw new Error('nothing was added')
  await optOuts.remove([entry.phone])
  expect(await optOuts.putBack(entry)).toEqual({ count: 1 })
  expect((await optOuts.page({ search: '', offset: 0, limit: 9 })).rows).toEqual([entry])
  await optOuts.putBack({ ...entry, reason: '别的', addedAt: 1 })
  expect((await optOuts.page({ search: '', offset: 0, limit: 9 })).rows).toEqual([entry])
  await expect(optOuts.putBack({ ...entry, phone: '123' })).rejects.toMatchObject({ code: 'bad-input' })
})

test('the list survives the app and a second set of migrations', async () => {
  await newService().add({ text: a, reason: '', source: 'typed' })
  database.close()
  database = openDatabase(join(folder, 'zhanggui.db'))
  expect(newService().count()).toBe(1)
})

test('an export opens right in Excel and says when and why', async () => {
  const path = join(folder, 'out.csv')
  const names: string[] = []
  const optOuts = newService(async name => {
    names.push(name)
    return path
  })
  await optOuts.add({ text: a, reason: '=1+1', source: 'pasted' })
  expect(await optOuts.exportAll()).toEqual({ path, rows: 1 })
  expect(names).toEqual(['退订名单-20261122-0930.csv'])
  expect(readFileSync(path, 'utf8')).toBe(
    `\ufeff手机号码,加入时间（北京时间）,原因,来源\r\n"=""${a}""",2026-11-22 09:30:00,'=1+1,粘贴\r\n`,
  )
  expect(await newService().exportAll()).toEqual({ path: null, rows: 0 })
})

test('cells and long texts are read in turns: others have theirs after every eight milliseconds', async () => {
  let nowMs = 0
  let turns = 0
  const optOuts = newService(undefined, {
    // Every look at the clock finds a millisecond gone.
    monotonicMs: () => ++nowMs,
    soon: task => {
      turns += 1
      return systemClock.soon(task)
    },
  })
  await optOuts.addMany({ cells: Array(400).fill('没有号码'), reason: '' })
  expect(turns).toBeGreaterThanOrEqual(40)
  turns = 0
  await optOuts.add({ text: '1 '.repeat(400), reason: '', source: 'pasted' })
  expect(turns).toBeGreaterThanOrEqual(40)
})
