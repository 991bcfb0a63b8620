import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ContactFilter, ContactSort } from '../../shared/domain/contact-list.ts'
import {
  bring,
  contact,
  copies,
  database,
  manual,
  noFilter,
  open,
  phoneOf,
  rowsOf,
} from './contact-list-stage.ts'

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
    expect(copies.removals).toBe(0)
    await manual.advance(10 * 60_000)
    await lists.tidy()
    expect(copies.removals).toBe(1)
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
