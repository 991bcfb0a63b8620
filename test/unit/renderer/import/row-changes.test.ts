import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ImportClient } from '../../../../renderer/workers/import/import-client.ts'
import { defaultChoices } from '../../../../shared/import/import-choices.ts'
import { type RowStatus, rowStatuses } from '../../../../shared/import/row-status.ts'
import { importInProcess } from './sample-files.ts'

const listOf = async (text: string): Promise<ImportClient> => {
  const client = importInProcess()
  await client.importText('名单', text)
  return client
}

const rowsOf = async (client: ImportClient, filter: Parameters<ImportClient['page']>[0] = {}) =>
  (await client.page(filter, 0, 500)).rows.map(row => [row.row, row.status, row.phone])

const people = '手机,姓名,备注\n13800138000,王芳,\n1380013,李强,\n13800138000,王芳,老客户\n,胡军,\n'

describe('mending in place', () => {
  test('a cell that was changed is judged again at once, and so are the rows that repeat it', async () => {
    const client = await listOf(people)
    const { summary, row } = await client.setCell(2, 0, '138 0013 8000')
    expect(row).toMatchObject({ status: 'duplicate', duplicateOf: 2, phone: '13800138000', edited: [0] })
    expect(summary).toMatchObject({ statuses: { usable: 1, duplicate: 2, bad: 1 }, undoable: 1 })
    await client.setCell(1, 0, '13900139000')
    expect(await rowsOf(client)).toEqual([
      [2, 'usable', '13900139000'],
      [3, 'usable', '13800138000'],
      [4, 'duplicate', '13800138000'],
      [5, 'bad', ''],
    ])
  })

  test('every change can be taken back and done again, in order', async () => {
    const client = await listOf(people)
    const before = await rowsOf(client)
    await client.setCell(2, 0, '13700137000')
    await client.replaceAll(1, '王', '黄')
    await client.deleteRows({ status: 'bad' }, 0, 0)
    const after = await client.page({}, 0, 10)
    expect(after.rows.map(row => [row.row, row.cells[1]])).toEqual([
      [2, '黄芳'],
      [3, '李强'],
      [4, '黄芳'],
    ])
    for (let step = 0; step < 3; step++) await client.undo()
    expect(await rowsOf(client)).toEqual(before)
    expect(await client.undo()).toMatchObject({ undoable: 0, redoable: 3, deleted: 0 })
    for (let step = 0; step < 3; step++) await client.redo()
    expect((await client.page({}, 0, 10)).rows).toEqual(after.rows)
  })

  test('a cell beyond the end of its row can be filled, and a long cell is given whole', async () => {
    const client = await listOf(`手机,姓名\n13800138000\n13900139000,${'长'.repeat(500)}\n`)
    await client.setCell(1, 1, '王芳')
    const { rows } = await client.page({}, 0, 10)
    expect(rows.map(row => row.cells[1])).toEqual(['王芳', '长'.repeat(300)])
    expect(await client.cellText(2, 1)).toBe('长'.repeat(500))
  })

  test('find and replace changes what cells say, in one column, and leaves the header alone', async () => {
    const client = await listOf('手机-1,姓名\n138-0013-8000,a-b\n1390013900-X,a-b\n无,-\n')
    expect(await client.countMatches(0, '-')).toBe(2)
    const { summary, cells } = await client.replaceAll(0, 'X', '0')
    expect(cells).toBe(1)
    expect(summary).toMatchObject({ headers: ['手机-1', '姓名'], statuses: { usable: 2, bad: 1 } })
    expect((await client.replaceAll(1, '没有', '有')).summary.undoable).toBe(1)
  })

  test('deleted rows are gone, and the next of the same phone takes the place of the first', async () => {
    const client = await listOf(people)
    const { summary, rows } = await client.deleteRows({}, 0, 1)
    expect(rows).toBe(2)
    expect(summary).toMatchObject({ rows: 2, deleted: 2, statuses: { usable: 1, duplicate: 0, bad: 1 } })
    expect(await rowsOf(client)).toEqual([
      [4, 'usable', '13800138000'],
      [5, 'bad', ''],
    ])
  })
})

