import { describe, expect, test } from 'vitest'
import { encodeGb18030 } from '../fakes/gb18030.ts'
import { cellsOf } from './made-workbooks.ts'
import { clientOf, failureOf, read } from './workbook-kinds-stage.ts'
import { makeXlsx, makeZip, sheetRow, xlsxParts, type ZipPart } from './zip-maker.ts'

/** The kinds of workbook that shops' systems write. */

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
