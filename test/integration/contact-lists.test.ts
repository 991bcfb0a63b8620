import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type ContactListService,
  createContactListService,
} from '../../electron/services/contact-lists/contact-list-service.ts'
import { createListStore } from '../../electron/services/contact-lists/list-store.ts'
import { createListViews } from '../../electron/services/contact-lists/list-views.ts'
import { createMappingStore } from '../../electron/services/contact-lists/mapping-store.ts'
import { createStaging } from '../../electron/services/contact-lists/staging.ts'
import { createOptOutService } from '../../electron/services/opt-outs/opt-out-service.ts'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { startSender } from '../../electron/services/sending/sender.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createPatience } from '../../electron/services/storage/patience.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { createTurns } from '../../electron/services/time/turns.ts'
import {
  type ContactFilter,
  type ContactSort,
  type ListContact,
  type NewContact,
  tagSchema,
  tagsOfCell,
} from '../../shared/domain/contact-list.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { unguardCell } from '../../shared/export/excel-guards.ts'
import { createManualClock, type ManualClock } from '../fakes/clocks.ts'
import { forgettingOn } from '../fakes/forgetting.ts'
import { readerOnDemand } from '../fakes/reader-thread.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'

let folder: string
let database: Database
let timeMs = 0
/** What waits for its time. */
let manual: ManualClock
/** How often copies of the database were to be removed. */
let removals = 0

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-lists-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
  timeMs = Date.UTC(2026, 10, 22, 1, 30)
  removals = 0
  manual = createManualClock()
})

const thread = readerOnDemand(() => join(folder, 'zhanggui.db'))

