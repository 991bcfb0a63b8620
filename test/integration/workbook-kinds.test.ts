import { type BookType, utils, type WorkSheet, write as writeWorkbook } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '../../electron/services/workbooks/sheet-reader.ts'
import { WorkbookProblem } from '../../electron/services/workbooks/workbook-messages.ts'
import type { WorkbookTable } from '../../shared/domain/workbook.ts'
import { encodeGb18030 } from '../fakes/gb18030.ts'
import { unpackZip } from '../fakes/zip-parts.ts'
import { importInProcess } from '../unit/renderer/import/sample-files.ts'
import { makeXlsx, makeZip, sheetRow, xlsxParts, type ZipPart } from './zip-maker.ts'

/** The kinds of workbook that shops' systems write, read in this process: what its limits do stands in workbooks.test.ts. */

const read = (content: Uint8Array | string, sheet: number | null = null): Promise<WorkbookTable> =>
  readWorkbook(Uint8Array.from(Buffer.from(content)), sheet)
const cellsOf = (table: WorkbookTable): string[][] =>
  Array.from(table.rowNumbers, (_, row) =>
    Array.from({ length: table.width }, (_, column) => {
      const cell = row * table.width + column
      return table.text.slice(table.ends[cell - 1] ?? 0, table.ends[cell])
    }),
  )
const failureOf = (content: Uint8Array | string): Promise<string> =>
  read(content).then(
    table => `table of ${table.rowNumbers.length}`,
    (error: unknown) => (error instanceof WorkbookProblem ? error.failure : String(error)),
  )
const clientOf = () => importInProcess((bytes, sheet) => readWorkbook(bytes, sheet))
const book = (
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
  bookType: BookType,
  hidden: readonly (0 | 1 | 2)[] = [],
  edit?: (sheet: WorkSheet) => void,
): Uint8Array => {
  const made = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(rows as unknown[][])
    edit?.(sheet)
    utils.book_append_sheet(made, sheet, name)
  }
  if (hidden.length > 0) made.Workbook = { Sheets: hidden.map(state => ({ Hidden: state })) }
  const written: unknown = writeWorkbook(made, { type: 'buffer', bookType })
  return Uint8Array.from(Buffer.isBuffer(written) ? written : Buffer.from(String(written)))
}

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
        book({ 旧: [['手机'], ['13800138000']], 新: [['手机'], ['13900139000']] }, type, [1, 0]),
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
        [],
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

const table = (rows: string): string => `<table>${rows}</table>`
const list =
  '<tr><td>手机号</td><td>姓名</td></tr><tr><td>13800138001</td><td>张三</td></tr><tr><td>13800138002</td><td>李四</td></tr>'
const listCells = [
  ['手机号', '姓名'],
  ['13800138001', '张三'],
  ['13800138002', '李四'],
]

