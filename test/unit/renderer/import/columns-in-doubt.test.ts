import { describe, expect, test } from 'vitest'
import { columnsInView, columnsOf } from '../../../../renderer/features/import/imported-contacts.ts'
import { importInProcess } from './sample-files.ts'

describe('a question about the phone column', () => {
  test('stands until the owner has chosen', async () => {
    const client = importInProcess()
    const text = '姓名,手机号,手机号\n王芳,13800138001,13900139001\n李强,13800138002,13900139002\n'
    const asked = await client.importText('名单', text)
    expect(asked).toMatchObject({ phoneColumns: [1], inDoubt: [1, 2], offers: [] })
    expect(asked.samples[2]).toEqual(['13900139001', '13900139002'])
    expect(await client.setLayout({ headerRow: 0, phoneColumns: [2] })).toMatchObject({
      inDoubt: [],
      statuses: { usable: 2 },
    })
  })
})

test('people whose phone stands in another column are counted and offered', async () => {
  const client = importInProcess()
  const text = '姓名,电话1,电话2\n张三,13800138001,\n李四,0755-26001234,13800138002\n王芳,,13800138003\n'
  const found = await client.importText('名单', text)
  expect(found).toMatchObject({
    phoneColumns: [1],
    inDoubt: [],
    offers: [{ column: 2, people: 2 }],
    statuses: { usable: 1 },
  })
  expect(await client.setLayout({ headerRow: 0, phoneColumns: [1, 2] })).toMatchObject({
    offers: [],
    statuses: { usable: 3 },
  })
})

test('numbers with an extension are left out unasked, and are nobody’s duplicates', async () => {
  const client = importInProcess()
  const text = '姓名,手机\n张三,13800138000转1234\n林三,13800138000转5678\n王芳,13800138000\n'
  const found = await client.importText('名单', text)
  expect(found).toMatchObject({
    statuses: { usable: 1, leftOut: 2, duplicate: 0, bad: 0 },
    leftOutMarks: { extension: 2 },
  })
  // A campaign holds a phone once: where the number is taken, the row stays out.
  const taken = await client.setChoices({ ...found.choices, leftOut: [] })
  expect(taken).toMatchObject({ statuses: { usable: 1, leftOut: 2, duplicate: 0 } })
  const alone = importInProcess()
  await alone.importText('名单', '姓名,手机\n张三,13800138000转1234\n林三,13800138000转5678\n')
  const kept = await alone.setChoices({ ...found.choices, leftOut: [] })
  expect(kept).toMatchObject({ statuses: { usable: 1, leftOut: 1, duplicate: 0 } })
  expect((await alone.exportPage({ status: 'usable' }, 0, 1))[0]?.cells[1]).toBe('13800138000转1234')
})

describe('columns beyond the hundredth', () => {
  const wide = (width: number, phone: number, name: number): string => {
    const line = (put: (column: number) => string) =>
      Array.from({ length: width }, (_, n) => put(n)).join(',')
    const header = line(n => (n === phone ? '手机号' : n === name ? '姓名' : `字段${n}`))
    const person = line(n => (n === phone ? '13800138001' : n === name ? '王芳' : `${n}`))
    return `${header}\n${person}\n`
  }

  test.each([
    [150, 149, 148],
    [320, 299, 300],
  ])('of %i columns those in use stand first', async (width, phone, name) => {
    const client = importInProcess()
    const summary = await client.importText('宽表', wide(width, phone, name))
    expect(summary).toMatchObject({ phoneColumns: [phone], nameColumn: name, statuses: { usable: 1 } })
    const columns = columnsOf(summary, place => `第 ${place} 列`)
    expect(columns).toHaveLength(width)
    const shown = columnsInView(columns, summary)
    expect(shown).toHaveLength(100)
    expect(shown.slice(0, 3).map(column => column.index)).toEqual([phone, name, 0])
    expect((await client.page({}, 0, 1)).rows[0]?.cells[phone]).toBe('13800138001')
    expect((await client.usablePage(0, 1))[0]?.values[name]).toBe('王芳')
  })
})

test('two columns of one name carry their place and a value', () => {
  const columns = columnsOf(
    { headers: ['手机', '姓名', '姓名', ''], samples: [[], ['张三'], ['张小姐'], []] },
    place => `第 ${place} 列`,
  )
  expect(columns).toEqual([
    { index: 0, name: '手机', sample: '' },
    { index: 1, name: '姓名', title: '姓名（第 2 列）', sample: '张三' },
    { index: 2, name: '姓名', title: '姓名（第 3 列）', sample: '张小姐' },
    { index: 3, name: '第 4 列', sample: '' },
  ])
})

test('the header can be any of the first fifty rows', async () => {
  const client = importInProcess()
  const lines = Array.from({ length: 60 }, (_, n) => `甲${n},1380013${String(n).padStart(4, '0')}`)
  const found = await client.importText('名单', `${lines.join('\n')}\n`)
  expect(found.firstRows).toHaveLength(50)
  expect(found.firstRows[49]).toEqual({ row: 50, text: '甲49 13800130049' })
  expect(await client.setLayout({ headerRow: 49, phoneColumns: [1] })).toMatchObject({ rows: 10 })
})
