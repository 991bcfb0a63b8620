import { checkPhone } from '../../../shared/sms/phone.ts'

/** The phones found in a text, and the rest. */
export type PhoneTexts = {
  /** 11 digits each, in the order of the text; repeated phones are repeated here. */
  readonly phones: readonly string[]
  /** Pieces that are no phone, as written. */
  readonly bad: readonly string[]
}

/** These separate pieces; white space does not always, because it may also be inside one phone. */
const separators = /[\r\n\t\v\f\u0085\u2028\u2029,，;；、/／|｜]+/
const blanks = /[\s\u3000]+/

/** Digits that may be one phone, with or without a country code. */
const phoneDigits = /^(?:(?:00)?86)?1[3-9]\d{9}$/
const longestPhone = 15
const longestPiece = 1000
const countryCode = /^\D*(?:00)?86\D*$/

/**
 * Reads phones from text as people type, paste or store it: `138 0013 8000`, `张三 13800138000；李四139…`, one per line.
 * Nothing gets lost: every stretch between separators yields phones or is reported, as is everything that has
 * digits and is no phone. Words beside a phone are taken for its owner's name.
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

/** The same piece by piece, so that a long text does not block the thread. */
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

/** Cuts a piece that is longer than a few phones at places where no phone is. */
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

/** The phones that begin with the piece at `at`, alone or joined with the following pieces; null where none does. */
function phonesFrom(pieces: readonly string[], at: number): Read | null {
  const first = checkPhone(pieces[at] ?? '', false)
  if (first.kind === 'ok') return { phones: [first.phone, ...first.others], end: at + 1 }
  let digits = ''
  for (let end = at; end < pieces.length; end++) {
    const inPiece = (pieces[end] ?? '').normalize('NFKC').replace(/\D/g, '')
    // Eleven or more digits are a number of their own, and words end one.
    if (digits.length + inPiece.length > longestPhone || inPiece === '') return null
    digits += inPiece
    if (end === at || !phoneDigits.test(digits)) continue
    const joined = checkPhone(pieces.slice(at, end + 1).join(' '), false)
    if (joined.kind === 'ok') return { phones: [joined.phone, ...joined.others], end: end + 1 }
  }
  return null
}
