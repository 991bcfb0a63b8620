/**
 * Texts in cells that mean "no value": words of programs, databases and spreadsheets, of people who fill in forms,
 * punctuation alone, and the dates that zero is shown as. Always the whole cell: 无锡 and Nancy are values. Somebody
 * may be called 无 or Null, so the owner sees this and decides. Source: docs/import.md, "No value".
 */

/** Longer texts are values. */
const longest = 40

/** Words of programs and forms, in lower case, without blanks. */
const words: readonly string[] =
  'null nil none undefined nan nat dbnull nullptr na n/a n\\a n.a n.a. n/d nv unknown unnamed unset unspecified unassigned empty blank missing nothing noname nodata novalue noinfo noinformation norecord notavailable notapplicable notprovided notspecified notset notfound notknown notanumber tba tbd tbc tobedetermined ditto error invalid invaliddate invalidvalue infinity inf -inf -infinity objectobject test'.split(
    ' ',
  )
const isWord = new Set(words)

const han = [
  '(?:[暂暫]时?|目前|尚|还)?(?:无|無|沒有?|没有?|查无)(?:数据|資料|资料|信息|内容|记录|姓名|名字|名称|称呼|值|结果|此项|该项|此人|名氏|填写?|写|留|登记|提供)?',
  '(?:尚|还|暂)?未(?:知|定|填写?|填報|填报|提供|登记|录入|录|输入|设置|设定|绑定|命名|留存?|采集|获取到?|记录|备注|公开|说明|选择|选|分配|指定|定义|添加|完善|找到|查到|实名)(?:姓名|名字|名称|称呼|信息|资料|数据|认证)?',
  '不(?:详|詳|明|祥|知道?|清楚|适用|存在|确定|公开|方便透露)',
  '待(?:定|填写?|补充?|完善|确认|核实|录入|登记|更新)',
  '空(?:白|值|的|格|字符串?)?',
  '[暂暫]?缺(?:失|省|少)?',
  '(?:同上|同前|同左|如上|略|保密|某某?|无效(?:值|日期|数据)?)',
  '请(?:选择|填写|输入)[^，。]{0,8}',
  '(?:匿名|测试)(?:用户|买家|顾客|客户|会员|姓名|名字|账号|数据)?|游客|访客',
].join('|')

/** Two such words together mean no value either: null null, undefined-undefined. */
const programs = 'null|nil|none|undefined|nan|n/a'
const spoken = new RegExp(`^(?:(?:${programs})(?:[-_.,;/|·]*(?:${programs}))+|x{2,}|${han})$`, 'u')

const saysNone = (text: string): boolean => isWord.has(text) || spoken.test(text)