describe('choices', () => {
  test('a class of warnings is left out with one choice, and back', async () => {
    const client = await listOf('手机\n17000000001\n13800138000\n17000000001\n')
    const out = await client.setChoices({ ...defaultChoices, leftOut: ['resold'] })
    expect(out).toMatchObject({
      statuses: { usable: 1, leftOut: 2, duplicate: 0 },
      marks: { resold: 0 },
      leftOutMarks: { resold: 2 },
    })
    const back = await client.setChoices(defaultChoices)
    expect(back).toMatchObject({ statuses: { usable: 2, leftOut: 0, duplicate: 1 } })
  })

  test('of rows with the same phone the first, the last or the fullest is kept; the others name it', async () => {
    const text = '手机,姓名,备注\n13800138000,,\n13800138000,王芳,老客户\n13800138000,王芳,\n'
    const client = await listOf(text)
    const kept = async (keep: 'first' | 'last' | 'fullest') => {
      await client.setChoices({ ...defaultChoices, keep })
      return (await client.page({}, 0, 10)).rows.map(row => row.duplicateOf)
    }
    expect(await kept('first')).toEqual([null, 2, 2])
    expect(await kept('last')).toEqual([4, 4, null])
    expect(await kept('fullest')).toEqual([3, null, 3])
  })

  test('several phones in a cell get a row each under their source row, counted apart', async () => {
    const client = await listOf('手机,姓名\n13800138000/13900139000,王芳\n13900139000,李强\n')
    const summary = await client.setChoices({ ...defaultChoices, several: 'each' })
    expect(summary).toMatchObject({
      rows: 2,
      statuses: { usable: 1, duplicate: 1 },
      splits: { usable: 1, duplicate: 0 },
    })
    const page = await client.page({}, 0, 10)
    expect(page.rows.map(row => [row.row, row.isSplit, row.status, row.phone, row.duplicateOf])).toEqual([
      [2, false, 'usable', '13800138000', null],
      [2, true, 'usable', '13900139000', null],
      [3, false, 'duplicate', '13900139000', 2],
    ])
    expect((await client.usablePage(0, 10)).map(row => [row.row, row.phone])).toEqual([
      [2, '13800138000'],
      [2, '13900139000'],
    ])
    // Mending the cell takes the split row away, deleting it takes its source.
    await client.setCell(page.rows[1]?.index ?? -1, 0, '13700137000')
    expect(await rowsOf(client)).toEqual([
      [2, 'usable', '13700137000'],
      [3, 'usable', '13900139000'],
    ])
    await client.undo()
    expect((await client.deleteRows({}, 1, 1)).summary).toMatchObject({ rows: 1, deleted: 1 })
    expect(await rowsOf(client)).toEqual([[3, 'usable', '13900139000']])
  })

  test('the name column is found by its header and can be changed; other phone columns are offered', async () => {
    const client = importInProcess()
    const summary = await client.importText(
      '名单',
      '客户姓名,手机号,备用手机,店名\n王芳,13800138000,13900139000,一号店\n李强,无,13700137000,二号店\n',
    )
    expect(summary).toMatchObject({ nameColumn: 0, phoneColumns: [1], otherPhoneColumns: [2] })
    expect(await client.setLayout({ headerRow: 0, phoneColumns: [1, 2] }, 3)).toMatchObject({
      nameColumn: 3,
      otherPhoneColumns: [],
      statuses: { usable: 2 },
    })
  })
})

describe('opt-outs', () => {
  test('every phone is asked about once, and marked rows are no duplicates any more', async () => {
    const client = await listOf('手机\n13800138000\n13900139000\n13800138000\n')
    const asked: string[] = []
    const contains = async (phones: readonly string[]) => {
      asked.push(...phones)
      return phones.filter(phone => phone === '13800138000')
    }
    expect(await client.checkOptOuts(contains, false)).toMatchObject({
      statuses: { usable: 1, optedOut: 2, duplicate: 0 },
    })
    expect(asked).toEqual(['13800138000', '13900139000'])
    await client.setCell(2, 0, '13700137000')
    expect(await client.checkOptOuts(contains, false)).toBeNull()
    expect(asked.slice(2)).toEqual(['13700137000'])
    expect(await client.checkOptOuts(async () => [], true)).toMatchObject({ statuses: { optedOut: 0 } })
  })
})

