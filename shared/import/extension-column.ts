import { headerText } from './header-words.ts'
import { purePhone } from './phone-cells.ts'

type Record = readonly string[]

/** The header says that extensions of phones stand below it. */
const extension = /分机|转接[号码]|短号$|(?:虚拟|隐私|中间)号?[码短]|^ext(?:ension)?(?:no|number)?$/
/** And that they belong to a platform's numbers. */
const relay = /虚拟|隐私|中间号|转接|保护/
const digits = /^\s*\d{1,6}\s*$/

/** What a row says behind its phone, '' where that is no extension. */
const extensionIn = (cell: string | undefined): string => (digits.test(cell ?? '') ? (cell ?? '').trim() : '')

/** Whether a cell of the extensions' column makes the phone beside it one of a platform's. */
export const isExtension = (cell: string | undefined): boolean => extensionIn(cell) !== ''

/**
 * The column in which order exports write the extensions of relay numbers (extension.ts) apart from them; null where there
 * is none. An extension beside a phone is a company's as a rule: a column counts where its header speaks of relay numbers,
 * or where one phone has several extensions.
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
