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
const countryCode = /^\D*(?:00)?86\D*$/

/**
 * Reads phones from text as people type, paste or keep it: `138 0013 8000`, `张三 13800138000；李四139…`, one a line.
 * Nothing gets lost: every stretch between separators yields phones, or is reported, as is whatever has digits and is no
 * phone. Words beside a phone are taken for its owner's name.
 */
export function readPhones(text: string): PhoneTexts {
  const phones: string[] = []
  const bad: string[] = []
  for (const stretch of text.split(separators)) {
    const pieces = stretch.split(blanks).filter(piece => piece !== '')
    const rest: string[] = []
    for (let at = 0; at < pieces.length; ) {
      const read = phonesFrom(pieces, at)
      if (read === null) rest.push(pieces[at] ?? '')
      else phones.push(...read.phones)
      at = read?.end ?? at + 1
    }
    if (rest.length === pieces.length && rest.length > 0) bad.push(rest.join(' '))
    else bad.push(...rest.filter(piece => /\p{N}/u.test(piece) && !countryCode.test(piece)))
  }
  return { phones, bad }
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