test('a preview reads the beginning under another encoding and delimiter, and changes nothing', async () => {
  const client = await listOf('手机;姓名\n13800138000;王芳\n')
  expect(await client.previewText({ encoding: 'utf-8', delimiter: 'comma' })).toEqual({
    delimiter: 'comma',
    records: [['手机;姓名'], ['13800138000;王芳']],
  })
  expect((await client.page({}, 0, 1)).rows[0]?.cells).toEqual(['13800138000', '王芳'])
})

const cells = fc.constantFrom(
  '13800138000',
  '13900139000',
  '17000000001',
  '13800138000/13900139000',
  '1380013',
  '',
  '王芳',
)
const changes = fc.oneof(
  fc.record({ kind: fc.constant('cell'), at: fc.nat(9), column: fc.nat(1), text: cells }),
  fc.record({
    kind: fc.constant('replace'),
    find: fc.constantFrom('1', '3800', '/'),
    text: fc.constantFrom('', '9'),
  }),
  fc.record({ kind: fc.constant('delete'), at: fc.nat(9), rows: fc.nat(2) }),
  fc.record({ kind: fc.constantFrom('undo', 'redo', 'each', 'first', 'last', 'fullest', 'leave') }),
)

test('whatever is changed, each row keeps exactly one status and taking all back gives the list as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cells, cells), { minLength: 1, maxLength: 8 }),
      fc.array(changes, { maxLength: 12 }),
      async (records, steps) => {
        const client = await listOf(`手机,姓名\n${records.map(record => record.join(',')).join('\n')}\n`)
        const initial = (await client.page({}, 0, 100)).rows
        let choices = defaultChoices
        for (const step of steps) {
          if ('column' in step) {
            const { total } = await client.page({}, 0, 1)
            if (total > 0) {
              const row = (await client.page({}, step.at % total, 1)).rows[0]
              if (row) await client.setCell(row.index, step.column, step.text)
            }
          } else if ('find' in step) await client.replaceAll(0, step.find, step.text)
          else if ('rows' in step) await client.deleteRows({}, step.at, step.at + step.rows)
          else if (step.kind === 'undo') await client.undo()
          else if (step.kind === 'redo') await client.redo()
          else {
            if (step.kind === 'each') choices = { ...choices, several: 'each' }
            else if (step.kind === 'leave') choices = { ...choices, leftOut: ['resold'] }
            else choices = { ...choices, keep: step.kind as 'first' | 'last' | 'fullest' }
            await client.setChoices(choices)
          }
          await expectConsistent(client)
        }
        await client.setChoices(defaultChoices)
        let summary = await client.undo()
        while (summary.undoable > 0) summary = await client.undo()
        expect((await client.page({}, 0, 100)).rows).toEqual(initial)
      },
    ),
    { numRuns: 150 },
  )
})

async function expectConsistent(client: ImportClient): Promise<void> {
  const { rows, total } = await client.page({}, 0, 500)
  const counts = Object.fromEntries(rowStatuses.map(status => [status, 0])) as Record<RowStatus, number>
  for (const row of rows) counts[row.status]++
  for (const status of rowStatuses) expect((await client.page({ status }, 0, 1)).total).toBe(counts[status])
  expect(rows).toHaveLength(total)
  const usable = rows.filter(row => row.status === 'usable').map(row => row.phone)
  expect(new Set(usable).size).toBe(usable.length)
  const isKept = (number: number | null, phone: string): boolean =>
    rows.some(row => row.row === number && row.phone === phone && row.status === 'usable')
  for (const row of rows)
    if (row.status === 'duplicate') expect(isKept(row.duplicateOf, row.phone)).toBe(true)
}
