/**
 * Reads the provider's answer: tolerant of its shape, strict about its values.
 * Source: docs/provider-api.md, "The answer".
 */

/** What an answer says. Null: missing, null, or not of the documented kind. */
export type ReadAnswer = {
  /** `BusinessData.code`; an integer or null. */
  readonly code: number | null
  readonly msg: string | null
  /**
   * `BusinessData.phone` without white space around it; null when missing, null or empty. Anything there that is
   * neither text nor a number reads as `?`, so that it can't pass for an absent phone.
   */
  readonly phone: string | null
  /** `BusinessException.resultCode`; an integer or null. */
  readonly resultCode: number | null
  readonly resultMessage: string | null
}

const nothingRead: ReadAnswer = { code: null, msg: null, phone: null, resultCode: null, resultMessage: null }

const numberPattern = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/
const integerPattern = /^(?:0|-?[1-9][0-9]*)$/
const numberCharacters = /[-+.0-9eE]*/y

/** UTF-16 units of what matters outside of strings. */
const unit = {
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  zero: 0x30,
  nine: 0x39,
  bracket: 0x5d,
  brace: 0x7d,
} as const
const backslash = 0x5c
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d

/** Index behind the string that opens at `start`, or the text's end when it is never closed. */
const endOfString = (text: string, start: number): number => {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1
    if (escapes % 2 === 0) return end + 1
  }
  return text.length
}

/** Index behind the characters at `start` of which numbers are made. */
const endOfNumber = (text: string, start: number): number => {
  numberCharacters.lastIndex = start
  numberCharacters.test(text)
  return numberCharacters.lastIndex
}

/**
 * Makes the provider's JSON valid, outside of strings only: drops a comma that stands before a closing brace or
 * bracket, and puts every number between quotation marks, because 1e4 and 10000.0 are the same as 10000 once they
 * have been parsed, and only the last one is an integer as documented. One pass; what is otherwise wrong stays wrong.
 */
const mendJson = (text: string): string => {
  let mended = ''
  let copied = 0
  let comma = -1
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (isBlank(code)) {
      at += 1
      continue
    }
    if (comma !== -1 && (code === unit.brace || code === unit.bracket)) {
      mended += text.slice(copied, comma)
      copied = comma + 1
    }
    comma = code === unit.comma ? at : -1
    if (code === unit.quote) {
      at = endOfString(text, at)
    } else if (code === unit.minus || (code >= unit.zero && code <= unit.nine)) {
      const end = endOfNumber(text, at)
      const literal = text.slice(at, end)
      if (numberPattern.test(literal)) {
        mended += `${text.slice(copied, at)}"${literal}"`
        copied = end
      }
      at = end
    } else {
      at += 1
    }
  }
  return mended + text.slice(copied)
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object's own entry; inherited ones were not in the answer. */
const entryOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

const readText = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const readInteger = (value: unknown): number | null => {
  const text = readText(value)?.trim() ?? ''
  const number = integerPattern.test(text) ? Number(text) : null
  return Number.isSafeInteger(number) ? number : null
}

const readPhone = (value: unknown): string | null => {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value.trim() || null : '?'
}

/** A string without escapes, and an integer, as JSON writes them. */
const plainText = '"([^"\\\\\\u0000-\\u001f]*)"'
const integer = '(-?(?:0|[1-9][0-9]*))'

/** The documented answer without white space and further fields: nearly all answers. */
const documented = new RegExp(
  `^{"BusinessData":{"code":${integer},"msg":${plainText},"phone":${plainText}},"Timestamps":${integer},` +
    `"BusinessException":{"resultCode":${integer},"resultMessage":${plainText}}}$`,
)

/**
 * Reads an answer's text. Never throws: unreadable parts are null. The documented answer is recognised by one
 * expression, at a tenth of the general reader's cost; a test makes sure that both agree.
 */
export const readAnswer = (text: string): ReadAnswer => {
  const [, code, msg, phone, , resultCode, resultMessage] = documented.exec(text) ?? []
  if (code === undefined) return readAnyAnswer(text)
  return {
    code: readInteger(code),
    msg: msg ?? null,
    phone: readPhone(phone),
    resultCode: readInteger(resultCode),
    resultMessage: resultMessage ?? null,
  }
}

/** The general reader: any layout, any order, the provider's invalid JSON. */
export const readAnyAnswer = (text: string): ReadAnswer => {
  let answer: unknown
  try {
    // trim() removes a BOM as well.
    answer = JSON.parse(mendJson(text.trim()))
  } catch {
    return nothingRead
  }
  const data = entryOf(answer, 'BusinessData')
  const exception = entryOf(answer, 'BusinessException')
  return {
    code: readInteger(entryOf(data, 'code')),
    msg: readText(entryOf(data, 'msg')),
    phone: readPhone(entryOf(data, 'phone')),
    resultCode: readInteger(entryOf(exception, 'resultCode')),
    resultMessage: readText(entryOf(exception, 'resultMessage')),
  }
}
