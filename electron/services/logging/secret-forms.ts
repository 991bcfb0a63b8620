import { Buffer } from 'node:buffer'

/** Shorter pieces of an encoding turn up by chance in any text and would blot out half of it. */
const shortestEncodedPiece = 4

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1)

/** As PHP and others write JSON: everything outside ASCII as \uXXXX. */
const asciiEscaped = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const solidusEscaped = (json: string): string => json.replaceAll('/', '\\/')

const percent = (mark: string): string => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`

/** The marks that encodeURIComponent leaves and others encode: RFC 3986, HTML forms, PHP. */
const marksEncodedElsewhere = [/[!'()*]/g, /[!'()~]/g, /[!'()*~]/g]

function percentEncoded(text: string): readonly string[] {
  // Half a surrogate pair can't be encoded; it travels as U+FFFD.
  const wellFormed = text.toWellFormed()
  const component = encodeURIComponent(wellFormed)
  const all = [component, ...marksEncodedElsewhere.map(marks => component.replace(marks, percent))]
  return [encodeURI(wellFormed), ...all, ...all.map(encoded => encoded.replaceAll('%20', '+'))]
}

const lowerHex = (encoded: string): string => encoded.replace(/%[0-9A-F]{2}/g, byte => byte.toLowerCase())

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

/** Every way of writing a secret that a log line may carry: plain, JSON (also JSON in JSON), URL, base64 and hex. */
export function formsOf(secret: string): readonly string[] {
  if (secret === '') return []
  const json = jsonEscaped(secret)
  const jsonForms = [json, asciiEscaped(json), solidusEscaped(json), solidusEscaped(asciiEscaped(json))]
  const urlForms = percentEncoded(secret)
  const bytes = Buffer.from(secret, 'utf8')
  const base64 = base64Pieces(bytes)
  const hex = bytes.toString('hex')
  const encoded = [...base64, ...base64.map(urlSafe), hex, hex.toUpperCase()]
  return [
    ...new Set([
      secret,
      ...jsonForms,
      ...jsonForms.map(form => form.replace(/\\u[0-9a-f]{4}/g, unit => `\\u${unit.slice(2).toUpperCase()}`)),
      ...jsonForms.map(jsonEscaped),
      ...urlForms,
      ...urlForms.map(lowerHex),
      ...encoded.filter(piece => piece.length >= shortestEncodedPiece),
    ]),
  ]
}
