import { readFileSync } from 'node:fs'
import { CFB } from '@e965/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, describe, expect, test } from 'vitest'
import { createWorkbookReader, workbookLimits } from '../../electron/services/workbooks/workbook-reader.ts'
import type { WorkbookTable } from '../../shared/domain/workbook.ts'
import { AppError } from '../../shared/ipc/result.ts'
import { unpackZip } from '../fakes/zip-parts.ts'
import { expectSampleRows, importInProcess, sampleFile } from '../unit/renderer/import/sample-files.ts'
import { book, cellsOf } from './made-workbooks.ts'
import { createChildren } from './workbook-children.ts'
import { makeXlsx, makeZip } from './zip-maker.ts'

const children = createChildren()
const reader = createWorkbookReader({ spawnProcess: children.spawnProcess })
afterEach(children.allGone)

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../fixtures/import/${name}`, import.meta.url))

/** The stored values of cells that show something else, by the cell's number. */
const plainOf = ({ plain }: WorkbookTable): Record<number, string> =>
  Object.fromEntries(
    Array.from(plain?.cells ?? [], (cell, place) => [
      cell,
      plain?.text.slice(plain.ends[place - 1] ?? 0, plain.ends[place]) ?? '',
    ]),
  )
const codeOf = (bytes: Uint8Array): Promise<string> =>
  reader.read(bytes, null).then(
    table => `table of ${table.rowNumbers.length}`,
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

describe('the sample list comes out of every workbook as it should', () => {
  test.each([
    ['contacts-text.xlsx', 'text'],
    ['contacts-text.xls', 'text'],
    ['contacts-text.ods', 'text'],
    ['contacts-numbers.xlsx', 'numbers'],
    ['contacts-numbers.xls', 'numbers'],
    ['contacts-numbers.ods', 'numbers'],
  ] as const)('%s', async (name, variant) => {
    const client = importInProcess((bytes, sheet) => reader.read(bytes, sheet))
    const summary = await client.importFile(sampleFile(name))
    expect(summary).toMatchObject({
      headers: ['手机号码', '客户姓名', '消费金额', '门店'],
      headerRow: 0,
      phoneColumns: [0],
      rows: 40,
      origin: { kind: 'workbook', sheet: 0 },
    })
    await expectSampleRows(client, variant)
  })

  test('an .et of WPS, which is an OLE2 workbook under another name', async () => {
    const client = importInProcess((bytes, sheet) => reader.read(bytes, sheet))
    await client.importFile(new File([Uint8Array.from(fixture('contacts-text.xls'))], '会员.et'))
    await expectSampleRows(client, 'text')
  })
})

describe('what a cell says', () => {
  test.each(['xlsx', 'biff8', 'ods'] as const)(
    'a number is what the sheet shows, a phone its digits, whatever it looks like (%s)',
    async type => {
      const bytes = book({ 表: [[13_800_138_000, 0.5, -12.5, true, 123_456_789_012_345]] }, type, sheet => {
        sheet['A1'].z = '0.00E+00'
        sheet['B1'].z = '0%'
      })
      const table = await reader.read(bytes, null)
      expect(cellsOf(table)).toEqual([['13800138000', '50%', '-12.5', 'TRUE', '123456789012345']])
      expect(plainOf(table)).toEqual({ 1: '0.5' })
      expect([...table.isNumber]).toEqual([1, 1, 1, 0, 1])
    },
  )

  test.each(['xlsx', 'biff8'] as const)(
    'a date is its day, a phone in a date cell stays a phone (%s)',
    async type => {
      const bytes = book({ 表: [[45_292, 45_292.5, 13_800_138_000]] }, type, sheet => {
        for (const cell of ['A1', 'B1', 'C1']) sheet[cell].z = 'm/d/yy'
      })
      expect(cellsOf(await reader.read(bytes, null))[0]).toEqual([
        '2024-01-01',
        '2024-01-01 12:00',
        '13800138000',
      ])
    },
  )

  test.each(['xlsx', 'biff8', 'ods'] as const)(
    'merged cells hold their value once, in the first (%s)',
    async type => {
      const bytes = book(
        {
          表: [
            ['13800138000', '一号店', '王芳'],
            ['13900139000', null, '李强'],
          ],
        },
        type,
        sheet => {
          sheet['!merges'] = [{ s: { r: 0, c: 1 }, e: { r: 1, c: 1 } }]
        },
      )
      const table = await reader.read(bytes, null)
      expect(cellsOf(table)).toEqual([
        ['13800138000', '一号店', '王芳'],
        ['13900139000', '', '李强'],
      ])
      expect(table.mergedCells).toBe(1)
    },
  )

  test.each(['xlsx', 'biff8', 'ods'] as const)('a formula is its value (%s)', async type => {
    const bytes = book({ 表: [[13_800_138_000, '王芳']] }, type, sheet => {
      sheet['C1'] = { t: 'n', f: 'A1+1', v: 13_800_138_001 }
      sheet['D1'] = { t: 's', f: 'B1&"您好"', v: '王芳您好' }
      sheet['!ref'] = 'A1:D1'
    })
    expect(cellsOf(await reader.read(bytes, null))).toEqual([
      ['13800138000', '王芳', '13800138001', '王芳您好'],
    ])
  })

  test.each(['xlsx', 'xlsb', 'xlml'] as const)('hidden rows are read, and named (%s)', async type => {
    const bytes = book({ 表: [['手机'], ['13800138000'], ['13900139000'], ['13700137000']] }, type, sheet => {
      sheet['!rows'] = [{}, { hidden: true }, { hidden: true }, {}]
    })
    const table = await reader.read(bytes, null)
    expect(table).toMatchObject({ hiddenRows: Uint32Array.of(1, 2), mergedCells: 0 })
    expect(table.rowNumbers).toHaveLength(4)
  })

  test('hidden rows of an .xls are read, and named', async () => {
    const container = CFB.read(Buffer.from(book({ 表: [['13800138000'], ['13900139000']] }, 'biff8')), {
      type: 'buffer',
    })
    const stream = CFB.find(container, '/Workbook')
    if (!stream) throw new Error('no workbook')
    const records = Buffer.from(stream.content as Uint8Array)
    // Row record of the second row, hidden, put behind the beginning of the sheet.
    const row = Buffer.from('0802100001000000010000000000000020000000', 'hex')
    const sheet = records.indexOf(Buffer.from('0908', 'hex'), 4)
    const behind = sheet + 4 + records.readUInt16LE(sheet + 2)
    stream.content = Buffer.concat([records.subarray(0, behind), row, records.subarray(behind)])
    stream.size = stream.content.length
    const table = await reader.read(new Uint8Array(CFB.write(container, { type: 'buffer' })), null)
    expect(table.hiddenRows).toEqual(Uint32Array.of(1))
    expect(cellsOf(table)).toEqual([['13800138000'], ['13900139000']])
  })

  test('hidden and filtered rows of an .ods are read, and named', async () => {
    const parts = unpackZip(book({ 空: [], 表: [['手机'], ['13800138000'], ['13900139000']] }, 'ods'))
    // The empty sheet holds the first row.
    let rows = 0
    const bytes = makeZip(
      parts.map(part =>
        part.name === 'content.xml'
          ? {
              ...part,
              content: Buffer.from(part.content)
                .toString('utf8')
                .replace(/<table:table-row/g, row => (++rows > 2 ? `${row} table:visibility="filter"` : row)),
            }
          : part,
      ),
    )
    const table = await reader.read(bytes, null)
    expect(table).toMatchObject({ sheet: 1, hiddenRows: Uint32Array.of(1, 2) })
    expect(cellsOf(table)).toEqual([['手机'], ['13800138000'], ['13900139000']])
  })

  test('text as spreadsheet programs write it: in runs, with readings, escaped', async () => {
    const cell = (place: string, content: string): string =>
      `<c r="${place}" t="inlineStr"><is>${content}</is></c>`
    const bytes = makeXlsx(
      `<row r="1">${cell('A1', '<r><rPr><b/></rPr><t>王</t></r><r><t xml:space="preserve">芳 </t></r>')}${cell('B1', '<t>李</t><rPh sb="0" eb="1"><t>li</t></rPh><phoneticPr fontId="1"/>')}${cell('C1', '<t>a_x000D_\n&lt;b&gt;&#20320;</t>')}${cell('D1', '<t><![CDATA[<1&2>]]></t>')}</row>`,
    )
    expect(cellsOf(await reader.read(bytes, null))).toEqual([['王芳 ', '李', 'a\n<b>你', '<1&2>']])
  })

  test('numbers in the forms that programs store them in', async () => {
    const values = ['1.3800138E10', '13800138000', '+1.5', '.5', '1e3', '007', '-0.10', '13800138000.0']
    const cells = values.map(value => `<c><v>${value}</v></c>`).join('')
    const table = await reader.read(makeXlsx(`<row r="1">${cells}</row>`), null)
    expect(cellsOf(table)[0]).toEqual([
      '13800138000',
      '13800138000',
      '1.5',
      '0.5',
      '1000',
      '7',
      '-0.1',
      '13800138000',
    ])
    expect(table.isNumber.every(flag => flag === 1)).toBe(true)
  })

  test('a table may be as wide as a sheet', async () => {
    const table = await reader.read(
      makeXlsx('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'),
      null,
    )
    expect(table).toMatchObject({ text: '12', width: 16_384, cellsBeyond: 0 })
  })

  test('of a long sheet the columns that have no room are left out, and their cells counted', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => {
      const far = at % 5000 === 0 ? `<c r="XFD${at + 1}"><v>2</v></c>` : ''
      return `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c><c r="IV${at + 1}"><v>1</v></c>${far}</row>`
    })
    const table = await reader.read(makeXlsx(rows.join('')), null)
    const { width, cellsBeyond, rowNumbers } = table
    expect({ width, cellsBeyond, rows: rowNumbers.length }).toEqual({
      width: 1024,
      cellsBeyond: 4,
      rows: 20_000,
    })
  })

  test('rows keep their numbers when rows between them are blank', async () => {
    const table = await reader.read(book({ 表: [['手机'], [], [null], ['13800138000']] }), null)
    expect([...table.rowNumbers]).toEqual([1, 4])
  })

  test('an HTML table in GBK under the name .xls', async () => {
    // 手机 姓名 王芳
    const html = Buffer.concat([
      Buffer.from('<html><head><meta charset="gb2312"></head><body><table><tr><td>'),
      Buffer.from([0xca, 0xd6, 0xbb, 0xfa]),
      Buffer.from('</td><td>'),
      Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]),
      Buffer.from('</td></tr><tr><td style="mso-number-format:0">13800138000</td><td>'),
      Buffer.from([0xcd, 0xf5, 0xb7, 0xbc]),
      Buffer.from('</td></tr><tr><td>0755</td><td>1.38E+10</td></tr></table></body></html>'),
    ])
    const table = await reader.read(html, null)
    expect(cellsOf(table)).toEqual([
      ['手机', '姓名'],
      ['13800138000', '王芳'],
      ['0755', '1.38E+10'],
    ])
    expect(table.isNumber.includes(1)).toBe(false)
  })
})

describe('several sheets', () => {
  const sheets = { 空: [], 会员: [['13800138000']], 旧: [['13900139000']] }
  const bytes = book(sheets)
  test.each(['xlsx', 'biff8', 'ods'] as const)(
    'the first that holds anything is read unless another is chosen (%s)',
    async type => {
      const bytes = book(sheets, type)
      const first = await reader.read(bytes, null)
      expect(first).toMatchObject({
        sheets: [
          { name: '空', visibility: 'visible', rows: 0, phones: 0 },
          { name: '会员', rows: 1, phones: 1 },
          { name: '旧', rows: 1, phones: 1 },
        ],
        sheet: 1,
        text: '13800138000',
      })
      expect(await reader.read(bytes, 2)).toMatchObject({ sheet: 2, text: '13900139000' })
    },
  )
  test('the owner chooses one in the list', async () => {
    const client = importInProcess((content, sheet) => reader.read(content, sheet))
    await client.importFile(new File([bytes], '名单.xlsx'))
    const chosen = await client.chooseSheet(2)
    expect(chosen).toMatchObject({ fileName: '名单.xlsx', origin: { sheet: 2 }, statuses: { usable: 1 } })
  })
  test('a workbook without any cell is an empty table', async () => {
    expect(await reader.read(book({ 空: [] }), null)).toMatchObject({ sheet: 0, width: 0, text: '' })
  })
})

describe('a file that is no readable workbook gets its reason', () => {
  test('truncated', async () => {
    for (const name of ['contacts-text.xlsx', 'contacts-text.ods', 'contacts-text.xls'])
      for (const bytes of [1000, 5000])
        expect(await codeOf(fixture(name).subarray(0, bytes)), name).toBe('workbook-damaged')
    const old = fixture('contacts-text.xls')
    expect(await codeOf(old.subarray(0, old.length - 600))).toBe('workbook-damaged')
    expect(await codeOf(book({ 表: [['13800138000']] }, 'biff2').subarray(0, 40))).toBe('workbook-damaged')
  })
  test('a part that is broken inside a sound zip', async () => {
    const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>13800138000</t></is></c></row>'
    const broken = [
      row.replace('</c>', ''),
      row.replace('inlineStr', 'inlineSt'),
      row.replace('"A1"', '"1A"'),
      row.replace('r="1"', 'r="1048577"'),
      row.replaceAll('row', 'rov'),
      row.replace('<t>', '<t>&unknown;'),
      `${row}13900139000`,
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
      '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    ]
    for (const rows of broken) expect(await codeOf(makeXlsx(rows)), rows).toBe('workbook-damaged')
    expect(await codeOf(makeXlsx(row))).toBe('table of 1')
  })
  test('a checksum that is not right', async () => {
    const bytes = Buffer.from(makeXlsx('<row r="1"><c r="A1"><v>13800138000</v></c></row>'))
    const entry = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46
    bytes.writeUInt32LE((bytes.readUInt32LE(entry + 16) ^ 1) >>> 0, entry + 16)
    expect(await codeOf(new Uint8Array(bytes))).toBe('workbook-damaged')
  })
  test('encrypted', async () => {
    const locked = await writeXlsx({
      sheets: [{ name: '表', rows: [['13800138000']] }],
      encryption: { password: '1234', spinCount: 1 },
    })
    expect(await codeOf(locked)).toBe('workbook-encrypted')
  })
  test('another document in a zip or an OLE2 file', async () => {
    expect(await codeOf(makeZip([{ name: 'word/document.xml', content: '<w/>' }]))).toBe(
      'workbook-not-a-workbook',
    )
    const other = CFB.utils.cfb_new()
    CFB.utils.cfb_add(other, '/WordDocument', Buffer.alloc(64))
    expect(await codeOf(new Uint8Array(CFB.write(other, { type: 'buffer' })))).toBe('workbook-not-a-workbook')
  })
  test('a zip that claims less, more, or too much', async () => {
    const part = (claimed: number) => [{ name: 'xl/media/a.bin', content: Buffer.alloc(1_000_000), claimed }]
    expect(await codeOf(makeXlsx('', part(10)))).toBe('workbook-damaged')
    expect(await codeOf(makeXlsx('', part(2_000_000)))).toBe('workbook-damaged')
    expect(await codeOf(makeXlsx('', part(3_000_000_000)))).toBe('workbook-too-large')
    expect(await codeOf(makeXlsx('', part(1_000_000)))).toBe('table of 0')
  })
  test('a cell in the far corner and a million empty styled rows do no harm', async () => {
    const corner =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>13800138000</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    expect(await codeOf(makeXlsx(corner))).toBe('table of 2')
    const rows = Array.from(
      { length: 1_000_000 },
      (_, i) => `<row r="${i + 2}"><c r="A${i + 2}" s="0"/></row>`,
    ).join('')
    const styled = makeXlsx(`<row r="1"><c r="A1" t="inlineStr"><is><t>13800138000</t></is></c></row>${rows}`)
    expect(await codeOf(styled)).toBe('table of 1')
  })
  test('a file larger than any list is refused before a process is started', async () => {
    const before = children.started.length
    expect(await codeOf(new Uint8Array(workbookLimits.fileBytes + 1))).toBe('workbook-too-large')
    expect(children.started).toHaveLength(before)
  })
})
