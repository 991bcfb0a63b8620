import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorkStore, type WorkStore } from '../../electron/services/works/work-store.ts'
import { mostWorks, type Work } from '../../shared/domain/work.ts'
import { workPieceBytes } from '../../shared/domain/work-piece.ts'

let profile: string
let nowMs: number
let works: WorkStore
let unreadable: string[]
const folder = () => join(profile, 'work')
const storeAt = (path: string): WorkStore =>
  createWorkStore({ folder: path, now: () => nowMs, onUnreadable: workId => unreadable.push(workId) })

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'zhanggui-work-'))
  nowMs = 1
  unreadable = []
  works = storeAt(folder())
})
afterEach(() => rmSync(profile, { recursive: true, force: true }))

const work = (bytes: number, name = '九月'): Work => ({
  name,
  mode: 'real',
  step: 'compose',
  list: {
    files: [{ name: 'a.csv', bytes }],
    steps: [{ type: 'read', file: 0, isText: false }],
    people: 3,
    isSample: false,
  },
  content: {
    signature: { name: '店', code: '' },
    template: { code: '', text: '您好${姓名}' },
    chosen: [['__proto__', { kind: 'fixed', text: 'x' }]],
    policies: [],
    flawPolicies: [],
    forms: [['__proto__', { write: { kind: 'date', form: 'month-day' }, most: 8 }]],
  },
})
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => at % 251)

const put = async (bytes: Uint8Array): Promise<string> => {
  const workId = await works.begin()
  for (let offset = 0; offset < bytes.length; offset += workPieceBytes)
    await works.putFile({ workId, file: 0, offset, bytes: bytes.subarray(offset, offset + workPieceBytes) })
  return workId
}

test('what was put comes back byte by byte, to another store of the same folder', async () => {
  const bytes = bytesOf(workPieceBytes * 2 + 17)
  const workId = await put(bytes)
  await works.save(workId, work(bytes.length))
  const later = storeAt(folder())
  expect(await later.list()).toEqual([
    { workId, name: '九月', mode: 'real', people: 3, text: '您好${姓名}', changedAt: 1 },
  ])
  expect(await later.get(workId)).toEqual(work(bytes.length))
  const parts: Uint8Array[] = []
  for (let offset = 0; ; ) {
    const part = await later.readFile({ workId, file: 0, offset })
    if (part.length === 0) break
    parts.push(part)
    offset += part.length
  }
  expect(Buffer.concat(parts).equals(bytes)).toBe(true)
})

test('a work whose file is not whole is not written down, and what a crash left is cleared away', async () => {
  const workId = await put(bytesOf(10))
  await expect(works.save(workId, work(11))).rejects.toMatchObject({ code: 'wrong-state' })
  expect(await works.list()).toEqual([])
  await works.tidy()
  expect(readdirSync(folder())).toEqual([])
  await expect(works.save(workId, work(10))).rejects.toMatchObject({ code: 'not-found' })
})

test('a file that is put again from its beginning is the new one alone', async () => {
  const workId = await put(bytesOf(100))
  await works.putFile({ workId, file: 0, offset: 0, bytes: bytesOf(5) })
  await works.save(workId, work(5))
  expect((await works.readFile({ workId, file: 0, offset: 0 })).length).toBe(5)
})

test('a damaged record keeps no other work from being offered, and is left as it is', async () => {
  const workId = await put(bytesOf(10))
  await works.save(workId, work(10))
  const broken = '01234567-89ab-4cde-8f01-23456789abcd'
  mkdirSync(join(folder(), broken))
  writeFileSync(join(folder(), broken, 'work.json'), '{"changedAt": "soon"}')
  expect((await works.list()).map(head => head.workId)).toEqual([workId])
  expect(unreadable).toEqual([broken])
  await works.tidy()
  expect(existsSync(join(folder(), broken, 'work.json'))).toBe(true)
})

test('the newest stay, and one that is removed leaves nothing', async () => {
  for (let at = 0; at < mostWorks + 2; at++) {
    nowMs = at + 1
    const workId = await put(bytesOf(10))
    await works.save(workId, work(10, `第 ${at}`))
  }
  const kept = await works.list()
  expect(kept.map(({ name }) => name)).toEqual(
    Array.from({ length: mostWorks }, (_, at) => `第 ${mostWorks + 1 - at}`),
  )
  for (const { workId } of kept) await works.remove(workId)
  expect(readdirSync(folder())).toEqual([])
})

test('the one thrown away last comes back whole; the next one thrown away and the next start end that', async () => {
  const [first, second] = [await put(bytesOf(10)), await put(bytesOf(10))]
  for (const workId of [first, second]) await works.save(workId, work(10))
  await works.throwAway(first)
  expect((await works.list()).map(({ workId }) => workId)).toEqual([second])
  await expect(works.get(first)).rejects.toMatchObject({ code: 'not-found' })
  await works.putBack(first)
  expect(await works.get(first)).toEqual(work(10))

  await works.throwAway(first)
  await works.throwAway(second)
  await expect(works.putBack(first)).rejects.toMatchObject({ code: 'not-found' })
  await works.putBack(second)
  await works.throwAway(second)
  // Somebody who is forgotten is in nothing that could come back.
  expect(await works.countWithPeople()).toBe(1)
  await storeAt(folder()).tidy()
  await expect(works.putBack(second)).rejects.toMatchObject({ code: 'not-found' })
  expect(readdirSync(folder())).toEqual([])
})

test.runIf(process.platform !== 'win32')('only the owner can read what is kept', async () => {
  const workId = await put(bytesOf(10))
  await works.save(workId, work(10))
  const modes = [
    folder(),
    join(folder(), workId),
    ...['0', 'work.json'].map(name => join(folder(), workId, name)),
  ]
  expect(modes.map(path => statSync(path).mode & 0o077)).toEqual([0, 0, 0, 0])
})
