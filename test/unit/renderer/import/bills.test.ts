import { expect, test } from 'vitest'
import { importInProcess } from './sample-files.ts'

const notes = ['#支付宝业务明细查询', '#账号：[20880000000000]', '#起始日期：[2026-05-01]']
const people = ['手机号,姓名,金额', '13800138000,王芳,12.50', '13900139000,李强,8.00']
const ending = ['#-----业务明细列表结束-----', '#导出时间：[2026-05-31 09:00:00]']

async function read(lines: readonly string[]) {
  const client = importInProcess()
  const summary = await client.importText('账单', `${lines.join('\n')}\n`)
  const { rows } = await client.page({}, 0, 100)
  return { ...summary, seen: rows.map(({ row, status, cells }) => [row, status, cells[0]]) }
}

test('notes around a bill are no rows', async () => {
  const { headerRow, rows, seen } = await read([...notes, ...people, ...ending])
  expect({ headerRow, rows }).toEqual({ headerRow: 3, rows: 2 })
  expect(seen).toEqual([
    [5, 'usable', '13800138000'],
    [6, 'usable', '13900139000'],
  ])
})

test('where no header stands below them, lines with # are rows like any other', async () => {
  const { rows, seen } = await read(['#', '', '# 暂无', ''])
  expect(rows).toBe(4)
  expect(seen.map(([row, status]) => [row, status])).toEqual([
    [1, 'bad'],
    [2, 'empty'],
    [3, 'bad'],
    [4, 'empty'],
  ])
})

test('whoever has a phone is a person, whatever sign stands in front', async () => {
  const numbered = await read(['#1 王芳 13800138000', '#2 李强 13900139000', '#3 张敏 13700137000'])
  expect(numbered.statuses.usable).toBe(3)
  const inBill = await read([...notes, ...people, '#13700137000', ...ending])
  expect(inBill.seen.map(([row]) => row)).toEqual([5, 6, 7])
})
