/** Nested JSON multiplies backslashes: JSON in JSON in JSON has eight for one. */
const backslashes = '\\\\{1,8}'

/** A digit of these values, half or full width, or escaped for URLs, HTML, JSON and JavaScript. */
const digitOf = (ascii: string, wide: string, decimal: string): string =>
  [
    `[${ascii}${wide}]`,
    `%3[${ascii}]`,
    `%[Ee][Ff]%[Bb][Cc]%9[${ascii}]`,
    `&#0{0,6}${decimal};?`,
    `&#[xX]0{0,6}3[${ascii}];?`,
    `${backslashes}(?:u00|x)3[${ascii}]`,
    `${backslashes}u[fF]{2}1[${ascii}]`,
  ].join('|')

const plainDigit = '[0-9０-９]'
const digit = `(?:${digitOf('0-9', '０-９', '(?:4[89]|5[0-7])')})`
const one = `(?:${digitOf('1', '１', '49')})`
/** The second digit of a mobile number. */
const second = `(?:${digitOf('3-9', '３-９', '5[1-7]')})`

/** Separators that people and programs put between the digits of a phone, plain or escaped; no line breaks. */
const separator = `(?:${[
  '[ \\t.·•・_~～*+/／,，()（）－\\u00a0\\u00ad\\u2000-\\u2015\\u202a-\\u202e\\u202f\\u205f-\\u2064\\u2212\\u3000\\ufeff-]',
  '%(?:20|09|2[89A-Fa-f]|5[Ff])',
  '%[Cc]2%[Aa][0Dd]|%[Ee]2%80%[89][0-9A-Fa-f]|%[Ee]3%80%80|%[Ee][Ff]%(?:[Bb][Cc]%8[Dd]|[Bb][Bb]%[Bb][Ff])',
  '&(?:nbsp|ensp|emsp|thinsp|ndash|mdash|shy|zwn?j|middot|#(?:160|173|8[0-9]{3}|32|45)|#[xX](?:[Aa][0Dd]|20[0-9A-Fa-f]{2}|20|2[Dd]));',
  `${backslashes}(?:t|x(?:20|2[Dd]|[Aa]0)|u(?:00(?:20|09|2[Dd]|[Aa][0Dd])|20[0-2][0-9a-fA-F]|3000|[fF]{2}0[dD]|[fF][eE][fF]{2}))`,
  '</?[a-zA-Z][^<>]{0,40}>',
].join('|')})`
const between = `${separator}?`
const gap = `${separator}{0,3}`

/** Not preceded by a digit, unless that digit belongs to an escape (%20, \u0020). */
const before = `(?<=(?<!${plainDigit})|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|&#[xX]?[0-9A-Fa-f]{1,7};?)`
/** A prefix for cheaper calls, the country code, a leading zero as in long-distance calls. */
const dialledFirst = `(?:(?:17951|17911|12593|12520)${between})?(?:(?:00)?(?:86|８６)${gap})?[0０]?${between}`

/**
 * Eleven digits beginning with 1, unseparated or as 3-4-4; or the digits of a mobile number with any separators,
 * with or without a dialling prefix.
 */
const phonePattern = new RegExp(
  `${before}(${dialledFirst})(${one}${digit}{2}${gap}${digit}{4}${gap}${digit}{4}` +
    `|${one}${between}${second}(?:${between}${digit}){9})(?!${digit})`,
  'g',
)
const anyDigit = new RegExp(`(${separator})|(${digit})`, 'g')

/** Eleven digits of another script, unseparated. */
const otherScripts =
  /(?<!\p{Nd})([\p{Nd}--[0-9０-９]]{3})[\p{Nd}--[0-9０-９]]{4}([\p{Nd}--[0-9０-９]]{4})(?!\p{Nd})/gv
const hasOtherScripts = /[\p{Nd}--[0-9０-９]]/v

/** The digits of a phone as written, without the separators. */
const digitsIn = (phone: string): readonly string[] =>
  [...phone.matchAll(anyDigit)].flatMap(([, , found]) => (found === undefined ? [] : [found]))

/** The text with every phone masked, in any script and with any separators (138****8000). */
export function maskPhones(text: string): string {
  const masked = text.replace(phonePattern, (_, dialled: string, phone: string) => {
    const digits = digitsIn(phone)
    return `${dialled}${digits.slice(0, 3).join('')}****${digits.slice(-4).join('')}`
  })
  return hasOtherScripts.test(masked) ? masked.replace(otherScripts, '$1****$2') : masked
}
