/**
 * Numbers written in Chinese, as the marks [DBNum1] (一二三), [DBNum2] (壹贰叁) and [DBNum3] (１２３) of a number format
 * ask for. 0 stands for "as they are".
 */
export type Numerals = 0 | 1 | 2 | 3

const digits: readonly string[] = [
  '0123456789',
  '〇一二三四五六七八九',
  '零壹贰叁肆伍陆柒捌玖',
  '０１２３４５６７８９',
]
const smallUnits = ['', '', '十', '百', '千'] as const
const formalUnits = ['', '', '拾', '佰', '仟'] as const
const largeUnits = ['', '万', '亿', '万亿'] as const

/** Digit by digit: 2025 is 二〇二五. Other characters are kept. */
export function byDigit(text: string, numerals: Numerals): string {
  return numerals === 0 ? text : text.replace(/\d/g, digit => digits[numerals]?.[Number(digit)] ?? digit)
}

/** With units: 125 is 一百二十五. `short`: 12 is 十二, as days and months are written. Takes only digits, 16 at most. */
export function withUnits(whole: string, numerals: Numerals, short = false): string {
  if (numerals === 0 || whole.length > 16) return byDigit(whole, numerals)
  const signs = digits[numerals] ?? ''
  const units = numerals === 2 ? formalUnits : smallUnits
  const zero = signs[0] ?? ''
  let text = ''
  let isGap = false
  const padded = whole.padStart(Math.ceil(whole.length / 4) * 4, '0')
  for (let at = 0; at < padded.length; at += 4) {
    let group = ''
    for (let place = 0; place < 4; place++) {
      const digit = Number(padded[at + place])
      if (digit === 0) {
        isGap = text !== '' || group !== ''
        continue
      }
      if (isGap) group += zero
      isGap = false
      group += `${signs[digit] ?? ''}${units[4 - place] ?? ''}`
    }
    if (group !== '') text += group + (largeUnits[(padded.length - at) / 4 - 1] ?? '')
  }
  if (text === '') return zero
  const one = signs[1] ?? ''
  return short && text.startsWith(`${one}${units[2]}`) ? text.slice(one.length) : text
}
