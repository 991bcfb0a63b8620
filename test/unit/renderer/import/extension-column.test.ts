import { expect, test } from 'vitest'
import { importInProcess } from './sample-files.ts'

async function read(text: string) {
  const client = importInProcess()
  await client.importText('订单', text)
  const { rows } = await client.page({}, 0, 50)
  return { client, statuses: rows.map(row => row.status) }
}

test('one number with several extensions is nobody’s, and nobody repeats the other', async () => {
  const orders = '收件人,手机,分机号\n王芳,13800138001,1234\n李强,13800138001,5678\n张敏,13800138002,\n'
  const { client, statuses } = await read(orders)
  expect(statuses).toEqual(['leftOut', 'leftOut', 'usable'])
  // Also after the owner has chosen the columns anew.
  await client.setLayout({ headerRow: 0, phoneColumns: [1] })
  expect((await client.page({}, 0, 50)).rows.map(row => row.status)).toEqual(statuses)
})

test('so is one beside a column that speaks of virtual numbers', async () => {
  expect((await read('收件人,手机,虚拟号分机\n王芳,13800138001,12\n李强,13800138002,\n')).statuses).toEqual([
    'leftOut',
    'usable',
  ])
})

test('a company’s extension beside a phone says nothing about it', async () => {
  expect(
    (
      await read(
        '姓名,手机,办公电话,分机\n王芳,13800138001,0571-88012345,801\n李强,13800138002,0571-88012345,802\n',
      )
    ).statuses,
  ).toEqual(['usable', 'usable'])
})
