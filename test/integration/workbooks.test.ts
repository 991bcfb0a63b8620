import { readFileSync } from 'node:fs'
import { type BookType, CFB, utils, type WorkSheet, write as writeWorkbook } from '@e965/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type ChildHandle,
  createWorkbookReader,
  workbookLimits,
} from '../../electron/services/workbooks/workbook-reader.ts'
import type { WorkbookTable } from '../../shared/domain/workbook.ts'
import { AppError } from '../../shared/ipc/result.ts'
import { contactsInProcess, expectSampleRows, sampleFile } from '../unit/renderer/contacts/sample-list.ts'
import { createChildren } from './workbook-children.ts'
import { makeXlsx, makeZip } from './zip-maker.ts'

const children = createChildren()
const reader = createWorkbookReader({ spawnProcess: children.spawnProcess })
afterEach(children.allGone)

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../fixtures/contacts/${name}`, import.meta.url))
const cellsOf = (table: WorkbookTable): string[][] =>
  Array.from(table.rowNumbers, (_, row) =>
    Array.from({ length: table.width }, (_, column) => {
      const cell = row * table.width + column
      return table.text.slice(cell === 0 ? 0 : table.ends[cell - 1], table.ends[cell])
    }),
  )
const codeOf = (bytes: Uint8Array): Promise<string> =>
  reader.read(bytes, 0).then(
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
    const client = contactsInProcess((bytes, sheet) => reader.read(bytes, sheet))
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
})

type Rows = readonly (readonly unknown[])[]
const book = (
  sheets: Readonly<Record<string, Rows>>,
  bookType: BookType = 'xlsx',
  edit?: (sheet: WorkSheet) => void,
) => {
  const made = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(rows as unknown[][])
    edit?.(sheet)
    utils.book_append_sheet(made, sheet, name)
  }
  return new Uint8Array(writeWorkbook(made, { type: 'buffer', bookType, compression: true }))
}

describe('what a cell says', () => {
  test('a number is its stored value, whatever it looks like', async () => {
    const bytes = book({ 表: [[13_800_138_000, 0.5, -12.5, true, 1e21]] }, 'xlsx', sheet => {
      sheet['A1'].z = '0.00E+00'
      sheet['B1'].z = '0%'
    })
    const table = await reader.read(bytes, 0)
    expect(cellsOf(table)).toEqual([['13800138000', '0.5', '-12.5', 'TRUE', '1e+21']])
    expect([...table.isNumber]).toEqual([1, 1, 1, 0, 1])
  })

  test.each(['xlsx', 'biff8', 'ods'] as const)(
    'a date is its day, a phone in a date cell stays a phone (%s)',
    async type => {
      const bytes = book({ 表: [[45_292, 45_292.5, 13_800_138_000]] }, type, sheet => {
        for (const cell of ['A1', 'B1', 'C1']) sheet[cell].z = 'm/d/yy'
        if (type === 'ods') delete sheet['C1'].z
      })
      expect(cellsOf(await reader.read(bytes, 0))[0]).toEqual([
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
      const table = await reader.read(bytes, 0)
      expect(cellsOf(table)).toEqual([
        ['13800138000', '一号店', '王芳'],
        ['13900139000', '', '李强'],
      ])
      expect(table.mergedCells).toBe(1)
    },
  )

  test('rows keep their numbers when rows between them are blank', async () => {
    const table = await reader.read(book({ 表: [['手机'], [], [null], ['13800138000']] }), 0)
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
    const table = await reader.read(html, 0)
    expect(cellsOf(table)).toEqual([
      ['手机', '姓名'],
      ['13800138000', '王芳'],
      ['0755', '1.38E+10'],
    ])
    expect(table.isNumber.includes(1)).toBe(false)
  })
})

describe('several sheets', () => {
  const bytes = book({ 空: [], 会员: [['13800138000']], 旧: [['13900139000']] })
  test('the first that holds anything is read unless another is chosen', async () => {
    const first = await reader.read(bytes, 0)
    expect(first).toMatchObject({ sheets: ['空', '会员', '旧'], sheet: 1, text: '13800138000' })
    expect(await reader.read(bytes, 2)).toMatchObject({ sheet: 2, text: '13900139000' })
  })
  test('the owner chooses one in the list', async () => {
    const client = contactsInProcess((content, sheet) => reader.read(content, sheet))
    await client.importFile(new File([bytes], '名单.xlsx'))
    const chosen = await client.chooseSheet(2)
    expect(chosen).toMatchObject({ fileName: '名单.xlsx', origin: { sheet: 2 }, statuses: { usable: 1 } })
  })
  test('a workbook without any cell is an empty table', async () => {
    expect(await reader.read(book({ 空: [] }), 0)).toMatchObject({ sheet: 0, width: 0, text: '' })
  })
})

describe('a file that is no readable workbook gets its reason', () => {
  test('truncated', async () => {
    for (const name of ['contacts-text.xlsx', 'contacts-text.ods'])
      expect(await codeOf(fixture(name).subarray(0, 5000)), name).toBe('workbook-damaged')
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
    expect(await codeOf(makeXlsx(corner))).toBe('table of 1')
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

describe('the process is ended', () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => [13_000_000_000 + i, `顾客${i}`, i / 100, `${i}号店`])
  const large = book({ 表: rows })
  const limited = (limits: Partial<typeof workbookLimits>) =>
    createWorkbookReader({ spawnProcess: children.spawnProcess, limits: { ...workbookLimits, ...limits } })

  test('when it takes too long', async () => {
    await expect(limited({ timeoutMs: 300 }).read(large, 0)).rejects.toMatchObject({
      code: 'workbook-timeout',
    })
  })
  test('when it grows too large', async () => {
    await expect(limited({ memoryBytes: 120_000_000 }).read(large, 0)).rejects.toMatchObject({
      code: 'workbook-too-large',
    })
  })
  test('when it answers nonsense, or ends by itself', async () => {
    let say = (_: unknown): void => {}
    let exit = (): void => {}
    const handle: ChildHandle = {
      postMessage: () => {},
      onMessage: listener => {
        say = listener
      },
      onExit: listener => {
        exit = listener
      },
      kill: () => exit(),
      memoryBytes: () => null,
    }
    const lone = createWorkbookReader({ spawnProcess: () => handle })
    const nonsense = lone.read(large, 0)
    say({
      kind: 'table',
      table: {
        sheets: ['a'],
        sheet: 0,
        width: 2,
        text: 'ab',
        ends: Uint32Array.of(1),
        rowNumbers: Uint32Array.of(1),
        isNumber: Uint8Array.of(0),
      },
    })
    await expect(nonsense).rejects.toMatchObject({ code: 'workbook-damaged' })
    const gone = lone.read(large, 0)
    exit()
    await expect(gone).rejects.toMatchObject({ code: 'workbook-damaged' })
  })
  test('after its answer', async () => {
    const table = await reader.read(large, 0)
    expect(table.rowNumbers).toHaveLength(60_000)
    await children.allGone()
    expect(children.started.every(child => child.signalCode !== null || child.exitCode !== null)).toBe(true)
  })
})