describe('a page under the name .xls', () => {
  test.each([
    ['with a comment first', `<!-- 导出 -->\n<!-- 2 -->${table(list)}`],
    ['with blank lines first', `\n\n  ${table(list)}`],
    ['with a title in another element', `<center><b>会员</b></center>${table(list)}`],
    ['in a font', `<font face="宋体">${table(list)}</font>`],
    ['behind words', `导出成功<br />${table(list)}`],
    ['beginning with a link', `<link rel=stylesheet href=a.css>${table(list)}`],
    ['of rows alone', list],
    [
      'with ends of tags left out',
      '<table><tr><td>手机号<td>姓名<tr><td>13800138001<td>张三<tr><td>13800138002<td>李四</table>',
    ],
    ['in a layout table', table(`<tr><td>菜单</td><td>${table(list)}</td></tr>`)],
    [
      'with scripts and styles',
      `<style>td{content:"<td>"}</style><script>var a = "<table><tr><td>x</td></tr>"</script>${table(list)}`,
    ],
    ['in upper case', table(list).replace(/<\/?[a-z]+/g, tag => tag.toUpperCase())],
    [
      'with groups of rows',
      `<table><caption>会员</caption><thead>${list.replace('</tr>', '</tr></thead><tbody>')}</tbody></table>`,
    ],
  ])('%s', async (_, html) => {
    const client = clientOf()
    const summary = await client.importFile(new File([html], '名单.xls'))
    expect(summary).toMatchObject({ headers: ['手机号', '姓名'], statuses: { usable: 2, bad: 0 } })
    expect(cellsOf(await read(html))).toEqual(listCells)
  })

  test('texts: entities, line breaks, blanks around', async () => {
    const html = table(
      '<tr><td>&nbsp;13800138001&nbsp;</td><td>&#24352;&#x4e09;</td><td>老客&amp;新客<br>第二行\n  三</td></tr>',
    )
    expect(cellsOf(await read(html))).toEqual([['13800138001', '张三', '老客&新客\n第二行 三']])
  })

  test('spans keep the columns, the value stands in the first cell', async () => {
    const html = table(
      '<tr><td rowspan=3>一店</td><td>手机</td><td>姓名</td></tr><tr><td>13800138001</td><td rowspan=2>张三</td></tr><tr><td>13800138002</td></tr><tr><td colspan=2>合计</td><td>2</td></tr>',
    )
    const read_ = await read(html)
    expect(cellsOf(read_)).toEqual([
      ['一店', '手机', '姓名'],
      ['', '13800138001', '张三'],
      ['', '13800138002', ''],
      ['合计', '', '2'],
    ])
    expect(read_.mergedCells).toBe(3)
  })

  test('tables of one width are one list, any other is a sheet of its own', async () => {
    const page = `${table('<tr><td>报表</td></tr>')}${table(list)}${table('<tr><td>13800138003</td><td>王芳</td></tr>')}${table('<tr><td>13700137000</td><td>a</td><td>b</td></tr>')}`
    const found = await read(page)
    expect(found).toMatchObject({ sheet: 1, sheets: [{ phones: 0 }, { phones: 3 }, { phones: 1 }] })
    expect(cellsOf(found).at(-1)).toEqual(['13800138003', '王芳'])
  })

  test('a table without an end is read, and said to have none; one that breaks off within is damaged', async () => {
    expect(await read(`<html><body><table>${list}`)).toMatchObject({
      isUnended: true,
      sheets: [{ phones: 2 }],
    })
    expect((await read(table(list))).isUnended).toBe(false)
    for (const cut of [2, 8, 15])
      expect(await failureOf(`<html><body><table>${list.slice(0, -cut)}`), String(cut)).toBe(
        'workbook-damaged',
      )
  })

  test('a number that a spreadsheet wrote beside what its cell shows', async () => {
    const found = await read(
      '<meta charset=utf-8>' +
        table('<tr><td x:num="13800138001">1.38E+10</td><td x:num="1234.5">¥1,234.50</td></tr>'),
    )
    expect(cellsOf(found)).toEqual([['13800138001', '¥1,234.50']])
    expect(found.plain?.text).toBe('1234.5')
  })

  test('rows that it does not show are marked', async () => {
    const html = table(list.replace('<tr><td>13800138002', '<tr style="display: none"><td>13800138002'))
    expect((await read(html)).hiddenRows).toEqual(Uint32Array.of(2))
  })

  test('in GBK, whatever it says of itself', async () => {
    for (const charset of ['', '<meta charset=gb2312>', '<meta charset="utf-8">'])
      expect(cellsOf(await read(encodeGb18030(`<html>${charset}${table(list)}</html>`)))).toEqual(listCells)
  })

  test('twenty thousand rows in good time, spans and elements without end too', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, n) => `<tr><td>${13_000_000_000 + n}</td><td>客${n}</td><td>a</td></tr>`,
    )
    // Whatever is read again from each of its parts takes longer than any test may.
    expect((await read(table(rows.join('')))).rowNumbers).toHaveLength(20_000)
    for (const piece of ['<td><table>', '<b><i>', '<tr><td rowspan=9999 colspan=9999>', '<div>', '<td a=1'])
      expect(await failureOf(`<table>${piece.repeat(50_000)}`)).toMatch(/^(?:workbook-|table of )/)
  })

  test('a web archive is refused as what it is, a page without a table as no workbook', async () => {
    const archive = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="a"\r\n\r\n--a\r\nContent-Type: text/html\r\n\r\n${table(list)}`
    expect(await failureOf(archive)).toBe('workbook-web-archive')
    await expect(clientOf().importFile(new File([archive], '名单.xls'))).rejects.toMatchObject({
      failure: 'web-archive',
    })
    expect(await failureOf('<html><body>没有</body></html>')).toBe('workbook-not-a-workbook')
  })

  test('a text that merely begins with a sign is none', async () => {
    const client = clientOf()
    expect(
      (await client.importFile(new File(['<张三>,13800138001\n<李四>,13800138002\n'], 'a.csv'))).origin.kind,
    ).toBe('text')
    expect(
      (await client.importFile(new File(['手机,备注\n13800138001,<table><tr><td>x\n'], 'a.csv'))).origin.kind,
    ).toBe('text')
  })
})

describe('XML of 2003', () => {
  const xml = (rows: string, extra = ''): string =>
    `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">${extra}<Worksheet ss:Name="会员"><Table>${rows}</Table></Worksheet></Workbook>`
  const cell = (content: string, attributes = '', type = 'String'): string =>
    `<Cell${attributes}><Data ss:Type="${type}">${content}</Data></Cell>`

  test('a cell is all of its text, whatever part of it looks otherwise', async () => {
    const found = await read(
      xml(`<Row>${cell('138<html:Font>00138</html:Font>001')}${cell('<html:B>张</html:B>三')}</Row>`),
    )
    expect(cellsOf(found)).toEqual([['13800138001', '张三']])
  })
  test('places and merged cells, empty ones too, keep the columns', async () => {
    const found = await read(
      xml(
        `<Row ss:Index="3">${cell('备注', ' ss:MergeAcross="1"')}${cell('13800138001')}</Row><Row><Cell ss:MergeAcross="1"/>${cell('13800138002')}</Row><Row>${cell('13800138003', ' ss:Index="3"')}</Row>`,
      ),
    )
    expect([...found.rowNumbers]).toEqual([3, 4, 5])
    expect(cellsOf(found).map(row => row[2])).toEqual(['13800138001', '13800138002', '13800138003'])
  })
  test('values as they are shown, hidden rows and results that are not there', async () => {
    const styles =
      '<Styles><Style ss:ID="a"><NumberFormat ss:Format="0.00"/></Style><Style ss:ID="b"><NumberFormat ss:Format="m&quot;月&quot;d&quot;日&quot;"/></Style><Style ss:ID="c" ss:Parent="a"/></Styles>'
    const found = await read(
      xml(
        `<Row>${cell('1.38001380010E10', ' ss:StyleID="a"', 'Number')}${cell('0.3', ' ss:StyleID="c"', 'Number')}${cell('2025-11-26T00:00:00.000', ' ss:StyleID="b"', 'DateTime')}${cell('2025-11-26T00:00:00.000', '', 'DateTime')}</Row><Row ss:Hidden="1">${cell('x')}<Cell ss:Formula="=1"/></Row>`,
        styles,
      ),
    )
    expect(cellsOf(found)[0]).toEqual(['13800138001', '0.30', '11月26日', '2025-11-26'])
    expect(found).toMatchObject({ hiddenRows: Uint32Array.of(1), unsolvedFormulas: 1 })
  })
  test('what is not whole, or names an impossible place, is damaged', async () => {
    for (const rows of [
      '<Row><Cell>',
      '<Row ss:Index="0"/><Row ss:Index="-1"/>',
      '<Row ss:Index="9999999"/>',
      `<Row>${cell('1', ' ss:Index="99999"')}</Row>`,
      '<Row>13800138001</Row>',
    ])
      expect(await failureOf(xml(rows)), rows).toBe('workbook-damaged')
    expect(
      await failureOf(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${xml('<Row/>')}`),
    ).not.toMatch(/^table/)
  })
})

describe('an .xlsx of another hand', () => {
  const rows = `${sheetRow(['手机', '姓名'])}${sheetRow(['13800138001', '张三'])}`
  const parts = xlsxParts([{ name: '会员', rows }])
  const renamed = (rename: (name: string) => string): readonly ZipPart[] =>
    parts.map(part => ({ ...part, name: rename(part.name) }))
  const expected = [
    ['手机', '姓名'],
    ['13800138001', '张三'],
  ]

  test('names of parts with backslashes, or in another case', async () => {
    expect(cellsOf(await read(makeZip(renamed(name => name.replaceAll('/', '\\')))))).toEqual(expected)
    expect(cellsOf(await read(makeZip(renamed(name => name.toUpperCase()))))).toEqual(expected)
  })
  test('parts in UTF-16 or GBK', async () => {
    const encoded = (encode: (xml: string) => Uint8Array): readonly ZipPart[] =>
      parts.map(part =>
        part.name.includes('sheet1') ? { ...part, content: encode(String(part.content)) } : part,
      )
    expect(cellsOf(await read(makeZip(encoded(xml => Buffer.from(`\ufeff${xml}`, 'utf16le')))))).toEqual(
      expected,
    )
    const asGbk = encoded(xml =>
      encodeGb18030(xml.replace(/^<\?xml[^>]*>/, '<?xml version="1.0" encoding="GBK"?>')),
    )
    expect(cellsOf(await read(makeZip(asGbk)))).toEqual(expected)
  })
  test('dates of 1904, whatever an extension says', async () => {
    const pr = '<workbookPr date1904="1"/>'
    const extension =
      '<extLst><ext xmlns:x15="urn:x"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>'
    const made = xlsxParts([{ name: '会员', rows: sheetRow([[31_412, 1]]) }], {
      formats: [14],
      book: pr + extension,
    })
    expect(cellsOf(await read(makeZip(made)))).toEqual([['1990-01-01']])
  })
  test('noise behind the fifteenth digit is none of a phone', async () => {
    expect(
      cellsOf(
        await read(makeXlsx('<row><c><v>13800138001.000002</v></c><c><v>0.30000000000000004</v></c></row>')),
      ),
    ).toEqual([['13800138001', '0.3']])
  })
  test('escaped characters: a return behind a text is none of it', async () => {
    const made = makeXlsx(sheetRow(['13800138001_x000D_', '张三_x000D_\n', 'a_x000D_\nb', '_x005F_x000D_']))
    expect(cellsOf(await read(made))).toEqual([['13800138001', '张三', 'a\nb', '_x000D_']])
  })
  test('formulas without a result are counted, an empty text is a result', async () => {
    const made = makeXlsx(
      '<row><c t="inlineStr"><is><t>手机</t></is></c></row><row><c t="str"><f>A1</f></c><c><f>1+1</f><v></v></c><c t="str"><f>""</f><v></v></c><c><f>2</f><v>2</v></c></row>',
    )
    expect((await read(made)).unsolvedFormulas).toBe(2)
  })
  test('an .ods with a password says so', async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="urn:m"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    const locked = makeZip([
      { name: 'content.xml', content: Buffer.from([0x80, 0x81, 0x82]) },
      { name: 'META-INF/manifest.xml', content: manifest },
    ])
    expect(await failureOf(locked)).toBe('workbook-encrypted')
    expect(await failureOf(makeZip([{ name: 'encrypted-package', content: 'x' }]))).toBe('workbook-encrypted')
  })
})
