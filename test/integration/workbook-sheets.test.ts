import { describe, expect, test } from 'vitest'
import { unpackZip } from '../fakes/zip-parts.ts'
import { book, cellsOf } from './made-workbooks.ts'
import { clientOf, failureOf, read } from './workbook-kinds-stage.ts'
import { makeXlsx, makeZip, sheetRow, xlsxParts } from './zip-maker.ts'

/** Which sheet of a workbook is taken, which of its rows, and which value of a cell. */

const people = [
  sheetRow(['手机', '姓名']),
  sheetRow(['13800138000', '王芳']),
  sheetRow(['13900139000', '李强']),
].join('')
const others = [sheetRow(['手机', '姓名']), sheetRow(['13700137000', '赵敏'])].join('')
const manual = [
  sheetRow(['填写说明']),
  sheetRow(['1. 手机号必填']),
  sheetRow(['2. 请勿修改表头']),
  sheetRow(['客服电话', '13600136000']),
  sheetRow(['3. 每行一人']),
].join('')

describe('which sheet is taken', () => {
  test('a manual gives way to the list, even with the shop’s own phone on it', async () => {
    const table = await read(
      makeZip(
        xlsxParts([
          { name: '说明', rows: manual },
          { name: '名单', rows: people },
        ]),
      ),
    )
    expect(table).toMatchObject({
      sheet: 1,
      sheets: [
        { name: '说明', visibility: 'visible', rows: 5, phones: 1 },
        { name: '名单', visibility: 'visible', rows: 3, phones: 2 },
      ],
    })
  })

  test.each([
    [
      'with phones among words',
      [['使用说明'], ['客服：13600136000'], ['店长小周 13600136001'], ['请勿外传']],
    ],
    [
      'with phones beside words',
      [
        ['门店', '一号店'],
        ['客服电话', '13600136000'],
        ['店长电话', '13600136001'],
      ],
    ],
    [
      'of clerks',
      [
        ['员工', '员工电话'],
        ['小周', '13600136000'],
        ['小吴', '13600136001'],
      ],
    ],
  ])('so does one %s', async (_, rows) => {
    const first = rows.map(row => sheetRow(row)).join('')
    const table = await read(
      makeZip(
        xlsxParts([
          { name: '封面', rows: first },
          { name: '名单', rows: people },
        ]),
      ),
    )
    expect(table.sheet).toBe(1)
    expect((await read(makeZip(xlsxParts([{ name: '封面', rows: first }])))).sheet).toBe(0)
  })

  test('an example gives way too', async () => {
    const parts = xlsxParts([
      { name: '填写示例', rows: others },
      { name: '名单', rows: people },
    ])
    expect((await read(makeZip(parts))).sheet).toBe(1)
  })

  test.each(['hidden', 'veryHidden'] as const)(
    'one that is %s is taken only when it is asked for',
    async state => {
      const bytes = makeZip(
        xlsxParts([
          { name: '旧', rows: people, state },
          { name: '新', rows: others },
        ]),
      )
      expect((await read(bytes)).sheet).toBe(1)
      expect((await read(bytes, 0)).sheet).toBe(0)
      const onlyHidden = makeZip(
        xlsxParts([
          { name: '空', rows: '' },
          { name: '旧', rows: people, state },
        ]),
      )
      expect(await read(onlyHidden)).toMatchObject({
        sheet: 0,
        width: 0,
        sheets: [{ phones: 0 }, { phones: 2 }],
      })
    },
  )

  test.each(['biff8', 'xlsb', 'xlml'] as const)(
    'a hidden one is none in a workbook of type %s',
    async type => {
      const table = await read(
        book({ 旧: [['手机'], ['13800138000']], 新: [['手机'], ['13900139000']] }, type, undefined, [1, 0]),
      )
      expect(table).toMatchObject({ sheet: 1, sheets: [{ visibility: 'hidden' }, { visibility: 'visible' }] })
    },
  )

  test('a hidden one is none in an .ods', async () => {
    const parts = unpackZip(book({ 旧: [['手机'], ['13800138000']], 新: [['手机'], ['13900139000']] }, 'ods'))
    const bytes = makeZip(
      parts.map(part => {
        if (part.name !== 'content.xml') return part
        const content = Buffer.from(part.content)
          .toString('utf8')
          .replace(
            '</office:automatic-styles>',
            '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>',
          )
          .replace(
            /<table:table [^>]*table:name="旧"/,
            table => `${table.replace(/ table:style-name="[^"]*"/, '')} table:style-name="gone"`,
          )
        return { ...part, content }
      }),
    )
    expect(await read(bytes)).toMatchObject({
      sheet: 1,
      sheets: [{ visibility: 'hidden' }, { visibility: 'visible' }],
    })
  })

  test('of two lists the one that was in view when the workbook was saved', async () => {
    const sheets = [
      { name: '甲', rows: people },
      { name: '乙', rows: others },
    ]
    const view = '<bookViews><workbookView activeTab="1"/></bookViews>'
    expect((await read(makeZip(xlsxParts(sheets)))).sheet).toBe(0)
    expect((await read(makeZip(xlsxParts(sheets, { book: view })))).sheet).toBe(1)
  })

  test('one that can’t be read is not passed over for another, and harms none before it', async () => {
    const broken = { name: '坏', rows: '<row><d/></row>' }
    const sound = { name: '好', rows: people }
    expect(await failureOf(makeZip(xlsxParts([broken, sound])))).toBe('workbook-damaged')
    expect(await read(makeZip(xlsxParts([sound, broken])))).toMatchObject({
      sheet: 0,
      sheets: [{ phones: 2 }, { phones: null, rows: null }],
    })
  })

  test('a part that many sheets share is read once', async () => {
    const parts = xlsxParts([
      { name: '甲', rows: people },
      { name: '乙', rows: '' },
    ]).map(part =>
      part.name === 'xl/_rels/workbook.xml.rels'
        ? { ...part, content: String(part.content).replace('sheet2.xml', 'sheet1.xml') }
        : part,
    )
    expect(await read(makeZip(parts))).toMatchObject({ sheet: 0, sheets: [{ phones: 2 }, { phones: null }] })
  })
})

