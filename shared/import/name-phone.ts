import { cleanValue } from '../text/clean-text.ts'

/** A line of text with a person's name and phone. */
export type NamePhone = {
  readonly name: string
  /** The phone as written, followed by further ones; '' if the line has none. */
  readonly phone: string
  /** The rest of the line. */
  readonly rest: string
  /** The line begins with a number of its own: 1. 2、 ③ (5) No.6 */
  readonly isNumbered: boolean
}

const digit = '[0-9０-９]'
const mobile = `(?:[+＋]?86[-\\s]?|0086[-\\s]?)?[1１][3-9３-９]${digit}(?:[-\\s]?${digit}{4}){2}`
const onePhone = new RegExp(`(?<!${digit})${mobile}(?!${digit})`, 'u')
const phones = new RegExp(`(?<!${digit})${mobile}(?:[\\s/、,，;；|]{1,9}${mobile})*(?!${digit})`, 'u')
/** A number that is not a usable mobile phone: too short, a landline, masked. */
const anyNumber = new RegExp(`[+＋(（]?${digit}[0-9０-９\\s\\-()（）*＊xX×●•○✱…]{4,}[0-9０-９*＊●•○]`, 'u')

/** Numbers of lines: circled, boxed and bracketed signs, or digits with a sign or a blank behind them. */
const lineNumber = new RegExp(
  '^\\s*(?:[\\u2460-\\u249b\\u24ea-\\u24ff\\u2776-\\u2793\\u3220-\\u3229]\\s*' +
    '|(?:[0-9]\\ufe0f?\\u20e3\\s*){1,3}|\\u{1f51f}\\s*|[一二三四五六七八九十百]{1,5}[、.．]\\s*' +
    `|(?:no\\.?|№|#|第)?\\s*[(（[【<《]?${digit}{1,6}(?:[)）\\]】>》]|[.．、,，:：;；)）号位]|\\s|-(?!${digit}))[.．、,，:：;；)）\\]】号位\\s-]*)`,
  'iu',
)

const label =
  /^(?:客户|会员|顾客|联系|收货|收件)?(?:人|方)?(?:姓名|名字|名称|称呼|手机号码|手机号|手机|电话号码|电话|联系方式|号码|tel|phone|mobile|name)?(?:是|为)?\s*[:：=]\s*/i
const trailingLabel =
  /[\s,，;；、|/]*(?:联系)?(?:手机号码|手机号|手机|电话号码|电话|号码|联系方式|tel|phone|mobile)(?:是|为)?\.?\s*[:：=]?\s*$/i
const outerSigns =
  /^(?:[\s,，;；、|/\\:：=\-—–_~.。·•●○▪◦■□◆◇★☆►▶➤→✅✔☑√<《[【(（"“'‘*]|\ufe0f)+|[\s,，;；、|/\\:：=\-—–_~。·>》\]】)）"”'’*]+$/gu

/** Longer text is no name and is unchanged, because the search for signs at its end starts at every position. */
const longestPart = 200

/** The text without punctuation and labels around it; a bracket that belongs to the name (张三（老客）) is kept. */
function bare(text: string): string {
  if (text.length > longestPart) return text.trim()
  let left = text.replace(trailingLabel, '').replace(label, '')
  const inBrackets = /^[^()（）]+[(（][^()（）]+[)）]$/.test(left.trim())
  left = inBrackets ? left.trim() : left.replace(outerSigns, '')
  return left.replace(label, '')
}

/** Remarks about the phone that people write next to it; no names. */
const aboutPhone =
  /微信|同号|备用|手机|电话|座机|号码|办公|请?勿|拨打|联系|上午|下午|晚上|停机|空号|打不通|没人接|无人接|已换|wechat/i

const nameLike = (text: string): boolean => {
  const signs = /[,，;；|、。！？!?：:=<>@#￥$%\t]/u
  return (
    text !== '' &&
    text.length <= 24 &&
    !aboutPhone.test(text) &&
    /\p{L}/u.test(text) &&
    !signs.test(text) &&
    !/\d{3}/.test(text)
  )
}

/** Thousands of blanks or signs in a row, from each of which the expressions here would start again. */
const longRun =
  /([\s,，;；、|/\\:：=\-—–_~.。·<《[【(（>》\]】)）]{9})[\s,，;；、|/\\:：=\-—–_~.。·<《[【(（>》\]】)）]+/g

/** Splits a line with a person's name and phone. Never throws. */
export function readNamePhone(line: string): NamePhone {
  const text = cleanValue(line).replace(longRun, '$1')
  // A phone written in groups of digits looks like a numbered line, so the phone is looked for first.
  const found = phones.exec(text) ?? anyNumber.exec(text)
  if (found === null) return { name: '', phone: '', rest: text, isNumbered: false }
  const phone = found[0]
  let before = text.slice(0, found.index)
  const number = lineNumber.exec(before)
  if (number !== null) before = before.slice(number[0].length)
  const [front, back] = [bare(before), bare(text.slice(found.index + phone.length))]
  const isNumbered = number !== null
  if (nameLike(front)) return { name: front, phone, rest: back, isNumbered }
  if (front === '' && nameLike(back)) return { name: back, phone, rest: '', isNumbered }
  return { name: '', phone, rest: [front, back].filter(part => part !== '').join(' '), isNumbered }
}

export const hasOnePhone = (line: string): boolean => onePhone.test(line)
