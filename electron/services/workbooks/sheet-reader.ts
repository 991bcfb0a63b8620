import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import { checkOds } from './ods-check.ts'
import { checkOle2, checkRecords, isOle2 } from './ole2-check.ts'
import { readXlsx } from './xlsx-reader.ts'
import { checkXml, decodeXml } from './xml-reader.ts'
import { openZip, type ZipArchive } from './zip-archive.ts'

/**
 * Reads one sheet of a workbook into a packed table: .xlsx, .xls, .ods, .et, HTML and XML under any name. A number's text
 * is its stored value, a date's its day, a formula's its value; of merged cells the first holds the value.
 * `sheet` 0 means the first sheet that holds anything. Rejects with a WorkbookProblem.
 */
export async function readWorkbook(bytes: Uint8Array, sheet: number): Promise<WorkbookTable> {
  let content = bytes
  let hiddenRows: readonly number[] = []
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const zip = openZip(bytes)
    const table = readXlsx(zip, sheet)
    zip.checkRest()
    if (table !== null) return table
    hiddenRows = checkSheets(zip)
  } else if (isOle2(bytes)) content = checkOle2(bytes)
  else if (bytes[0] === 0x09) checkRecords(bytes, 0)
  // The library is large: most workbooks are read without it.
  const { readByLibrary } = await import('./library-reader.ts')
  return readByLibrary(content, sheet, hiddenRows)
}

/**
 * The library takes what it can make out of broken XML and says nothing: so the parts that hold cells must be whole.
 * Returns the hidden rows of each sheet as far as they are known.
 */
function checkSheets(zip: ZipArchive): readonly number[] {
  let hiddenRows: readonly number[] = []
  for (const name of zip.names) {
    if (!/(?:^|\/)(?:sheet[^/]*|sharedStrings|content)\.xml$/i.test(name)) continue
    const part = zip.read(name)
    if (part === null) continue
    const xml = decodeXml(part)
    if (name.toLowerCase() === 'content.xml') hiddenRows = checkOds(xml)
    else checkXml(xml)
  }
  return hiddenRows
}
