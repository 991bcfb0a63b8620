import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usableContacts } from '../../../../renderer/features/import/imported-contacts.ts'
import { takeAway } from '../../../../renderer/features/import/take-away.ts'
import { flawOf } from '../../../../renderer/lib/value-flaw.ts'
import { cleanValue } from '../../../../shared/text/clean-text.ts'
import { importInProcess } from './sample-files.ts'

const phoneOf = (place: number): string => String(13_800_138_001 + place)
const listOf = (...names: readonly string[]): string =>
  ['手机,姓名', ...names.map((name, place) => `${phoneOf(place)},${name}`)].join('\n')
/** One line of GBK in a file of UTF-8. */
const halfGbk = (): File => {
  const names = Array.from({ length: 30 }, (_, place) => `王芳${place}`)
  const broken = new Uint8Array([0xc1, 0xf5, 0xd1, 0xf3])
  return new File([`${listOf(...names)}\n13900139000,`, broken, '\n13900139000,刘洋\n'], '会员.csv')
}

describe('values that are none', () => {
  test('are counted by value, of usable rows only, and listed', async () => {
    const client = importInProcess()
    await client.importText('表', `${listOf('NULL', '王芳', ' null ', '#N/A', '', '无')}\n1380013,NULL`)
    expect(await client.flawedValues([1])).toEqual([
      {
        column: 1,
        flaw: 'no-value',
        people: 4,
        values: [
          { value: 'NULL', people: 1 },
          { value: 'null', people: 1 },
          { value: '#N/A', people: 1 },
          { value: '无', people: 1 },
        ],
      },
    ])
    expect(await client.flawedValues([0])).toEqual([])
    const filter = { flawIn: { column: 1, flaw: 'no-value' } } as const
    expect(await client.usableCount(filter)).toBe(4)
    expect((await client.usablePage(1, 2, filter)).map(({ row, values }) => [row, values[1]])).toEqual([
      [4, 'null'],
      [5, '#N/A'],
    ])
  })

  test('are found after an edit, a replacement and an undo', async () => {
    const client = importInProcess()
    await client.importText('表', listOf('NULL', '王芳', '无'))
    const people = async () => (await client.flawedValues([1]))[0]?.people ?? 0
    expect(await people()).toBe(2)
    await client.setCell(1, 1, '李强')
    expect(await people()).toBe(1)
    await client.replaceAll(1, '王芳', '-')
    expect(await people()).toBe(2)
    await client.undo()
    await client.undo()
    expect(await people()).toBe(2)
  })

  test('whoever has one of a list is found, and nobody else', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'NULL',
        'Null',
        '无',
        '-',
        '0000-00-00',
        '王芳',
        '无锡',
        '0',
        '\ufffd',
        '="NULL"',
        ' N/A ',
        '',
      ),
      fc.string({ unit: fc.constantFrom(...'无王N/A#-01\ufffd '), maxLength: 5 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 2, maxLength: 12 }), async cells => {
        const client = importInProcess()
        const summary = await client.importText('表', listOf(...cells))
        await client.setChoices({ ...summary.choices, leftOut: [] })
        const rows = await client.usablePage(0, 100)
        expect(rows).toHaveLength(cells.length)
        const found = await client.flawedValues([1])
        for (const flaw of ['no-value', 'unreadable'] as const) {
          const expected = rows.filter(
            ({ values }) => flawOf(values[1] ?? '') === flaw && cleanValue(values[1] ?? '') !== '',
          )
          expect(found.find(one => one.flaw === flaw)?.people ?? 0).toBe(expected.length)
          expect(await client.usablePage(0, 100, { flawIn: { column: 1, flaw } })).toEqual(expected)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('rows that nobody can read', () => {
  test('are named, left out, and the same person’s readable row is used', async () => {
    const client = importInProcess()
    const summary = await client.importFile(halfGbk())
    expect(summary).toMatchObject({
      rows: 32,
      statuses: { usable: 31, leftOut: 1, duplicate: 0 },
      leftOutMarks: { unreadable: 1 },
      leftOutBy: { unreadable: 1 },
      unreadableRows: [32],
    })
    const { rows } = await client.page({ mark: 'unreadable' }, 0, 10)
    expect(rows).toMatchObject([{ row: 32, status: 'leftOut', marks: ['unreadable'] }])
    expect((await client.usablePage(0, 100)).at(-1)).toMatchObject({
      phone: '13900139000',
      values: ['13900139000', '刘洋'],
    })
  })

  test('are taken in by the owner’s word, and come back by themselves once they are mended', async () => {
    const client = importInProcess()
    const summary = await client.importText('表', listOf('王\ufffd', '李强', '锟斤拷'))
    expect(summary.statuses).toMatchObject({ usable: 1, leftOut: 2 })
    const { summary: mended } = await client.setCell(1, 1, '王芳')
    expect(mended).toMatchObject({ statuses: { usable: 2, leftOut: 1 }, unreadableRows: [4] })
    const taken = await client.setChoices({ ...summary.choices, leftOut: [] })
    expect(taken).toMatchObject({ statuses: { usable: 3, leftOut: 0 }, marks: { unreadable: 1 } })
    expect(await client.flawedValues([1])).toMatchObject([{ flaw: 'unreadable', people: 1 }])
  })

  test('a line of UTF-8 in a file of GBK is told of, and stays usable until the owner says otherwise', async () => {
    const client = importInProcess()
    const gbk = new Uint8Array([0xd5, 0xc5, 0xc8, 0xfd, 0x0a])
    const lines = Array.from({ length: 5 }, (_, place) => [`${phoneOf(place)},`, gbk]).flat()
    const summary = await client.importFile(new File([...lines, '13900139000,周杰\n'], '会员.csv'))
    expect(summary).toMatchObject({
      origin: { encoding: 'gb18030' },
      statuses: { usable: 6 },
      marks: { 'mixed-encoding': 1, unreadable: 0 },
    })
    expect(await client.flawedValues([1])).toMatchObject([{ flaw: 'mixed-encoding', people: 1 }])
    const out = await client.setChoices({ ...summary.choices, leftOut: ['mixed-encoding'] })
    expect(out).toMatchObject({ statuses: { usable: 5, leftOut: 1 }, leftOutBy: { 'mixed-encoding': 1 } })
  })

  test('split rows share what their row says', async () => {
    const client = importInProcess()
    const summary = await client.importText(
      '表',
      '手机,姓名\n13800138001/13800138002,王\ufffd\n13800138003,李强',
    )
    const each = await client.setChoices({ ...summary.choices, several: 'each' })
    expect([each.statuses.leftOut, each.splits.leftOut, each.leftOutBy.unreadable]).toEqual([1, 1, 2])
  })

  test('numbers add up wherever they are said', async () => {
    const client = importInProcess()
    const summary = await client.importText(
      '表',
      '手机,姓名\n13800138001转12,王\ufffd\n13800138002,李\ufffd\n13800138003转5,张敏\n13800138004,刘洋\n1380013,赵\ufffd',
    )
    const { counts } = usableContacts(client, summary, [])
    // A row with two reasons is counted by the first.
    expect(counts).toMatchObject({
      usable: 1,
      leftOut: 3,
      bad: 1,
      leftOutBy: { extension: 2, unreadable: 1 },
    })
    expect(Object.values(counts.leftOutBy).reduce((sum, n) => sum + n, 0)).toBe(counts.leftOut)
    const written: string[][] = []
    await takeAway({
      client,
      summary,
      selection: 'rejects',
      format: 'csv',
      columns: ['手机', '姓名'],
      texts: {
        name: '',
        row: '行号',
        status: '结果',
        why: '说明',
        phone: '',
        statusOf: row => row.status,
        whyOf: row => row.marks.join(),
      },
      files: {
        begin: async () => 1,
        rows: async (_, rows) => void written.push(...rows),
        finish: async () => ({ path: '', fileId: 1, rows: 0, cut: 0 }),
        abandon: async () => {},
      },
      onProgress: () => {},
      isCancelled: () => false,
    })
    expect(written.map(row => row.slice(0, 3))).toEqual([
      ['2', 'leftOut', 'extension,unreadable'],
      ['3', 'leftOut', 'unreadable'],
      ['4', 'leftOut', 'extension'],
      ['6', 'bad', 'unreadable'],
    ])
  })
})
