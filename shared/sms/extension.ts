/**
 * Privacy relay numbers, as shops' systems export them: a mobile number and an extension (`13800138000转1234`). The number
 * belongs to the platform and many customers share it, so a text to it reaches nobody in particular.
 * Source: docs/import.md, "Mobile numbers".
 */

/** One mobile number as people write it, with separators and country code. */
const mobile = String.raw`(?<!\d)(?:\(?\+?(?:00)?86\)?[\s.-]*)?1[3-9]\d(?:[\s.-]?\d){8}`

/** Words that announce an extension: 转, 转接, 分机号, 内线, 接通后请输入, ext. */
const words = [
  '请?[转轉][接拨撥]?(?:分[机機])?',
  '分[机機][号號]?[码碼]?',
  '内[线線]',
  '扩展[号號]?',
  '(?:接通|拨通|语音)?[后後]?请?再?(?:输入|[按拨撥])(?:分[机機][号號]?)?',
  '(?<![a-z])ext(?:n|ension)?(?![a-z])',
].join('|')
const digits = String.raw`[\s:.=#号]*\d{1,6}(?!\d)`
const bracketed = String.raw`(?:\[\s*\d{2,6}\s*\]|【\s*\d{2,6}\s*】|〔\s*\d{2,6}\s*〕)`
const behind = [
  String.raw`[\s,;(\[【]*(?:${words})${digits}`,
  String.raw`[\s,;(]*(?:#\s*\d{1,6}|[*xpw]\s*\d{2,6})(?!\d)`,
  String.raw`\s*${bracketed}`,
  // Signs that mean other things too count only where the digits end the cell.
  String.raw`\s*\(\s*\d{2,6}\s*\)\s*$`,
  String.raw`\s*[-,;_~]+\s*\d{2,6}[\s#)\]】"']*$`,
].join('|')
/** Fewer than four digits in front of a number are its place in a list. */
const inFront = String.raw`(?:\[\s*\d{4,6}\s*\]|【\s*\d{4,6}\s*】|〔\s*\d{4,6}\s*〕|(?:${words})${digits}[)\]】]?)[\s,;:]*`

const withExtension = new RegExp(`${inFront}${mobile}|${mobile}[\\s)"']*(?:${behind})`, 'iu')
const saidSo = /隐私|虚拟[号號电電]|密[号號电電]|中间号|临时号|(?:privacy|virtual)\s*(?:number|phone)/iu
const firstMobile = new RegExp(mobile, 'u')

/** A longer cell is no phone's cell, and is not searched. */
const longest = 200
/** A cheap look before the search. */
const mayHaveOne = /[转轉机機线線扩入按拨撥隐虚密临保中#*xpw[【〔(,;_~-]|virtual|privacy/iu

/**
 * The number that the extension belongs to, 11 digits; null where the cell's first number has none. A cell that calls its
 * number virtual or private counts as well. `text`: NFKC, dashes made `-`, nothing invisible.
 */
export function numberWithExtension(text: string): string | null {
  if (text.length > longest || !mayHaveOne.test(text)) return null
  const first = firstMobile.exec(text)
  if (first === null) return null
  const found = withExtension.exec(text)
  const isFirst = found !== null && found.index <= first.index
  return isFirst || saidSo.test(text) ? first[0].replace(/\D/g, '').slice(-11) : null
}
