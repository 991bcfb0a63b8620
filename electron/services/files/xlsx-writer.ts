import type { Cell } from '../../../shared/export/csv-line.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { type AtomicFileSystem, openAtomically } from './atomic-file.ts'
import type { RowWriter } from './row-writer.ts'
import { createZipWriter } from './zip-writer.ts'

/** The number of rows that a sheet can hold, including the header. */
export const sheetRowLimit = 1_048_576
const cellLimit = 32_767
/** Rows processed before the event loop gets its turn. */
const rowsAtOnce = 200

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships'
const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const contentTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const parts = (sheetName: string): readonly (readonly [name: string, text: string])[] => [
  [
    '[Content_Types].xml',
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentTypes}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentTypes}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentTypes}.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${declaration}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${officeDocument}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${declaration}<workbook xmlns="${main}" xmlns:r="${officeDocument}"><sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${declaration}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${officeDocument}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${officeDocument}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    'xl/styles.xml',
    // Format 49 is "text": a phone is unchanged when somebody edits the cell. Styles: 1 text, 2 bold text, 0
    // general.
    `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
  ],
]

/**
 * Writes a table as an Excel workbook with one sheet. Texts are text cells, which are never executed and keep every
 * digit; numbers are numbers. Rows are written as they come, and compressed on another thread.
 */
export async function openXlsx(
  path: string,
  { header, sheetName }: { readonly header: readonly string[]; readonly sheetName: string },
  files?: AtomicFileSystem,
): Promise<RowWriter> {
  const file = await openAtomically(path, files)
  const zip = createZipWriter(file)
  let rows = 0
  let cut = 0

  const rowXml = (cells: readonly Cell[], style: 1 | 2): string => {
    const number = ++rows
    let xml = `<row r="${number}">`
    for (const [column, cell] of cells.entries()) {
      const place = `${columnName(column)}${number}`
      if (cell === null || cell === '') continue
      if (typeof cell === 'number') xml += `<c r="${place}"><v>${cell}</v></c>`
      else
        xml += `<c r="${place}" s="${style}" t="inlineStr"><is>${textXml(typeof cell === 'string' ? cell : cell.phone)}</is></c>`
    }
    return `${xml}</row>`
  }

  const textXml = (text: string): string => {
    if (text.length > cellLimit) cut++
    return `<t xml:space="preserve">${escaped(text.slice(0, cellLimit))}</t>`
  }

  const begin = async () => {
    for (const [name, text] of parts(sheetName)) await zip.add(name, text)
    const sheet = await zip.open('xl/worksheets/sheet1.xml')
    await sheet.write(
      `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>${rowXml(header, 2)}`,
    )
    return sheet
  }
  const sheet = await begin().catch(async error => {
    await file.abort()
    throw error
  })

  return {
    async add(added) {
      if (rows + added.length > sheetRowLimit)
        throw new AppError('bad-input', { detail: 'more rows than a workbook can hold' })
      for (let at = 0; at < added.length; at += rowsAtOnce) {
        let xml = ''
        for (const cells of added.slice(at, at + rowsAtOnce)) xml += rowXml(cells, 1)
        await sheet.write(xml)
      }
    },
    async finish() {
      await sheet.write('</sheetData></worksheet>')
      await sheet.finish()
      await zip.finish()
      await file.commit()
      return { rows: rows - 1, cut }
    },
    abort: () => file.abort(),
  }
}

/** A, B … Z, AA … as spreadsheets name their columns. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/**
 * Characters that XML forbids, carriage returns, half characters, and text that would be read as an escape of one
 * of these.
 */
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML refuses
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}|_(?=x[\da-fA-F]{4}_)/gu

function escaped(text: string): string {
  const marked = text.replace(/[&<>"]/g, sign => special[sign] ?? sign)
  return marked.replace(
    unwritable,
    sign => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  )
}