afterEach(async () => {
  await thread.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(clock: Parameters<typeof createTurns>[0] = systemClock) {
  const turns = createTurns(clock, createPatience(clock))
  const now = () => timeMs
  const path = join(folder, 'out.csv')
  const common = {
    turns,
    reader: thread.reader,
    language: () => 'zh-CN' as const,
    askPath: async () => path,
  }
  const optOuts = createOptOutService({
    ...common,
    clock: { ...systemClock, now },
    store: createOptOutStore(database, now),
    onChange: () => {},
  })
  const store = createListStore(database, now)
  const lists = createContactListService({
    ...common,
    store,
    staging: createStaging(database),
    views: createListViews(database, store, turns),
    optOuts,
    clock: { now, after: manual.after },
    forgetting: forgettingOn(database, turns),
    removeCopies: () => {
      removals += 1
    },
    onFailure: error => {
      throw error
    },
  })
  return { lists, optOuts, store, path }
}

const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`
const contact = (
  phone: string,
  values: readonly string[] = [],
  tags: readonly string[] = [],
): NewContact => ({
  phone,
  values: [...values],
  tags: [...tags],
})

async function bring(
  lists: ContactListService,
  target: { listId: number } | { name: string },
  columns: readonly string[],
  contacts: readonly NewContact[],
) {
  const mergeId = await lists.beginMerge({ target, columns: [...columns] })
  for (let at = 0; at < contacts.length; at += 5000)
    await lists.addContacts(mergeId, contacts.slice(at, at + 5000))
  return lists.finishMerge(mergeId)
}

const noFilter: ContactFilter = { search: '', tag: null }
const byPhone: ContactSort = { by: 'phone', descending: false }

async function rowsOf(
  lists: ContactListService,
  listId: number,
  filter: Partial<ContactFilter> = {},
  sort: ContactSort = byPhone,
): Promise<readonly ListContact[]> {
  const page = await lists.page({ listId, filter: { ...noFilter, ...filter }, sort, offset: 0, limit: 5000 })
  expect(page.rows).toHaveLength(page.total)
  return page.rows
}

/** What must hold of a list at every moment. */
async function expectSound(lists: ContactListService, listId: number) {
  const list = lists.get(listId)
  const rows = await rowsOf(lists, listId)
  expect(list.contacts).toBe(rows.length)
  expect(new Set(rows.map(({ phone }) => phone)).size).toBe(rows.length)
  expect(rows.every(({ values }) => values.length === list.columns.length)).toBe(true)
  return { list, rows }
}

describe('a merge', () => {
  test('makes a list of its people, by phone', async () => {
    const { lists } = open()
    const merged = await bring(
      lists,
      { name: '会员' },
      ['姓名', '金额'],
      [contact(phoneOf(2), ['李雷', '0']), contact('138-0000 0001', ['王芳'], ['熟客', '新客'])],
    )
    expect(merged).toEqual({ listId: merged.listId, added: 2, updated: 0, unchanged: 0 })
    const { list, rows } = await expectSound(lists, merged.listId)
    expect(list).toMatchObject({
      name: '会员',
      columns: ['姓名', '金额'],
      createdAt: timeMs,
      updatedAt: timeMs,
    })
    const added = { addedAt: timeMs, optedOut: false }
    expect(rows).toEqual([
      { phone: phoneOf(1), values: ['王芳', ''], tags: ['新客', '熟客'], ...added },
      { phone: phoneOf(2), values: ['李雷', '0'], tags: [], ...added },
    ])
    expect(lists.list()).toEqual([list])
  })

  test('of the same people once more merges by phone, with other columns too', async () => {
    const { lists } = open()
    const { listId } = await bring(
      lists,
      { name: '会员' },
      ['姓名', '金额'],
      [
        contact(phoneOf(1), ['王芳', '10'], ['熟客']),
        contact(phoneOf(2), ['李雷', '20']),
        contact(phoneOf(3), ['韩梅', '5']),
      ],
    )
    timeMs += 1000
    const again = await bring(
      lists,
      { listId },
      ['门店', '金额'],
      [
        contact(phoneOf(1), ['一店', '11'], ['新客']),
        contact(phoneOf(2), ['', '20']),
        contact(phoneOf(4), ['二店']),
      ],
    )
    expect(again).toEqual({ listId, added: 1, updated: 1, unchanged: 1 })
    const { list, rows } = await expectSound(lists, listId)
    expect(list).toMatchObject({ columns: ['姓名', '金额', '门店'], contacts: 4, updatedAt: timeMs })
    expect(rows.map(({ phone, values, tags, addedAt }) => [phone, values, tags, addedAt])).toEqual([
      [phoneOf(1), ['王芳', '11', '一店'], ['新客', '熟客'], timeMs - 1000],
      [phoneOf(2), ['李雷', '20', ''], [], timeMs - 1000],
      [phoneOf(3), ['韩梅', '5', ''], [], timeMs - 1000],
      [phoneOf(4), ['', '', '二店'], [], timeMs],
    ])
  })

  test('that is not finished leaves nothing, and the next one starts afresh', async () => {
    const { lists } = open()
    const left = await lists.beginMerge({ target: { name: '半个' }, columns: [] })
    await lists.addContacts(left, [contact(phoneOf(1))])
    const { listId } = await bring(lists, { name: '会员' }, [], [contact(phoneOf(2))])
    await expect(lists.addContacts(left, [contact(phoneOf(3))])).rejects.toMatchObject({ code: 'not-found' })
    await expect(lists.finishMerge(left)).rejects.toMatchObject({ code: 'not-found' })
    expect((await expectSound(lists, listId)).rows.map(({ phone }) => phone)).toEqual([phoneOf(2)])
    expect(lists.list().map(({ name }) => name)).toEqual(['会员'])
  })

  test('refuses what is no phone, too many values, a name that is taken, a list that is gone', async () => {
    const { lists } = open()
    const { listId } = await bring(lists, { name: '会员' }, ['姓名'], [contact(phoneOf(1))])
    const mergeId = await lists.beginMerge({ target: { listId }, columns: ['姓名'] })
    const add = (bad: NewContact) => lists.addContacts(mergeId, [contact(phoneOf(2)), bad])
    await expect(add(contact('0755-88888888'))).rejects.toMatchObject({
      code: 'bad-input',
      where: '1',
      detail: 'land-line',
    })
    await expect(add(contact(phoneOf(3), ['a', 'b']))).rejects.toMatchObject({
      code: 'bad-input',
      where: '1',
    })
    await expect(lists.beginMerge({ target: { name: '会员' }, columns: [] })).rejects.toMatchObject({
      code: 'bad-input',
      where: 'name',
    })
    await expect(lists.beginMerge({ target: { listId: 99 }, columns: [] })).rejects.toMatchObject({
      code: 'not-found',
    })
    // A batch that was refused is in nothing.
    expect(await lists.finishMerge(mergeId)).toEqual({ listId, added: 0, updated: 0, unchanged: 0 })
  })

  test('that the app ends under is cleared away at the next start', async () => {
    const { lists } = open()
    const { listId } = await bring(lists, { name: '会员' }, [], [contact(phoneOf(1))])
    database.exec(`INSERT INTO contact_lists (name, columns_json, state, created_at, updated_at) VALUES ('半个', '[]', 'filling', 0, 0);
      INSERT INTO list_contacts VALUES (last_insert_rowid(), '${phoneOf(2)}', '[]', '[]', 0)`)
    const next = open().lists
    expect(next.list().map(({ id }) => id)).toEqual([listId])
    await next.tidy()
    expect(database.prepare('SELECT count(*) FROM contact_lists').pluck().get()).toBe(1)
    expect(database.prepare('SELECT count(*) FROM list_contacts').pluck().get()).toBe(1)
  })

  test('of many leaves the send log its turns', async () => {
    const { lists } = open()
    const sender = startSender({
      scriptUrl: new URL('../../electron/services/sending/sender-worker.ts', import.meta.url),
      databasePath: join(folder, 'zhanggui.db'),
      rightOfWay: createRightOfWay().memory,
      sendingWindow: defaultSettings.sendingWindow,
      onProgress: () => {},
      onLogFailure: () => {},
      onThreadEnd: () => {},
    })
    const mergeId = await lists.beginMerge({ target: { name: '会员' }, columns: [] })
    for (let at = 0; at < 60_000; at += 5000) {
      await lists.addContacts(
        mergeId,
        Array.from({ length: 5000 }, (_, index) => contact(phoneOf((at + index) * 1499))),
      )
    }
    // Its thread is up before the merge begins.
    await sender.setStatus(1, 'holding', null)
    let finished = false
    const finish = lists.finishMerge(mergeId).then(merged => {
      finished = true
      return merged
    })
    let writes = 0
    while (!finished) {
      await sender.setStatus(1, 'holding', null)
      writes += 1
    }
    expect(await finish).toMatchObject({ added: 60_000 })
    // Not only before the first of its twelve pieces and after the last.
    expect(writes).toBeGreaterThan(5)
    await sender.close()
  })

  test('ends when the app closes, and leaves no half of a new list', async () => {
    const { lists } = open()
    const mergeId = await lists.beginMerge({ target: { name: '会员' }, columns: [] })
    for (let at = 0; at < 20_000; at += 5000) {
      await lists.addContacts(
        mergeId,
        Array.from({ length: 5000 }, (_, index) => contact(phoneOf(at + index))),
      )
    }
    const finished = lists.finishMerge(mergeId)
    finished.catch(() => {})
    await new Promise(resolve => setImmediate(resolve))
    await lists.close()
    await expect(finished).rejects.toMatchObject({ code: 'wrong-state' })
    expect(lists.list()).toEqual([])
    const next = open().lists
    await next.tidy()
    expect(database.prepare('SELECT count(*) FROM list_contacts').pluck().get()).toBe(0)
  })
})

describe('merging, whatever the imports', () => {
  const columns = ['a', 'b', 'c']
  const batch = fc.record({
    columns: fc.subarray(columns, { minLength: 0 }),
    contacts: fc.array(
      fc.record({
        phone: fc.integer({ min: 0, max: 12 }).map(phoneOf),
        values: fc.array(fc.constantFrom('', ' ', '0', 'x', '王,"芳\n', '=1+1'), { maxLength: 3 }),
        tags: fc.subarray(['熟客', '新客', 'VIP']),
      }),
      { maxLength: 30 },
    ),
  })

  test('phones are unique, the last value that is not blank wins, and no tag is lost', async () => {
    let n = 0
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 4 }), async batches => {
        const { lists } = open()
        n += 1
        let target: { listId: number } | { name: string } = { name: `名单${n}` }
        /** The plain rule, row after row. */
        const people = new Map<string, { values: Record<string, string>; tags: Set<string> }>()
        for (const { columns: names, contacts } of batches) {
          const before = structuredClone(people)
          const rows = contacts.map(({ phone, values, tags }) =>
            contact(phone, values.slice(0, names.length), tags),
          )
          for (const { phone, values, tags } of rows) {
            const person = people.get(phone) ?? { values: {}, tags: new Set() }
            for (const [index, value] of values.entries()) {
              const name = names[index] ?? ''
              if (value.trim() !== '' || !people.has(phone)) person.values[name] = value
            }
            for (const tag of tags) person.tags.add(tag)
            people.set(phone, person)
          }
          const merged = await bring(lists, target, names, rows)
          const phones = new Set(rows.map(({ phone }) => phone))
          expect(merged.added).toBe([...phones].filter(phone => !before.has(phone)).length)
          expect(merged.added + merged.updated + merged.unchanged).toBe(phones.size)
          target = { listId: merged.listId }
        }
        const listId = 'listId' in target ? target.listId : 0
        const { list, rows } = await expectSound(lists, listId)
        expect(rows.map(({ phone }) => phone)).toEqual([...people.keys()].sort())
        for (const { phone, values, tags } of rows) {
          const person = people.get(phone)
          expect(tags).toEqual([...(person?.tags ?? [])].sort())
          expect(values).toEqual(list.columns.map(name => person?.values[name] ?? ''))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('the same merge again changes nothing', async () => {
    let n = 0
    await fc.assert(
      fc.asyncProperty(batch, async ({ columns: names, contacts }) => {
        const { lists } = open()
        n += 1
        const unique = [...new Map(contacts.map(row => [row.phone, row])).values()]
        const rows = unique.map(({ phone, values, tags }) =>
          contact(phone, values.slice(0, names.length), tags),
        )
        const { listId } = await bring(lists, { name: `再来${n}` }, names, rows)
        const before = await rowsOf(lists, listId)
        expect(await bring(lists, { listId }, names, rows)).toEqual({
          listId,
          added: 0,
          updated: 0,
          unchanged: unique.length,
        })
        expect(await rowsOf(lists, listId)).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })

  test('an export read back gives the same list', async () => {
    let n = 0
    /** Lines end in CRLF; inside a cell they are written as LF (docs/adr/0052-breaks-in-cells.md). */
    const oneKindOfBreak = (text: string): string => text.replace(/\r\n?/g, '\n')
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 })
    const tricky = fc.constantFrom(
      '=1+1',
      "'=1",
      '-12.5',
      '+86',
      '@x',
      '\t=1',
      '1.38E+10',
      'a\r\nb',
      '"',
      '="1"',
      '\ufeff',
    )
    const tag = fc
      .string({ minLength: 1, maxLength: 6 })
      .filter(text => tagSchema.safeParse(text).data === text)
    const people = fc.uniqueArray(
      fc.record({
        phone: fc.integer({ min: 0, max: 99_999_999 }).map(phoneOf),
        values: fc.array(fc.oneof(cell, tricky), { minLength: 2, maxLength: 2 }),
        tags: fc.uniqueArray(tag, { maxLength: 3 }),
      }),
      { selector: ({ phone }) => phone, maxLength: 10 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 2, maxLength: 2 }), people, async (names, contacts) => {
        const { lists, path } = open()
        n += 1
        const { listId } = await bring(lists, { name: `出${n}` }, names, contacts)
        expect(await lists.exportList(listId)).toEqual({ path, rows: contacts.length })
        const { data } = Papa.parse<string[]>(readFileSync(path, 'utf8').slice(1), {
          newline: '\r\n',
          delimiter: ',',
        })
        const [header = [], ...records] = data.slice(0, -1).map(record => record.map(unguardCell))
        const back = await bring(
          lists,
          { name: `入${n}` },
          header.slice(1, -2),
          records.map(record =>
            contact(record[0] ?? '', record.slice(1, -2), tagsOfCell(record.at(-2) ?? '')),
          ),
        )
        expect(lists.get(back.listId).columns).toEqual(lists.get(listId).columns.map(oneKindOfBreak))
        const rows = await rowsOf(lists, listId)
        expect(await rowsOf(lists, back.listId)).toEqual(
          rows.map(row => ({ ...row, values: row.values.map(oneKindOfBreak) })),
        )
      }),
      { numRuns: 100 },
    )
  })
})

describe('looking at a list', () => {
  const people = [
    contact(phoneOf(1), ['王芳', '9', '一店'], ['熟客']),
    contact(phoneOf(2), ['李雷', '1,200.50', '二店'], ['新客']),
    contact(phoneOf(3), ['Lucy', '', '一店'], ['熟客', '新客']),
    contact(phoneOf(4), ['韩梅梅', '赠送', '三,"店']),
    contact('13912345678', ['王芳', '10', '一店']),
  ]
  const found = async (filter: Partial<ContactFilter>, sort?: ContactSort) => {
    const { lists } = open()
    const [list] = lists.list()
    const id = list?.id ?? (await bring(lists, { name: '会员' }, ['姓名', '金额', '门店'], people)).listId
    return (await rowsOf(lists, id, filter, sort)).map(({ phone }) => Number(phone.slice(-1)))
  }

  test.each<[string, Partial<ContactFilter>, readonly number[]]>([
    ['digits of the phone', { search: '1391234' }, [8]],
    ['digits of the phone written apart', { search: '139 1234-5678' }, [8]],
    ['a value', { search: '王' }, [1, 8]],
    ['a value whatever the case', { search: 'lUCY' }, [3]],
    ['a value with signs that are not wildcards', { search: '%' }, []],
    ['a comma and quotes inside a value', { search: ',"店' }, [4]],
    ['not what two values make together', { search: '9","一' }, []],
    ['not the brackets of how it is stored', { search: '[' }, []],
    ['a tag as text', { search: '新' }, [2, 3]],
    ['a tag', { tag: '熟客' }, [1, 3]],
    ['a tag is whole', { tag: '熟' }, []],
    ['a tag and text', { tag: '熟客', search: '一店' }, [1, 3]],
    ['nothing in particular', { search: '  ' }, [1, 2, 3, 4, 8]],
  ])('finds %s', async (_, filter, expected) => {
    expect(await found(filter)).toEqual(expected)
  })

  test.each<[string, ContactSort, readonly number[]]>([
    ['by phone, last first', { by: 'phone', descending: true }, [8, 4, 3, 2, 1]],
    ['by when added, of the same time by phone', { by: 'added', descending: true }, [1, 2, 3, 4, 8]],
    [
      'by a column: numbers by size, texts, blanks',
      { by: { column: 1 }, descending: false },
      [1, 8, 2, 4, 3],
    ],
    ['by a column upside down: blanks still last', { by: { column: 1 }, descending: true }, [4, 2, 8, 1, 3]],
    ['by a column with equal values: by phone', { by: { column: 2 }, descending: false }, [2, 4, 1, 3, 8]],
    ['by a column that is not there', { by: { column: 99 }, descending: false }, [1, 2, 3, 4, 8]],
  ])('sorts %s', async (_, sort, expected) => {
    const sorted = await found({}, sort)
    // 二 三 一 in the order of a Chinese dictionary: èr, sān, yī.
    expect(sorted).toEqual(expected)
  })

  test('pages are slices of one order, and say when the list has changed', async () => {
    const { lists } = open()
    const { listId } = await bring(
      lists,
      { name: '会员' },
      ['组'],
      Array.from({ length: 25_000 }, (_, index) => contact(phoneOf(index * 7), [`${index % 3}`])),
    )
    const sort: ContactSort = { by: { column: 0 }, descending: false }
    const page = (offset: number) => lists.page({ listId, filter: noFilter, sort, offset, limit: 2 })
    const [first, middle, last] = await Promise.all([page(0), page(8333), page(24_999)])
    expect(first).toMatchObject({ total: 25_000, rows: [{ phone: phoneOf(0) }, { phone: phoneOf(21) }] })
    expect(middle.rows.map(({ values }) => values[0])).toEqual(['0', '1'])
    expect(last.rows.map(({ phone }) => phone)).toEqual([phoneOf(7 * 24_998)])
    await lists.forgetPerson(phoneOf(0), null)
    const after = await page(0)
    expect(after).toMatchObject({ total: 24_999, rows: [{ phone: phoneOf(21) }, { phone: phoneOf(42) }] })
    expect(after.version).toBeGreaterThan(first.version)
  })

  test('who has opted out is marked', async () => {
    const { lists, optOuts } = open()
    const { listId } = await bring(lists, { name: '会员' }, ['a', 'b', 'c'], people)
    await optOuts.add({ text: phoneOf(3), reason: '', source: 'typed' })
    expect((await rowsOf(lists, listId)).map(({ optedOut }) => optedOut)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ])
  })
})

describe('tags', () => {
  test('go on and off chosen phones, or everybody whom a search finds', async () => {
    const { lists } = open()
    const { listId } = await bring(
      lists,
      { name: '会员' },
      ['店'],
      Array.from({ length: 30 }, (_, index) => contact(phoneOf(index), [index < 10 ? '一店' : '二店'])),
    )
    const filter = { search: '一店', tag: null }
    expect(await lists.setTags({ listId, of: { filter }, add: ['熟客', 'VIP'], remove: [] })).toEqual({
      changed: 10,
    })
    expect(
      await lists.setTags({
        listId,
        of: { phones: [phoneOf(0), phoneOf(29), '13700000000'] },
        add: ['新客'],
        remove: ['VIP'],
      }),
    ).toEqual({ changed: 2 })
    expect(await lists.setTags({ listId, of: { filter }, add: ['熟客'], remove: [] })).toEqual({ changed: 0 })
    expect(await lists.tags(listId)).toEqual([
      { tag: '熟客', contacts: 10 },
      { tag: 'VIP', contacts: 9 },
      { tag: '新客', contacts: 2 },
    ])
    expect((await rowsOf(lists, listId, { tag: '新客' })).map(({ tags }) => tags)).toEqual([
      ['新客', '熟客'],
      ['新客'],
    ])
    await expect(lists.setTags({ listId: 99, of: { filter }, add: [], remove: [] })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('a list', () => {
  test('gets another name, unless a list has it', async () => {
    const { lists } = open()
    const { listId } = await bring(lists, { name: '会员' }, [], [])
    await bring(lists, { name: '新客' }, [], [])
    expect(await lists.rename(listId, '老会员')).toMatchObject({ name: '老会员' })
    expect(await lists.rename(listId, '老会员')).toMatchObject({ name: '老会员' })
    await expect(lists.rename(listId, '新客')).rejects.toMatchObject({ code: 'bad-input', where: 'name' })
    await expect(lists.rename(99, '别的')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('that is removed is gone at once, and ten minutes later with all its people', async () => {
    const { lists } = open()
    const people = Array.from({ length: 12_000 }, (_, index) => contact(phoneOf(index)))
    const { listId } = await bring(lists, { name: '会员' }, [], people)
    const other = await bring(lists, { name: '别的' }, [], people.slice(0, 3))
    await lists.remove(listId)
    expect(lists.list().map(({ id }) => id)).toEqual([other.listId])
    expect(() => lists.get(listId)).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(removals).toBe(0)
    await manual.advance(10 * 60_000)
    await lists.tidy()
    expect(removals).toBe(1)
    expect(database.prepare('SELECT count(*) FROM list_contacts').pluck().get()).toBe(3)
    await expect(lists.putBack(listId)).rejects.toMatchObject({ code: 'not-found' })
    // Its name is free again.
    await bring(lists, { name: '会员' }, [], [])
  })

  test('that was removed comes back as it was, unless its name is taken or another was removed after it', async () => {
    const { lists } = open()
    const { listId } = await bring(
      lists,
      { name: '会员' },
      ['姓名'],
      [contact(phoneOf(1), ['王芳'], ['熟客'])],
    )
    const before = lists.get(listId)
    await lists.remove(listId)
    expect(await lists.putBack(listId)).toEqual(before)
    expect(
      (
        await lists.page({
          listId,
          filter: noFilter,
          sort: { by: 'phone', descending: false },
          offset: 0,
          limit: 9,
        })
      ).rows,
    ).toMatchObject([{ phone: phoneOf(1), values: ['王芳'] }])
    await manual.advance(20 * 60_000)
    expect(lists.list()).toHaveLength(1)

    await lists.remove(listId)
    const { listId: second } = await bring(lists, { name: '会员' }, [], [])
    await expect(lists.putBack(listId)).rejects.toMatchObject({ code: 'bad-input', where: 'name' })
    await lists.rename(second, '新会员')
    expect(await lists.putBack(listId)).toEqual(before)

    await lists.remove(listId)
    await lists.remove(second)
    await expect(lists.putBack(listId)).rejects.toMatchObject({ code: 'not-found' })
    expect((await lists.putBack(second)).name).toBe('新会员')
    expect(database.prepare('SELECT count(*) FROM list_contacts').pluck().get()).toBe(0)
  })

  test('that was removed when the app ended is gone at the next start', async () => {
    const { lists } = open()
    const { listId } = await bring(lists, { name: '会员' }, [], [contact(phoneOf(1))])
    await lists.remove(listId)
    await lists.close()
    const next = open().lists
    await expect(next.putBack(listId)).rejects.toMatchObject({ code: 'not-found' })
    await next.tidy()
    expect(database.prepare('SELECT count(*) FROM list_contacts').pluck().get()).toBe(0)
  })

  test('is exported whole, guarded for Excel', async () => {
    const { lists, path } = open()
    const { listId } = await bring(
      lists,
      { name: '会员' },
      ['姓名', '备注'],
      [contact(phoneOf(1), ['王芳', '=1+1'], ['熟客', '新客'])],
    )
    expect(await lists.exportList(listId)).toEqual({ path, rows: 1 })
    expect(readFileSync(path, 'utf8')).toBe(
      `\ufeff手机号码,姓名,备注,标签,加入时间\r\n"=""${phoneOf(1)}""",王芳,'=1+1,新客、熟客,2026-11-22 09:30:00\r\n`,
    )
  })
})

