import { Buffer } from 'node:buffer'

/** Shorter pieces of an encoding turn up by chance in any text and would blot out half of it. */
const shortestEncodedPiece = 4

/** Text that stands for itself in a regular expression. */
export const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** Hexadecimal digits in either case, after any number of zeros. */
const hexOf = (code: number, digits: number): string =>
  [...code.toString(16).padStart(digits, '0')]
    .map(digit => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit))
    .join('')

/** The short escapes of JSON, without their backslashes. */
const jsonEscapes: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\b': 'b',
  '\f': 'f',
}
const htmlNames: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
}

/** A few backslashes: JSON in JSON in JSON has eight for one. */
const backslashes = '\\\\{1,8}'

/** One character in every way of writing it, either case: itself, JSON, JavaScript, URL and HTML. */
function characterForms(character: string): string {
  // Half a surrogate pair can't be encoded; it travels as U+FFFD.
  const bytes = [...Buffer.from(character.toWellFormed(), 'utf8')]
  const code = character.codePointAt(0) ?? 0
  const forms = [
    literal(character),
    bytes.map(byte => `%${hexOf(byte, 2)}`).join(''),
    `${backslashes}u\\{0{0,4}${hexOf(code, 1)}\\}`,
    `&#(?:[xX]0{0,6}${hexOf(code, 1)}|0{0,6}${code});?`,
    Array.from(
      { length: character.length },
      (_, at) => `${backslashes}u${hexOf(character.charCodeAt(at), 4)}`,
    ).join(''),
  ]
  if (code < 0x100) forms.push(`${backslashes}x${hexOf(code, 2)}`)
  if (character === ' ') forms.push('\\+')
  if (character === '"' || character === '/' || character === "'")
    forms.push(`${backslashes}${literal(character)}`)
  const short = jsonEscapes[character]
  if (short !== undefined) forms.push(`${backslashes}${short}`)
  const name = htmlNames[character]
  if (name !== undefined) forms.push(`&${name};?`)
  return forms.join('|')
}

/**
 * A regular expression for a secret, character by character: plain, in other case, or written as JSON, URLs, HTML or
 * JavaScript write characters, one like this and the next like that.
 */
export function spelledForms(secret: string): string {
  let source = ''
  for (const [run] of secret.matchAll(/\\+|[^\\]/gsu)) {
    if (run.startsWith('\\')) {
      // Together, or each would try every share of a long row of backslashes.
      const each = characterForms('\\')
      source += `(?:\\\\{${run.length},${8 * run.length}}|(?:${each}){${run.length}})`
      continue
    }
    const cases = new Set([run, run.toLowerCase(), run.toUpperCase()])
    source += `(?:${[...cases].map(characterForms).join('|')})`
  }
  return source
}

/**
 * The characters of base64 that depend on the secret alone, for each of the three ways in which its bytes can fall
 * into the groups of three when it stands inside a longer text.
 */
function base64Pieces(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map(offset => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const firstOwn = Math.ceil((offset * 8) / 6)
    const firstForeign = Math.floor(((offset + bytes.length) * 8) / 6)
    return encoded.slice(firstOwn, firstForeign)
  })
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_')

/** A secret in encodings of its bytes that a log line may carry: base64 and hex. */
export function encodedForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const base64 = base64Pieces(bytes)
  const hex = bytes.toString('hex')
  const forms = [...base64, ...base64.map(urlSafe), hex, hex.toUpperCase()]
  return [...new Set(forms.filter(piece => piece.length >= shortestEncodedPiece))]
}
