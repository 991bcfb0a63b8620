import { expect, test } from 'vitest'
import { byteOrderMark } from '../../../../shared/export/csv-line.ts'
import { importInProcess } from './sample-files.ts'

async function read(text: string) {
  const client = importInProcess()
  const summary = await client.importText('名单', text)
  const { rows } = await client.page({}, 0, 50)
  return { client, summary, cells: rows.map(row => row.cells) }
}

test('a name that shares its cell with the phone gets a column of its own behind the others', async () => {
  const { client, summary, cells } = await read(
    '客户信息,门店,余额\n张三 13800138001,一号店,10\n李四：13900139002,二号店,20\n13700137003（王女士）,一号店,30\n13600136004,,40\n,三号店,50\n',
  )
  expect(summary).toMatchObject({
    headers: ['客户信息', '门店', '余额', '姓名'],
    phoneColumns: [0],
    nameColumn: 3,
    statuses: { usable: 4, bad: 1 },
  })
  expect(cells.map(row => [row[0], row[3]])).toEqual([
    ['张三 13800138001', '张三'],
    ['李四：13900139002', '李四'],
    ['13700137003（王女士）', '王女士'],
    ['13600136004', ''],
    ['', ''],
  ])
  expect(await client.usablePage(0, 1)).toEqual([
    { row: 2, phone: '13800138001', values: ['张三 13800138001', '一号店', '10', '张三'] },
  ])
  expect(await client.usableCount({ blankIn: [3] })).toBe(1)
  expect(await client.exportHeader()).toEqual(['客户信息', '门店', '余额', '姓名'])
  expect((await client.exportPage({ status: 'usable' }, 0, 1))[0]?.cells).toEqual([
    '13800138001',
    '一号店',
    '10',
    '张三',
  ])
})

test('without a header the column is named all the same', async () => {
  const { summary, cells } = await read(`${byteOrderMark}一号店,张三13800138001\n二号店,李四13900139002\n`)
  expect(summary).toMatchObject({
    headerRow: -1,
    headers: ['', '', '姓名'],
    phoneColumns: [1],
    nameColumn: 2,
  })
  expect(cells[1]).toEqual(['二号店', '李四13900139002', '李四'])
})

test('where names have a column, or the words beside phones are no names, nothing is added', async () => {
  const named = await read('姓名,联系电话\n张三,小张 13800138001\n李四,小李 13900139002\n')
  expect(named.summary).toMatchObject({ headers: ['姓名', '联系电话'], nameColumn: 0 })
  const notes = await read('门店,手机\n一号店,13800138001微信同号\n二号店,13900139002 微信同号\n')
  expect(notes.summary).toMatchObject({ headers: ['门店', '手机'], nameColumn: -1 })
  const same = await read(
    `门店,手机\n${Array.from({ length: 9 }, (_, n) => `${n}号店,老客户1380013800${n}\n`).join('')}`,
  )
  expect(same.summary.headers).toEqual(['门店', '手机'])
  const few = await read('门店,手机\n一,13800138001\n二,13800138002\n三,13800138003\n四,小王 13800138004\n')
  expect(few.summary.headers).toEqual(['门店', '手机'])
})

test('lists are joined by the names that were found', async () => {
  const { client } = await read('客户信息,门店\n张三 13800138001,一号店\n李四 13900139002,二号店\n')
  const second = '姓名,手机号,门店\n王芳,13700137003,一号店\n'
  const question = await client.addFile(new File([second], '乙.csv'), '来源文件')
  if ('renamed' in question) await client.join(true, '来源文件')
  const { rows } = await client.page({}, 0, 10)
  expect(rows.map(row => [row.phone, row.cells[2]])).toEqual([
    ['13800138001', '张三'],
    ['13900139002', '李四'],
    ['13700137003', '王芳'],
  ])
})