describe('one person by hand', () => {
  const refused = (where: string) => expect.objectContaining({ code: 'bad-input', where })

  test('is added, changed and taken off; the entry keeps when it was added, and comes back whole', async () => {
    const { lists } = open()
    const { listId } = await bring(lists, { name: '会员' }, ['姓名', '店'], [contact(phoneOf(1), ['王芳'])])
    const write = (
      person: Partial<NewContact> & { readonly was?: string | null; readonly addedAt?: number },
    ) => lists.writePerson({ listId, was: null, phone: '', values: [], tags: [], ...person })
    const addedAt = timeMs
    timeMs += 1000
    expect(
      await write({ phone: '+86 138-0000-0002', values: ['李雷', '一店'], tags: ['新客', '熟客'] }),
    ).toEqual({
      phone: phoneOf(2),
    })
    expect(await write({ was: phoneOf(1), phone: phoneOf(3), values: ['王芳芳'] })).toEqual({
      phone: phoneOf(3),
    })
    await expect(write({ phone: phoneOf(2) })).rejects.toEqual(refused('double'))
    await expect(write({ was: phoneOf(3), phone: phoneOf(2) })).rejects.toEqual(refused('double'))
    await expect(write({ phone: '0571-88888888' })).rejects.toEqual(refused('phone'))
    await expect(write({ was: phoneOf(9), phone: phoneOf(9) })).rejects.toMatchObject({ code: 'not-found' })
    const before = await rowsOf(lists, listId)
    expect(before).toEqual([
      {
        phone: phoneOf(2),
        values: ['李雷', '一店'],
        tags: ['新客', '熟客'].sort(),
        addedAt: timeMs,
        optedOut: false,
      },
      { phone: phoneOf(3), values: ['王芳芳', ''], tags: [], addedAt, optedOut: false },
    ])
    const gone = await lists.removePerson(listId, phoneOf(3))
    expect((await expectSound(lists, listId)).rows).toHaveLength(1)
    await write(gone)
    expect(await rowsOf(lists, listId)).toEqual(before)
    await expectSound(lists, listId)
  })
})

