import { detectEncoding } from '../../../shared/import/encoding.ts'
import { openHtml } from './html-reader.ts'
import { checkOds } from './ods-check.ts'
import type { OpenBook } from './sheet-choice.ts'
import { WorkbookProblem } from './workbook-messages.ts'
import { openXml2003 } from './xml2003-reader.ts'

const headCharacters = 4096

/** Opens a page or an XML workbook with any file name. Rejects with a WorkbookProblem. */
export async function openMarkup(bytes: Uint8Array): Promise<OpenBook> {
  const text = decodeMarkup(bytes)
  const head = text.slice(0, headCharacters)
  if (/^\s*(?:MIME-Version|Content-Type)\s*:/i.test(head))
    throw new WorkbookProblem('workbook-web-archive', 'MIME message')
  if (/<office:document\b/.test(head)) {
    const sheets = checkOds(text)
    const { openByLibrary } = await import('./library-reader.ts')
    return openByLibrary(text, sheets)
  }
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(head) && !/<html[\s>]/i.test(head))
    return openXml2003(text)
  return openHtml(text)
}

const named = /charset\s*=\s*["']?\s*(utf-8|big5|shift_jis|euc-jp|euc-kr)/i

/**
 * Chinese pages are UTF-8 or GBK whatever they claim: the bytes decide. Where those are ambiguous, a claim of UTF-8
 * is believed if it fits, and so is another old encoding.
 */
function decodeMarkup(bytes: Uint8Array): string {
  const found = detectEncoding(bytes)
  const said = named
    .exec(new TextDecoder('latin1').decode(bytes.subarray(0, headCharacters)))?.[1]
    ?.toLowerCase()
  if (found !== 'gb18030' || said === undefined) return new TextDecoder(found).decode(bytes)
  if (said !== 'utf-8') return new TextDecoder(said).decode(bytes)
  try {
    return new TextDecoder(said, { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(found).decode(bytes)
  }
}
