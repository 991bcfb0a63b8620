/** Nested JSON multiplies backslashes: JSON in JSON in JSON has eight for one. */
const backslashes = '\\\\{1,8}'

/** How texts write a digit, and what may stand between two digits of a phone: regular expressions. */
type Spelling = {
  /** A digit of these values, half and full width, and in decimal character codes. */
  readonly digit: (ascii: string, wide: string, decimal: string) => string
  /** No line breaks. */
  readonly separator: string
  /** Not preceded by a digit of a longer number. */
  readonly before: string
}

const plainDigit = '[0-9０-９]'
/** Separators that people and programs put between the digits of a phone. */
const plainSeparator =
  '[ \\t.·•・_~～*+/／,，()（）－\\u00a0\\u00ad\\u2000-\\u2015\\u202a-\\u202e\\u202f\\u205f-\\u2064\\u2212\\u3000\\ufeff-]'

const plain: Spelling = {
  digit: (ascii, wide) => `[${ascii}${wide}]`,
  separator: plainSeparator,
  before: `(?<!${plainDigit})`,
}

/** Also escaped for URLs, HTML, JSON and JavaScript, and with tags between. */
const escaped: Spelling = {
  digit: (ascii, wide, decimal) =>
    `(?:${[
      `[${ascii}${wide}]`,
      `%3[${ascii}]`,
      `%[Ee][Ff]%[Bb][Cc]%9[${ascii}]`,
      `&#0{0,6}${decimal};?`,
      `&#[xX]0{0,6}3[${ascii}];?`,
      `${backslashes}(?:u00|x)3[${ascii}]`,
      `${backslashes}u[fF]{2}1[${ascii}]`,
    ].join('|')})`,
  separator: `(?:${[
    plainSeparator,
    '%(?:20|09|2[89A-Fa-f]|5[Ff])',
    '%[Cc]2%[Aa][0Dd]|%[Ee]2%80%[89][0-9A-Fa-f]|%[Ee]3%80%80|%[Ee][Ff]%(?:[Bb][Cc]%8[Dd]|[Bb][Bb]%[Bb][Ff])',
    '&(?:nbsp|ensp|emsp|thinsp|ndash|mdash|shy|zwn?j|middot|#(?:160|173|8[0-9]{3}|32|45)|#[xX](?:[Aa][0Dd]|20[0-9A-Fa-f]{2}|20|2[Dd]));',
    `${backslashes}(?:t|x(?:20|2[Dd]|[Aa]0)|u(?:00(?:20|09|2[Dd]|[Aa][0Dd])|20[0-2][0-9a-fA-F]|3000|[fF]{2}0[dD]|[fF][eE][fF]{2}))`,
    '</?[a-zA-Z][^<>]{0,40}>',
  ].join('|')})`,
  // A digit may belong to an escape (%20, \u0020).
  before: `(?<=(?<!${plainDigit})|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|&#[xX]?[0-9A-Fa-f]{1,7};?)`,
}

/** Every escape, and every tag, begins with one of these. */
const beginsEscape = /[%&<\\]/

/**
 * Eleven digits beginning with 1, unseparated or as 3-4-4; or the digits of a mobile number with any separators,
 * with or without a dialling prefix. `anyDigit` finds a separator or, as its second group, a digit.
 */
function patternsOf({ digit: digitOf, separator, before }: Spelling) {
  const digit = digitOf('0-9', '０-９', '(?:4[89]|5[0-7])')
  const one = digitOf('1', '１', '49')
  /** The second digit of a mobile number. */
  const second = digitOf('3-9', '３-９', '5[1-7]')
  const between = `${separator}?`
  const gap = `${separator}{0,3}`
  /** A prefix for cheaper calls, the country code, a leading zero as in long-distance calls. */
  const dialledFirst = `(?:(?:17951|17911|12593|12520)${between})?(?:(?:00)?(?:86|８６)${gap})?[0０]?${between}`
  return {
    phone: new RegExp(
      `${before}(${dialledFirst})(${one}${digit}{2}${gap}${digit}{4}${gap}${digit}{4}` +
        `|${one}${between}${second}(?:${between}${digit}){9})(?!${digit})`,
      'g',
    ),
    anyDigit: new RegExp(`(${separator})|(${digit})`, 'g'),
  }
}

const plainPatterns = patternsOf(plain)
/** Compiled at its first use, which takes 25 ms: the first lines of the log carry no escape. */
const escapedPatterns = patternsOf(escaped)

/** Eleven digits of another script, unseparated. */
const otherScripts =
  /(?<!\p{Nd})([\p{Nd}--[0-9０-９]]{3})[\p{Nd}--[0-9０-９]]{4}([\p{Nd}--[0-9０-９]]{4})(?!\p{Nd})/gv
const hasOtherScripts = /[\p{Nd}--[0-9０-９]]/v

/** The text with every phone masked, in any script and with any separators (138****8000). */
export function maskPhones(text: string): string {
  const { phone: phonePattern, anyDigit } = beginsEscape.test(text) ? escapedPatterns : plainPatterns
  const masked = text.replace(phonePattern, (_, dialled: string, phone: string) => {
    const digits = [...phone.matchAll(anyDigit)].flatMap(([, , found]) =>
      found === undefined ? [] : [found],
    )
    return `${dialled}${digits.slice(0, 3).join('')}****${digits.slice(-4).join('')}`
  })
  return hasOtherScripts.test(masked) ? masked.replace(otherScripts, '$1****$2') : masked
}