describe('a person who asked to be forgotten', () => {
  const secret = '13987654321'
  const forgotten = { campaigns: 0, works: 0, unfinished: 0, rewritten: true }

  test('is in no list any more, and the others are as they were', async () => {
    const { lists, optOuts } = open()
    const others = [
      contact(phoneOf(1), ['别人', '1']),
      contact(`${secret.slice(0, 10)}2`, ['邻居', '2'], ['熟客']),
    ]
    const one = await bring(
      lists,
      { name: '一' },
      ['姓名', '金额'],
      [...others, contact(secret, ['王芳', '1'])],
    )
    const two = await bring(lists, { name: '二' }, ['姓名'], [contact(secret, ['王芳芳'], ['熟客'])])
    expect(await lists.person(secret)).toEqual({
      phone: secret,
      lists: [
        { listId: one.listId, name: '一', values: ['王芳', '1'], tags: [] },
        { listId: two.listId, name: '二', values: ['王芳芳'], tags: ['熟客'] },
      ],
      optedOut: false,
      campaigns: 0,
      unfinished: 0,
      works: 0,
    })
    const before = (await rowsOf(lists, one.listId)).filter(({ phone }) => phone !== secret)
    timeMs += 1000
    expect(await lists.forgetPerson('139 8765 4321', null)).toEqual({
      ...forgotten,
      lists: 2,
      optedOut: false,
    })
    expect((await lists.person(secret)).lists).toEqual([])
    expect((await expectSound(lists, one.listId)).rows).toEqual(before)
    expect((await expectSound(lists, two.listId)).rows).toEqual([])
    expect(optOuts.count()).toBe(0)
  })

  test('is not in the free space of the file either', async () => {
    const { lists } = open()
    const random = createSeededRandom(7)
    const people = Array.from(
      { length: 6000 },
      () => `139${String(Math.floor(random() * 1e8)).padStart(8, '0')}`,
    )
    const secrets = people.slice(0, 6)
    // Taken in piece by piece and changed again and again, so that pages are split and rows rewritten and moved.
    let target: { listId: number } | { name: string } = { name: '一' }
    for (let round = 1; round <= 4; round++) {
      const some = people.filter(phone => round === 4 || random() < 0.5 || phone === secrets[0])
      const rows = some.map(phone => contact(phone, [`名${phone}`, 'x'.repeat(random() * 50 * round)]))
      const { listId } = await bring(lists, target, ['姓名', '备注'], rows)
      await lists.setTags({ listId, of: { phones: some.slice(0, 900) }, add: [`第${round}次`], remove: [] })
      target = { listId }
    }
    const files = () =>
      Buffer.concat(['', '-wal'].map(end => readFileSync(join(folder, `zhanggui.db${end}`))))
    const onDisk = (bytes: Buffer) => secrets.filter(phone => bytes.includes(phone))
    expect(onDisk(files())).toEqual(secrets)
    for (const phone of secrets) await lists.forgetPerson(phone, null)
    expect(onDisk(files())).toEqual([])
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('is put on the opt-out list if asked, and is never taken off it', async () => {
    const { lists, optOuts } = open()
    await bring(lists, { name: '一' }, [], [contact(secret)])
    expect(await lists.forgetPerson(secret, { reason: '来电' })).toEqual({
      ...forgotten,
      lists: 1,
      optedOut: true,
    })
    expect(await lists.forgetPerson(secret, null)).toEqual({ ...forgotten, lists: 0, optedOut: true })
    expect((await optOuts.page({ search: '', offset: 0, limit: 10 })).rows).toEqual([
      { phone: secret, addedAt: timeMs, reason: '来电', source: 'forgotten' },
    ])
  })

  test('does not come back by a merge that was under way', async () => {
    const { lists } = open()
    const mergeId = await lists.beginMerge({ target: { name: '一' }, columns: [] })
    await lists.addContacts(mergeId, [contact(secret), contact(phoneOf(1))])
    await lists.forgetPerson(secret, null)
    expect(await lists.finishMerge(mergeId)).toMatchObject({ added: 1 })
  })
})

describe('how a file was read', () => {
  const mapping = {
    phoneColumns: [2, 0],
    nameColumn: null,
    tagColumn: null,
    variables: [{ name: '姓名', column: 1 }],
  }

  const turns = createTurns(systemClock, createPatience(systemClock))

  test('is remembered for files with the same header', async () => {
    const mappings = createMappingStore(database, () => timeMs, turns)
    expect(mappings.get(['电话', '姓名'])).toBeNull()
    await mappings.set(['电话', '姓名'], mapping)
    expect(mappings.get([' 电话', '姓名 '])).toEqual(mapping)
    expect(mappings.get(['姓名', '电话'])).toBeNull()
    await mappings.set(['电话', '姓名'], { ...mapping, tagColumn: 3 })
    expect(mappings.get(['电话', '姓名'])).toEqual({ ...mapping, tagColumn: 3 })
  })

  test('a header is known by the beginnings of its cells, which are cut before anything else is done to them', async () => {
    const mappings = createMappingStore(database, () => timeMs, turns)
    const long = '列'.repeat(200)
    await mappings.set([`${long}甲`], mapping)
    expect(mappings.get([`${long}乙`])).toEqual(mapping)
    expect(mappings.get([long.slice(1)])).toBeNull()
    // Together no more than 50,000 characters; how many cells there are still counts.
    const wide = Array(250).fill(long)
    await mappings.set([...wide, '甲'], mapping)
    expect(mappings.get([...wide, '乙'])).toEqual(mapping)
    expect(mappings.get(wide)).toBeNull()
  })

  test('is forgotten when many others came after it, or when it is of an unknown form', async () => {
    const mappings = createMappingStore(database, () => timeMs++, turns)
    for (let n = 0; n < 205; n++) await mappings.set([`列${n}`], mapping)
    expect([0, 4, 5, 204].map(n => mappings.get([`列${n}`]) !== null)).toEqual([false, false, true, true])
    database.exec(`UPDATE mappings SET mapping_json = '{"phoneColumns":"?"}'`)
    expect(mappings.get(['列204'])).toBeNull()
  })
})
