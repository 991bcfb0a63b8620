import { Buffer } from 'node:buffer'

/** Shorter pieces of an encoding occur in any text by chance and would blot out half of it. */
const shortestEncodedPiece = 4

/** Escapes text for use in a regular expression. */
export const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** Hexadecimal digits in either case, with any number of leading zeros. */
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

/** Nested JSON multiplies backslashes: JSON in JSON in JSON has eight for one. */
const backslashes = '\\\\{1,8}'

/** One character in every form: itself, in JSON, JavaScript, URL and HTML escapes, either case. */
function characterForms(character: string): string {
  // Half a surrogate pair can't be encoded; it becomes U+FFFD.
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
 * A regular expression for a secret, character by character: plain, in the other case, or escaped for JSON, URLs,
 * HTML or JavaScript, in any mix.
 */
export function spelledForms(secret: string): string {
  let source = ''
  for (const [run] of secret.matchAll(/\\+|[^\\]/gsu)) {
    if (run.startsWith('\\')) {
      // Matched together; separately, a long row of backslashes would make the expression try every split.
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
 * The base64 characters that depend on the secret alone, for each of the three alignments that its bytes can have
 * inside a longer text.
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
