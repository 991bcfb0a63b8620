import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { startSender } from '../../electron/services/sending/sender.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'
import { type NewContact, tagSchema, tagsOfCell } from '../../shared/domain/contact-list.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { unguardCell } from '../../shared/export/excel-guards.ts'
import {
  bring,
  contact,
  database,
  expectSound,
  folder,
  open,
  phoneOf,
  rowsOf,
  time,
} from './contact-list-stage.ts'

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
      createdAt: time.nowMs,
      updatedAt: time.nowMs,
    })
    const added = { addedAt: time.nowMs, optedOut: false }
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
    time.nowMs += 1000
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
    expect(list).toMatchObject({ columns: ['姓名', '金额', '门店'], contacts: 4, updatedAt: time.nowMs })
    expect(rows.map(({ phone, values, tags, addedAt }) => [phone, values, tags, addedAt])).toEqual([
      [phoneOf(1), ['王芳', '11', '一店'], ['新客', '熟客'], time.nowMs - 1000],
      [phoneOf(2), ['李雷', '20', ''], [], time.nowMs - 1000],
      [phoneOf(3), ['韩梅', '5', ''], [], time.nowMs - 1000],
      [phoneOf(4), ['', '', '二店'], [], time.nowMs],
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
      onThreadEnd: async () => {},
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
