import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTablePacker } from '../../../../electron/services/workbooks/table-packer.ts'
import { ImportError } from '../../../../renderer/workers/import/import-client.ts'
import type { WorkbookTable } from '../../../../shared/domain/workbook.ts'
import { rowStatuses } from '../../../../shared/import/row-status.ts'
import { expectSampleRows, importInProcess, sampleFile } from './sample-files.ts'

describe('the sample list comes out row by row as it should', () => {
  test.each([
    ['contacts-utf8.csv', 'utf-8', 'comma'],
    ['contacts-utf8-bom.csv', 'utf-8', 'comma'],
    ['contacts-gb18030.csv', 'gb18030', 'comma'],
    ['contacts-utf16le.txt', 'utf-16le', 'tab'],
  ])('%s', async (name, encoding, delimiter) => {
    const client = importInProcess()
    const summary = await client.importFile(sampleFile(name))
    expect(summary).toMatchObject({
      fileName: name,
      origin: { kind: 'text', encoding, delimiter },
      headers: ['手机号码', '客户姓名', '消费金额', '门店'],
      headerRow: 0,
      phoneColumns: [0],
      rows: 40,
      statuses: { usable: 29, duplicate: 2, bad: 9, empty: 0, optedOut: 0, leftOut: 0 },
      notes: { unreadable: 0, strayQuotes: [] },
    })
    await expectSampleRows(client, 'text')
  })
})

describe('what the owner can change', () => {
  const text = '名单,,\n姓名,手机,电话\n王芳,13800138000,13900139000\n李强,0755-88888888,13700137000\n,,\n'

  test('header and phone columns, with an order of preference', async () => {
    const client = importInProcess()
    const found = await client.importText('粘贴', text)
    expect(found).toMatchObject({ headerRow: 1, phoneColumns: [2], statuses: { usable: 2, empty: 1 } })
    const both = await client.setLayout({ headerRow: 1, phoneColumns: [1, 2] })
    expect(both).toMatchObject({ rows: 3, statuses: { usable: 2, bad: 0, empty: 1 } })
    expect((await client.usablePage(0, 10)).map(row => row.phone)).toEqual(['13800138000', '13700137000'])
    const none = await client.setLayout({ headerRow: -1, phoneColumns: [1] })
    expect(none).toMatchObject({ rows: 5, headers: ['', '', ''], statuses: { usable: 1, bad: 3, empty: 1 } })
    expect(none.reasons).toMatchObject({ 'not-a-number': 1, 'land-line': 1, missing: 1 })
  })

  test('encoding and delimiter', async () => {
    const client = importInProcess()
    await client.importFile(sampleFile('contacts-gb18030.csv'))
    const wrong = await client.reread({ encoding: 'utf-8' })
    expect(wrong.notes.unreadable).toBeGreaterThan(0)
    const right = await client.reread({ encoding: 'gb18030' })
    expect(right.headers[0]).toBe('手机号码')
    const lines = await client.reread({ encoding: 'gb18030', delimiter: 'none' })
    expect(lines.headers).toHaveLength(1)
  })
})

test('pages by status, reason and mark are in the order of the file', async () => {
  const client = importInProcess()
  await client.importFile(sampleFile('contacts-utf8.csv'))
  const rows = async (filter: Parameters<typeof client.page>[0]) =>
    (await client.page(filter, 0, 100)).rows.map(row => row.row)
  expect(await rows({ status: 'duplicate' })).toEqual([18, 19])
  expect(await rows({ reason: 'lossy' })).toEqual([16, 17])
  expect(await rows({ mark: 'resold' })).toEqual([27, 28])
  expect(await client.page({ status: 'usable' }, 28, 10)).toMatchObject({ total: 29, rows: [{ row: 41 }] })
  expect(await rows({ status: 'empty' })).toEqual([])
})

test('usable contacts are counted and paged with and without blank columns', async () => {
  const client = importInProcess()
  await client.importFile(sampleFile('contacts-utf8.csv'))
  expect(await client.usableCount()).toBe(29)
  expect(await client.usableCount({ blankIn: [1] })).toBe(1)
  expect(await client.usableCount({ blankIn: [1, 2] })).toBe(2)
  expect(await client.usableCount({ blankIn: [3] })).toBe(0)
  expect(await client.usablePage(1, 5, { blankIn: [1, 2] })).toEqual([
    { row: 41, phone: '19812340040', values: ['19812340040', '欧阳娜娜', '', '一号店'] },
  ])
})

test('blank cells beyond the columns that are remembered are found too', async () => {
  const client = importInProcess()
  const wide = (last: string): string =>
    ['13800138000', ...Array.from({ length: 38 }, (_, i) => `${i}`), last].join(',')
  await client.importText('宽表', `${wide('a')}\n${wide(' ').replace('13800138000', '13900139000')}\n`)
  expect(await client.usableCount({ blankIn: [39] })).toBe(1)
  expect(await client.usableCount({ blankIn: [2] })).toBe(0)
})

test('values come without the guards that systems put around them', async () => {
  const client = importInProcess()
  await client.importText('导出', '手机,姓名\n="13800138000","=""王芳"""\n13900139000\t,李强\t\n')
  expect((await client.usablePage(0, 10)).map(row => [row.phone, row.values])).toEqual([
    ['13800138000', ['13800138000', '王芳']],
    ['13900139000', ['13900139000', '李强']],
  ])
})

