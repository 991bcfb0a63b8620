import { describe, expect, test } from 'vitest'
import { createTablePacker, type SheetRow } from '../../../../electron/services/workbooks/table-packer.ts'
import { isJoinQuestion } from '../../../../renderer/workers/import/import-client.ts'
import { defaultChoices } from '../../../../shared/import/import-choices.ts'
import { importInProcess } from './sample-files.ts'

const file = (name: string, text: string) => new File([text], name)
const first = file('一月.csv', '会员表,,\n姓名,手机号,积分\n王芳,13800138001,5\n李强,13800138002,6\n')

const listOf = async (...others: readonly File[]) => {
  const client = importInProcess()
  await client.importFile(first)
  const answers = []
  for (const other of others) answers.push(await client.addFile(other, '来源文件'))
  return { client, answers, rows: (await client.page({}, 0, 100)).rows }
}

describe('several files become one list', () => {
  test('columns go together by name, and a column says where each row comes from', async () => {
    const { client, answers, rows } = await listOf(
      file('二月.csv', '手机号,积分,姓名\n13800138003,7,张敏\n13800138001,8,王芳\n'),
      file('三月.txt', '导出\n姓名\t手机号\t积分\n刘洋\t13800138004\t9\n'),
    )
    expect(answers.at(-1)).toMatchObject({
      rows: 5,
      statuses: { usable: 4, duplicate: 1 },
      headers: ['姓名', '手机号', '积分', '来源文件'],
      files: [
        { name: '一月.csv', rows: 2 },
        { name: '二月.csv', rows: 2 },
        { name: '三月.txt', rows: 1 },
      ],
    })
    expect(rows.map(row => [row.row, row.status, ...row.cells])).toEqual([
      [3, 'usable', '王芳', '13800138001', '5', '一月.csv'],
      [4, 'usable', '李强', '13800138002', '6', '一月.csv'],
      [5, 'usable', '张敏', '13800138003', '7', '二月.csv'],
      [6, 'duplicate', '王芳', '13800138001', '8', '二月.csv'],
      [7, 'usable', '刘洋', '13800138004', '9', '三月.txt'],
    ])
    expect((await client.page({ file: 1 }, 0, 10)).rows.map(row => row.row)).toEqual([5, 6])
    expect((await client.page({ file: 0, status: 'usable' }, 0, 10)).total).toBe(2)
    expect(await client.exportHeader()).toEqual(['姓名', '手机号', '积分', '来源文件'])
    expect((await client.exportPage({ status: 'usable' }, 3, 1))[0]?.cells).toEqual([
      '刘洋',
      '13800138004',
      '9',
      '三月.txt',
    ])
  })

  test('other columns are asked about, and nothing is joined before the answer', async () => {
    const other = file('美团.csv', '顾客,联系电话,城市\n张敏,13800138003,深圳\n')
    const { client, answers, rows } = await listOf(other)
    expect(answers[0]).toEqual({
      fileName: '美团.csv',
      rows: 1,
      renamed: [
        { list: '手机号', file: '联系电话' },
        { list: '姓名', file: '顾客' },
      ],
      missing: ['积分'],
      added: ['城市'],
    })
    expect(rows).toHaveLength(2)
    const summary = await client.join(true, '来源文件')
    expect(summary).toMatchObject({
      rows: 3,
      statuses: { usable: 3 },
      headers: ['姓名', '手机号', '积分', '来源文件', '城市'],
    })
    const page = await client.page({}, 0, 10)
    expect(page.rows.map(row => row.cells)).toEqual([
      ['王芳', '13800138001', '5', '一月.csv', ''],
      ['李强', '13800138002', '6', '一月.csv', ''],
      ['张敏', '13800138003', '', '美团.csv', '深圳'],
    ])
  })

  test('a file that is left out changes nothing', async () => {
    const { client, answers } = await listOf(file('美团.csv', '顾客,联系电话\n张敏,13800138003\n'))
    expect(answers.every(isJoinQuestion)).toBe(true)
    expect(await client.join(false, '来源文件')).toMatchObject({ rows: 2, files: [{ name: '一月.csv' }] })
  })

  test('a file that is no list leaves the list as it is', async () => {
    const { client } = await listOf()
    await expect(client.addFile(file('a.pdf', '%PDF-1.7'), '来源文件')).rejects.toThrow('pdf')
    expect((await client.page({}, 0, 10)).total).toBe(2)
  })

  test('files without a header go together by place', async () => {
    const client = importInProcess()
    await client.importFile(file('a.csv', '王芳,13800138001\n李强,13800138002\n'))
    const answer = await client.addFile(file('b.csv', '张敏,13800138003\n'), '来源文件')
    expect(answer).toMatchObject({ rows: 3, statuses: { usable: 3 } })
    expect((await client.usablePage(2, 1))[0]).toEqual({
      row: 3,
      phone: '13800138003',
      values: ['张敏', '13800138003', 'b.csv'],
    })
  })

  test('what the owner changed and chose before stays', async () => {
    const { client, rows } = await listOf()
    await client.setCell(rows[0]?.index ?? -1, 0, '王小芳')
    await client.deleteRows({}, 1, 1)
    const answer = await client.addFile(
      file('二月.csv', '姓名,手机号,积分\n张敏,13800138003,1\n'),
      '来源文件',
    )
    expect(answer).toMatchObject({ rows: 2, deleted: 1, undoable: 2 })
    expect((await client.usablePage(0, 10)).map(row => row.values[0])).toEqual(['王小芳', '张敏'])
  })
})

test('rows that the sheet of a further workbook hides, and numbers that it has rounded, keep their marks', async () => {
  const rows: readonly SheetRow[] = [
    { number: 1, texts: ['姓名', '手机号', '积分'], numeric: [] },
    { number: 2, texts: ['张敏', '13800138003', '1'], numeric: [] },
    { number: 3, texts: ['刘洋', '13800138004', '2'], numeric: [], hidden: true },
    { number: 4, texts: ['陈静', '13800138005', '1234567890123456800'], numeric: [], long: true },
  ]
  const client = importInProcess(() => {
    const packer = createTablePacker()
    for (const row of rows) packer.add(row)
    return Promise.resolve(packer.finish([], 0, {}))
  })
  await client.importFile(first)
  const book = new File([new Uint8Array([0x09, 0x08, 0x08, 0x00])], '二月.xls')
  expect(await client.addFile(book, '来源文件')).toMatchObject({ marks: { hidden: 1, 'long-number': 1 } })
  const marked = (await client.page({}, 0, 10)).rows.map(row => [row.cells[0], row.marks])
  expect(marked).toEqual([
    ['王芳', []],
    ['李强', []],
    ['张敏', []],
    ['刘洋', ['hidden']],
    ['陈静', ['long-number']],
  ])
  const { choices } = await client.setChoices({ ...defaultChoices, leftOut: ['hidden'] })
  expect(choices.leftOut).toEqual(['hidden'])
  expect((await client.page({ status: 'leftOut' }, 0, 10)).rows.map(row => row.cells[0])).toEqual(['刘洋'])
})
