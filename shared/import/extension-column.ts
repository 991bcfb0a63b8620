import { headerText } from './header-words.ts'
import { purePhone } from './phone-cells.ts'

type Record = readonly string[]

/** Headers of columns with phone extensions. */
const extension = /分机|转接[号码]|短号$|(?:虚拟|隐私|中间)号?[码短]|^ext(?:ension)?(?:no|number)?$/
/** Headers that refer to a platform's relay numbers. */
const relay = /虚拟|隐私|中间号|转接|保护/
const digits = /^\s*\d{1,6}\s*$/

/** The extension in a row's cell, '' if it is none. */
const extensionIn = (cell: string | undefined): string => (digits.test(cell ?? '') ? (cell ?? '').trim() : '')

/** Whether a cell of the extension column makes the row's phone a relay number. */
export const isExtension = (cell: string | undefined): boolean => extensionIn(cell) !== ''

/**
 * The column in which order exports write the extensions of relay numbers (extension.ts) separately; null if there
 * is none. An extension next to a phone is usually a company's, so a column counts only if its header refers to
 * relay numbers, or if one phone has several extensions.
 */
export function extensionColumnOf(
  sample: readonly Record[],
  headerRow: number,
  phoneColumn: number,
): number | null {
  const header = sample[headerRow] ?? []
  const column = header.findIndex(
    (cell, place) => place !== phoneColumn && extension.test(headerText(cell).plain),
  )
  if (column === -1) return null
  const rows = sample.slice(headerRow + 1)
  if (!rows.some(row => isExtension(row[column]))) return null
  const words = [header[column] ?? '', header[phoneColumn] ?? ''].map(cell => headerText(cell).plain)
  if (words.some(text => relay.test(text))) return column
  const known = new Map<string, string>()
  const isShared = rows.some(row => {
    const phone = purePhone(row[phoneColumn] ?? '')
    const own = extensionIn(row[column])
    if (phone === null || own === '') return false
    const before = known.get(phone) ?? own
    known.set(phone, before)
    return before !== own
  })
  return isShared ? column : null
}
