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
const numberStart = /[-0-9]/
const numberCharacters = /[-+.0-9eE]*/y

/** Index behind the string that opens at `start`, or the text's end when it is never closed. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

/**
 * Makes the provider's JSON valid, outside of strings only: drops a comma that stands before a closing brace or
 * bracket, and puts every number between quotation marks, because 1e4 and 10000.0 are the same as 10000 once they
 * have been parsed, and only the last one is an integer as documented. One pass; what is otherwise wrong stays wrong.
 */
const mendJson = (text: string): string => {
  const pieces: string[] = []
  let copied = 0
  let comma = -1
  let at = 0
  while (at < text.length) {
    const character = text[at] ?? ''
    if (character === ' ' || character === '\t' || character === '\n' || character === '\r') {
      at += 1
      continue
    }
    if (comma !== -1 && (character === '}' || character === ']')) {
      pieces.push(text.slice(copied, comma))
      copied = comma + 1
    }
    comma = character === ',' ? at : -1
    if (character === '"') {
      at = endOfString(text, at)
    } else if (numberStart.test(character)) {
      numberCharacters.lastIndex = at
      const literal = numberCharacters.exec(text)?.[0] ?? character
      if (numberPattern.test(literal)) {
        pieces.push(text.slice(copied, at), '"', literal, '"')
        copied = at + literal.length
      }
      at += literal.length
    } else {
      at += 1
    }
  }
  pieces.push(text.slice(copied))
  return pieces.join('')
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object's own entry: what a prototype carries was not in the answer. */
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

/** Reads an answer's text. Never throws: what can't be read is null. */
export const readAnswer = (text: string): ReadAnswer => {
  let answer: unknown
  try {
    // trim() takes a BOM off as well.
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
