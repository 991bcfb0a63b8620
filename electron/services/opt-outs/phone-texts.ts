import { checkPhone } from '../../../shared/sms/phone.ts'

/** What a text that should hold phones comes to. */
export type PhoneTexts = {
  /** 11 digits each, in the order of the text; one that stands there twice is here twice. */
  readonly phones: readonly string[]
  /** What was no phone, as written. */
  readonly bad: readonly string[]
}

/** Between two of these stands one thing; white space may also stand inside one phone. */
const separators = /[\r\n\t\v\f\u0085\u2028\u2029,，;；、/／|｜]+/
const blanks = /[\s\u3000]+/

/** Digits that may be one phone, which a country code may precede. */
const phoneDigits = /^(?:(?:00)?86)?1[3-9]\d{9}$/
const longestPhone = 15
const longestPiece = 1000
const countryCode = /^\D*(?:00)?86\D*$/

/**
 * Reads phones from text as people type, paste or keep it: `138 0013 8000`, `张三 13800138000；李四139…`, one a line.
 * Nothing gets lost: every stretch between separators yields phones, or is reported, as is whatever has digits and is no
 * phone. Words beside a phone are taken for its owner's name.
 */
export function readPhones(text: string): PhoneTexts {
  const phones: string[] = []
  const bad: string[] = []
  for (const read of phonesOfText(text)) {
    phones.push(...read.phones)
    bad.push(...read.bad)
  }
  return { phones, bad }
}

/** The same piece by piece, so that a long text holds nobody up. */
export function* phonesOfText(text: string): Generator<PhoneTexts> {
  for (const stretch of text.split(separators)) yield* phonesOfStretch(stretch)
}

function* phonesOfStretch(stretch: string): Generator<PhoneTexts> {
  const pieces = stretch
    .split(blanks)
    .filter(piece => piece !== '')
    .flatMap(shortPieces)
  const rest: string[] = []
  for (let at = 0; at < pieces.length; ) {
    const read = phonesFrom(pieces, at)
    if (read === null) rest.push(pieces[at] ?? '')
    yield { phones: read?.phones ?? none, bad: none }
    at = read?.end ?? at + 1
  }
  if (rest.length === pieces.length && rest.length > 0) yield { phones: none, bad: [rest.join(' ')] }
  else yield { phones: none, bad: rest.filter(piece => /\p{N}/u.test(piece) && !countryCode.test(piece)) }
}

const none: readonly string[] = []

/** A piece longer than any way of writing a few phones, cut where no phone stands. */
function shortPieces(piece: string): readonly string[] {
  const pieces: string[] = []
  let rest = piece
  while (rest.length > longestPiece) {
    const head = rest.slice(0, longestPiece)
    const end = head.search(/[\p{N}\p{P}\p{S}]*$/u)
    const cut = end > 0 ? end : longestPiece
    pieces.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return [...pieces, rest]
}

type Read = { readonly phones: readonly string[]; readonly end: number }

/** The phones that begin with the piece at `at`, alone or joined with the next ones; null where it begins none. */
function phonesFrom(pieces: readonly string[], at: number): Read | null {
  const first = checkPhone(pieces[at] ?? '', false)
  if (first.kind === 'ok') return { phones: [first.phone, ...first.others], end: at + 1 }
  let digits = ''
  for (let end = at; end < pieces.length; end++) {
    const inPiece = (pieces[end] ?? '').normalize('NFKC').replace(/\D/g, '')
    // Eleven digits and more are a number of their own, and words end one.
    if (digits.length + inPiece.length > longestPhone || inPiece === '') return null
    digits += inPiece
    if (end === at || !phoneDigits.test(digits)) continue
    const joined = checkPhone(pieces.slice(at, end + 1).join(' '), false)
    if (joined.kind === 'ok') return { phones: [joined.phone, ...joined.others], end: end + 1 }
  }
  return null
}