/** Errors of spreadsheets: #REF! #NAME? #DIV/0! #WERT! and those to come, #N/A in any language, Err:502, a column too narrow. */
const sheetError =
  /^(?:#[\p{L}\d/_.]{1,20}[!?]|#n\/?a[!?]?|#nv|#n\/?d|-?1\.#(?:ind|qnan|inf)|#getting_data|err:\d{3}|#err)$/u

/** Punctuation without a letter or digit. A star, a tick or a heart has a meaning. */
const signs = /^[\p{P}\p{Sc}+<=>^`|~×□■▢◻◼]+$/u
/** Date marks without a number. */
const emptyDate = /^[-/.年月日时分秒:]+$/u

const databaseNull = /^\\+n$/

const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:t?[\d:.]*z?|[+-][\d:]+)*$/
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:t?[\d:.]*z?(?:am|pm)?)$/
const shortYear = /^(\d{1,2})[-/](\d{1,2})[-/](\d{1,2})(?:[\d:.]*(?:am|pm)?)$/
const namedMonth = /^(\d{1,2})-?(jan|dec)[a-z]*-?(\d{4})[\d:.]*$/
/**
 * Dates that 0 is shown as: by both spreadsheet calendars, databases, and clocks that begin in 1970 (08:00 in
 * China).
 */
const zeroDays = new Set([
  '1899-12-30',
  '1899-12-31',
  '1900-1-1',
  '1904-1-1',
  '1970-1-1',
  '1753-1-1',
  '1-1-1',
])

const isZeroDay = (year: string, month: string, day: string): boolean =>
  Number(year) === 0 ||
  Number(month) === 0 ||
  Number(day) === 0 ||
  zeroDays.has(`${Number(year)}-${Number(month)}-${Number(day)}`)

/** `text` without blanks, in lower case and half width. */
function isZeroDate(text: string): boolean {
  if (/^0{8}(?:0{6})?$/.test(text)) return true
  const first = yearFirst.exec(text)
  if (first) return isZeroDay(first[1] ?? '', first[2] ?? '', first[3] ?? '')
  const last = yearLast.exec(text)
  if (last) {
    const [, one = '', other = '', year = ''] = last
    return isZeroDay(year, one, other) || isZeroDay(year, other, one)
  }
  const short = shortYear.exec(text)
  if (short) return Number(short[1]) === 0 || Number(short[2]) === 0
  const named = namedMonth.exec(text)
  return named !== null && isZeroDay(named[3] ?? '', named[2] === 'jan' ? '1' : '12', named[1] ?? '')
}

/** Quotes, brackets and punctuation that people put around a word; those inside a word are kept. */
const outerSigns = /^[\p{P}=~<>|`]+|[\p{P}=~<>|`]+$/gu

/** Possible first characters of a text that means "no value", in lower case and half width. */
const openings = new Set(
  [...words, ...'年月日时分秒暂暫目尚还无無沒没查未不待空缺同如略保某请匿测游访x']
    .map(word => Array.from(word)[0] ?? '')
    .filter(first => /\p{L}/u.test(first)),
)

/** Classes of characters, as bits. */
const opensNone = 1
const opensDate = 2
const figure = 4
const errorSign = 8
const isKnown = 128
const kinds = new Uint8Array(0x10000)

function kindOf(unit: number): number {
  const known = kinds[unit] ?? 0
  if (known !== 0) return known
  const character = String.fromCharCode(unit).normalize('NFKC').toLowerCase()
  let kind = isKnown
  if (/^[0-9]/.test(character)) kind |= character === '0' ? opensDate : opensDate | figure
  else if (!/^\p{L}/u.test(character) || openings.has(character)) kind |= opensNone
  if (character === '#') kind |= errorSign
  kinds[unit] = kind
  return kind
}

/** A quick test that saves most values the full one: false if the text is certainly a value, cleaned or not. */
export function mayBeNoValue(value: string): boolean {
  const first = kindOf(value.charCodeAt(0))
  if ((first & opensDate) !== 0) return mayBeZeroDate(value)
  if ((first & opensNone) === 0) return false
  let all = 0
  for (let place = 0; place < value.length; place++) all |= kindOf(value.charCodeAt(place))
  // ¥88, （5 折） and -12 begin with a sign and are values.
  return (all & figure) === 0 || (all & errorSign) !== 0 || /^err/i.test(value.normalize('NFKC'))
}

const hash = 0x23
const zero = 0x30
const nine = 0x39
const wide = 0xff00
const zeroYears = new Set([1, 1753, 1899, 1900, 1904, 1970])

/** Judged by its numbers alone: a zero among the three of a date, a year that zero is shown as, or only zeros. */
function mayBeZeroDate(value: string): boolean {
  let numbers = 0
  let number = 0
  let digits = 0
  let hasZero = false
  for (let place = 0; place <= value.length && numbers < 3; place++) {
    const unit = place < value.length ? value.charCodeAt(place) : 0
    if (unit >= zero && unit <= nine) {
      number = number * 10 + unit - zero
      digits++
      continue
    }
    // Full-width digits and 1.#QNAN are left to the full test.
    if (unit >= wide || unit === hash) return true
    if (digits === 0) continue
    if (digits === 4 && zeroYears.has(number)) return true
    if (number === 0) hasZero = true
    if (hasZero && digits >= 8 && numbers === 0) return true
    numbers++
    number = 0
    digits = 0
  }
  return hasZero && numbers === 3
}

/** Results of the full test, because lists repeat such values. */
const found = new Map<string, boolean>()
const mostFound = 4096

/** Whether a cleaned value means "no value". Blank values are not passed in; they are handled separately. */
export function isNoValue(value: string): boolean {
  if (value.length === 0 || value.length > longest || !mayBeNoValue(value)) return false
  const known = found.get(value)
  if (known !== undefined) return known
  const isNone = looksLikeNone(value.normalize('NFKC').toLowerCase().replaceAll(/\s/g, ''))
  if (found.size >= mostFound) found.clear()
  found.set(value, isNone)
  return isNone
}

/** `text` without blanks, in lower case and half width. */
function looksLikeNone(text: string): boolean {
  if (saysNone(text) || signs.test(text) || emptyDate.test(text)) return true
  if (sheetError.test(text) || databaseNull.test(text) || isZeroDate(text)) return true
  const bare = text.replaceAll(outerSigns, '')
  if (bare === text) return false
  return bare.length > 1 ? saysNone(bare) || isZeroDate(bare) : /^[无無空缺]$/u.test(bare)
}