describe('rows that the sheet hides', () => {
  test('are marked, found by a filter, and left out with one choice', async () => {
    const rows = [
      sheetRow(['手机', '姓名'], ' r="1"'),
      sheetRow(['13800138000', '王芳'], ' r="2"'),
      sheetRow(['13900139000', '李强'], ' r="3" hidden="1"'),
      sheetRow(['13700137000', '赵敏'], ' r="4" hidden="1"'),
    ].join('')
    const client = clientOf()
    const summary = await client.importFile(new File([Uint8Array.from(makeXlsx(rows))], '名单.xlsx'))
    expect(summary).toMatchObject({ statuses: { usable: 3 }, marks: { hidden: 2 } })
    const hidden = await client.page({ mark: 'hidden' }, 0, 10)
    expect(hidden.rows.map(row => [row.row, row.marks])).toEqual([
      [3, ['hidden']],
      [4, ['hidden']],
    ])
    const without = await client.setChoices({ ...summary.choices, leftOut: ['hidden'] })
    expect(without).toMatchObject({ statuses: { usable: 1, leftOut: 2 }, leftOutMarks: { hidden: 2 } })
    // The mark is the row's, whatever becomes of its phone.
    await client.setCell(2, 0, '13500135000')
    expect((await client.setChoices(summary.choices)).marks.hidden).toBe(2)
  })

  test('leave the room to a row in view with the same phone when they are left out', async () => {
    const rows = `${sheetRow(['手机'])}${sheetRow(['13800138000'], ' hidden="1"')}${sheetRow(['13800138000'])}`
    const client = clientOf()
    const summary = await client.importFile(new File([Uint8Array.from(makeXlsx(rows))], '名单.xlsx'))
    const without = await client.setChoices({ ...summary.choices, leftOut: ['hidden'] })
    expect(without.statuses).toMatchObject({ usable: 1, leftOut: 1, duplicate: 0 })
  })
})

