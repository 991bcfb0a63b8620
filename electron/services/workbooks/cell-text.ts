/** The texts of a workbook's cells, for every way of storing them. Source: docs/import.md, "Workbooks". */

const plainInteger = /^[1-9]\d{0,14}$/
const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** A stored number as JavaScript writes it: 1.3800138E10 is 13800138000; null where it is no number. */
export function numberText(stored: string): string | null {
  if (plainInteger.test(stored)) return stored
  return numeral.test(stored) ? plainNumber(Number(stored)) : null
}

/** The 15 digits that a spreadsheet keeps of a number; further ones are rounding noise. */
export const plainNumber = (value: number): string =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(15)))

/**
 * From here on a whole number has more digits than a spreadsheet keeps: its last digits may have been rounded to
 * zeros.
 */
export const isLongNumber = (value: number): boolean => Math.abs(value) >= 1e15 && Number.isInteger(value)

const dayMs = 86_400_000
const two = (value: number): string => String(value).padStart(2, '0')

/** A serial number as a date, with the time if there is one. `serial`: from 0 to the last day of 9999. */
export function dateText(serial: number, date1904: boolean): string {
  const seconds = Math.round(serial * 86_400)
  const days = Math.floor(seconds / 86_400)
  const rest = seconds - days * 86_400
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}`
  const time = rest % 60 === 0 ? clock : `${clock}:${two(rest % 60)}`
  if (serial < 1) return time
  const day = dayText(days, date1904)
  return rest === 0 ? day : `${day} ${time}`
}

function dayText(days: number, date1904: boolean): string {
  // Spreadsheets have a 29 February 1900, which never existed, because Lotus 1-2-3 had it.
  if (!date1904 && days === 60) return '1900-02-29'
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  return new Date(epoch + days * dayMs).toISOString().slice(0, 10)
}

/**
 * Characters that XML can't hold are written as _x000D_; line ends become
 * . A trailing return is dropped: some programs leave one in every cell.
 */
export function sheetText(text: string): string {
  if (!text.includes('_x') && !text.includes('\r')) return text
  return text
    .replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?:\r\n?)+$/, '')
    .replace(/\r\n?/g, '\n')
}