test('uneven rows keep all their cells, and sep= is no row', async () => {
  const client = importInProcess()
  const summary = await client.importText('a', 'sep=;\n手机;姓名\n13800138000;王芳;多\n13900139000\n')
  expect(summary).toMatchObject({ headers: ['手机', '姓名', ''], rows: 2, statuses: { usable: 2 } })
  expect((await client.page({}, 0, 10)).rows.map(row => [row.row, row.cells])).toEqual([
    [2, ['13800138000', '王芳', '多']],
    [3, ['13900139000', '', '']],
  ])
})

test('an import that a newer one overtakes ends as cancelled', async () => {
  const client = importInProcess()
  const first = client.importFile(new File(['13800138000\n'.repeat(300_000)], 'long.txt'))
  const outcome = first.catch((error: unknown) => error)
  const second = await client.importFile(new File(['13900139000\n'], 'short.txt'))
  expect(await outcome).toMatchObject({ failure: 'cancelled' })
  expect(second.rows).toBe(1)
  expect((await client.page({}, 0, 1)).rows[0]?.phone).toBe('13900139000')
})

test('reading that is cancelled leaves the list that was there', async () => {
  const client = importInProcess(() => new Promise(() => {}))
  await client.importText('a', '手机\n13800138000\n')
  const text = client.importFile(new File(['13900139000\n'.repeat(300_000)], 'long.txt'))
  const ended = text.catch((error: unknown) => error)
  await client.cancel()
  expect(await ended).toMatchObject({ failure: 'cancelled' })
  const second = client.addFile(new File(['手机\n13700137000\n'.repeat(100_000)], 'b.txt'), '来源')
  const endedToo = second.catch((error: unknown) => error)
  await client.cancel()
  expect(await endedToo).toMatchObject({ failure: 'cancelled' })
  const { total, rows } = await client.page({}, 0, 10)
  expect({ total, phone: rows[0]?.phone }).toEqual({ total: 1, phone: '13800138000' })
  // It can be read again as another text, which it would not be if the cancelled one had taken its place.
  expect(await client.reread({ delimiter: 'comma' })).toMatchObject({ fileName: 'a', rows: 1 })
})

test('a workbook that comes after its reading was cancelled is not taken', async () => {
  let answer: (table: WorkbookTable) => void = () => {}
  const client = importInProcess(
    () =>
      new Promise(done => {
        answer = done
      }),
  )
  await client.importText('a', '手机\n13800138000\n')
  const book = new File([new Uint8Array([0x09, 0x08, 0x08, 0x00])], 'a.xls')
  const ended = client.importFile(book).catch((error: unknown) => error)
  await client.cancel()
  const packer = createTablePacker()
  packer.add({ number: 1, texts: ['13900139000'], numeric: [false] })
  answer(packer.finish([], 0, {}))
  expect(await ended).toMatchObject({ failure: 'cancelled' })
  expect((await client.page({}, 0, 1)).rows[0]?.phone).toBe('13800138000')
})

test('a file that is certainly no list is refused, an empty one is an empty list', async () => {
  const client = importInProcess()
  await expect(client.importFile(new File(['%PDF-1.7'], 'a.csv'))).rejects.toThrow(ImportError)
  await expect(client.page({}, 0, 1)).rejects.toMatchObject({ failure: 'no-list' })
  expect(await client.importFile(new File([], 'a.csv'))).toMatchObject({ rows: 0, headers: [] })
})

test('progress tells bytes and rows', async () => {
  const client = importInProcess()
  const seen: number[] = []
  const text = '13800138000\n'.repeat(400_000)
  await client.importFile(new File([text], 'a.txt'), progress => {
    expect(progress.totalBytes).toBe(text.length)
    seen.push(progress.bytes)
  })
  expect(seen.at(-1)).toBe(text.length)
  expect(seen.length).toBeGreaterThan(1)
})

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '13800138000',
        ',',
        '"',
        '\n',
        '\r\n',
        '\r',
        '王',
        '\t',
        '=',
        '"",',
        '\0',
        '手机',
        '1.38E+10',
        ' ',
      ),
    )
    .map(parts => new TextEncoder().encode(parts.join(''))),
)

test('any bytes come to rows of which each is exactly one thing, and every one can be seen', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, async content => {
      const client = importInProcess(() => Promise.reject(new Error('not read here')))
      const file = new File([new Uint8Array(content)], 'any.csv')
      const summary = await client.importFile(file).catch((error: unknown) => {
        if (error instanceof ImportError && error.failure === 'not-a-list') return null
        if (error instanceof Error && error.message === 'not read here') return null
        throw error
      })
      if (summary === null) return
      const page = await client.page({}, 0, 5000)
      expect(page.total).toBe(summary.rows)
      expect(page.rows).toHaveLength(summary.rows)
      expect(rowStatuses.reduce((sum, status) => sum + summary.statuses[status], 0)).toBe(summary.rows)
      for (const status of rowStatuses)
        expect(page.rows.filter(row => row.status === status)).toHaveLength(summary.statuses[status])
      const usable = await client.usablePage(0, 5000)
      expect(new Set(usable.map(row => row.phone)).size).toBe(summary.statuses.usable)
      for (const row of page.rows.filter(row => row.status === 'duplicate'))
        expect(usable.find(other => other.row === row.duplicateOf)?.phone).toBe(row.phone)
    }),
    { numRuns: 600 },
  )
})