describe('values', () => {
  const formats = ['0.00', '0%', '¥#,##0.00', 'm"月"d"日"', '00000', '0.00E+00', 14, 31, '0']
  const bytes = makeZip(
    xlsxParts(
      [
        {
          name: '会员',
          rows: [
            sheetRow(['手机', '余额', '折扣', '金额', '到店', '会员号', '生日', '日期', '卡号']),
            sheetRow([
              [13_800_138_000, 6],
              [0.1 + 0.2, 1],
              [0.85, 2],
              [1234.5, 3],
              [45_987, 4],
              [88, 5],
              [32_874, 7],
              [45_987, 8],
              [6_222_020_200_112_233_000, 9],
            ]),
          ].join(''),
        },
      ],
      { formats },
    ),
  )
  const asShown = [
    '13800138000',
    '0.30',
    '85%',
    '¥1,234.50',
    '11月26日',
    '00088',
    '1990-01-01',
    '2025年11月26日',
    '6222020200112233000',
  ]

  test('are as the sheet shows them, phones their digits', async () => {
    expect(cellsOf(await read(bytes))[1]).toEqual(asShown)
  })

  test('of a column are the plain ones where the owner says so, and back', async () => {
    const client = clientOf()
    const summary = await client.importFile(new File([Uint8Array.from(bytes)], '会员.xlsx'))
    expect(summary).toMatchObject({
      formattedColumns: [1, 2, 3, 4, 5, 7],
      plainColumns: [],
      phoneColumns: [0],
    })
    await client.setPlainColumns([3, 4])
    const [row] = await client.usablePage(0, 1)
    expect(row?.values).toEqual([...asShown.slice(0, 3), '1234.5', '2025-11-26', ...asShown.slice(5)])
    await client.setPlainColumns([])
    expect((await client.usablePage(0, 1))[0]?.values).toEqual(asShown)
  })

  test('longer than a spreadsheet keeps are marked', async () => {
    const client = clientOf()
    const summary = await client.importFile(new File([Uint8Array.from(bytes)], '会员.xlsx'))
    expect(summary.marks['long-number']).toBe(1)
  })

  test.each(['biff8', 'xlsb', 'xlml'] as const)(
    'are as the sheet shows them in a workbook of type %s',
    async type => {
      const made = book(
        {
          表: [
            ['手机', '余额', '折扣', '到店'],
            [13_800_138_000, 0.3, 0.85, 45_987],
          ],
        },
        type,
        sheet => {
          sheet['A2'].z = '0.00E+00'
          sheet['B2'].z = '0.00'
          sheet['C2'].z = '0%'
          sheet['D2'].z = 'm"月"d"日"'
        },
      )
      expect(cellsOf(await read(made))[1]).toEqual(['13800138000', '0.30', '85%', '11月26日'])
    },
  )

  test('are the texts that stand in an .ods', async () => {
    const parts = unpackZip(
      book(
        {
          表: [
            ['手机', '余额'],
            [13_800_138_000, 1234.5],
          ],
        },
        'ods',
      ),
    )
    const made = makeZip(
      parts.map(part =>
        part.name === 'content.xml'
          ? {
              ...part,
              content: Buffer.from(part.content)
                .toString('utf8')
                .replace('<text:p>1234.5</text:p>', '<text:p>¥1,234.50</text:p>')
                .replace('<text:p>13800138000</text:p>', '<text:p>1.38E+10</text:p>'),
            }
          : part,
      ),
    )
    expect(cellsOf(await read(made))[1]).toEqual(['13800138000', '¥1,234.50'])
  })
})
