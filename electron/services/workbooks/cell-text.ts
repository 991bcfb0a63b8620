/** What the cells of a workbook say, however the file writes them. Source: docs/import.md, "Workbooks". */

const plainInteger = /^[1-9]\d{0,14}$/
const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** A stored number as JavaScript writes it, so that 1.3800138E10 is 13800138000; null where it is none. */
export function numberText(stored: string): string | null {
  if (plainInteger.test(stored)) return stored
  return numeral.test(stored) ? String(Number(stored)) : null
}

/** Up to the last day of 9999; a number beyond is no date, whatever the cell's format says. */
const lastSerial = 2_958_466
export const isDateSerial = (serial: number): boolean => serial >= 0 && serial < lastSerial

const dayMs = 86_400_000
const two = (value: number): string => String(value).padStart(2, '0')

/** A serial number as its day, with the time where it has one. `serial` is one that `isDateSerial` accepts. */
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
  // Spreadsheets keep a 29 February 1900 that never was, as Lotus 1-2-3 did.
  if (!date1904 && days === 60) return '1900-02-29'
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  return new Date(epoch + days * dayMs).toISOString().slice(0, 10)
}

/** Formats that are known by number alone, the ones of Chinese systems (27–36, 50–58) among them. ECMA-376, 18.8.30. */
export const isDateFormatNumber = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Whether a number format shows a date or a time. */
export function isDateFormat(format: string): boolean {
  // What is quoted, escaped, a filler or a condition says nothing; [h] and its like are times.
  const bare = format.replace(/"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]?/gi, '')
  return !/general/i.test(bare) && /[ymdhs]/i.test(bare)
}

/** Characters that XML can't hold stand as _x000D_; line ends are \n. */
export function sheetText(text: string): string {
  const decoded = text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
  return decoded.includes('\r') ? decoded.replaceAll('\r\n', '\n') : decoded
}
