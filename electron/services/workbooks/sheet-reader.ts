import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import { openMarkup } from './markup-reader.ts'
import { checkOds, type OdsSheet } from './ods-check.ts'
import { checkOle2, checkRecords, isOle2 } from './ole2-check.ts'
import { type OpenBook, readBook } from './sheet-choice.ts'
import { WorkbookProblem } from './workbook-messages.ts'
import { openXlsx } from './xlsx-reader.ts'
import { checkXml, decodeXml } from './xml-reader.ts'
import { openZip, type ZipArchive } from './zip-archive.ts'

/**
 * Reads one sheet of a workbook into a packed table: .xlsx, .xls, .ods, .et, HTML and XML with any file name. The
 * text of a cell is what the sheet shows; of a phone its digits, of a formula its value; of merged cells the first
 * holds the value. `sheet` null: the one that holds a list. Rejects with a WorkbookProblem.
 */
export async function readWorkbook(bytes: Uint8Array, sheet: number | null): Promise<WorkbookTable> {
  const open = await opened(bytes)
  return readBook(open.book, sheet, open.finish)
}

/** `finish` runs when the book has been read, before its contents are trusted. */
type Opened = { readonly book: OpenBook; readonly finish?: () => void }

async function opened(bytes: Uint8Array): Promise<Opened> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const zip = openZip(bytes)
    refuseLocked(zip)
    const book = openXlsx(zip)
    if (book !== null) return { book, finish: zip.checkRest }
    zip.checkRest()
    return byLibrary(bytes, checkSheets(zip))
  }
  if (isOle2(bytes)) return byLibrary(checkOle2(bytes), null)
  if (bytes[0] !== 0x09) return { book: await openMarkup(bytes) }
  checkRecords(bytes, 0)
  return byLibrary(bytes, null)
}

async function byLibrary(content: Uint8Array, odsSheets: readonly OdsSheet[] | null): Promise<Opened> {
  // The library is large, and most workbooks are read without it.
  const { openByLibrary } = await import('./library-reader.ts')
  return { book: openByLibrary(content, odsSheets) }
}

/** The parts of a locked .ods are encrypted; its list of parts names them. */
function refuseLocked(zip: ZipArchive): void {
  const manifest = zip.read('META-INF/manifest.xml')
  if (manifest !== null && /<[^>]*\bencryption-data\b/.test(new TextDecoder().decode(manifest)))
    throw new WorkbookProblem('workbook-encrypted', 'encrypted parts')
}

/**
 * The library accepts broken XML without a word, so the parts that hold cells are checked to be complete. Returns
 * what the sheets of an .ods hide, null for other workbooks.
 */
function checkSheets(zip: ZipArchive): readonly OdsSheet[] | null {
  let sheets: readonly OdsSheet[] | null = null
  for (const name of zip.names) {
    if (!/(?:^|\/)(?:sheet[^/]*|sharedStrings|content)\.xml$/i.test(name)) continue
    const part = zip.read(name)
    if (part === null) continue
    const xml = decodeXml(part)
    if (name.toLowerCase() === 'content.xml') sheets = checkOds(xml)
    else checkXml(xml)
  }
  return sheets
}
