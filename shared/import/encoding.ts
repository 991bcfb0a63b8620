import { createDoubleByteJudge } from './double-byte.ts'

/** Encodings that lists arrive in; the names are those of TextDecoder. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5'] as const
export type TextEncoding = (typeof textEncodings)[number]

export type EncodingDetector = {
  /** Adds the next bytes of the file; true when more bytes would not change the answer. */
  push(bytes: Uint8Array): boolean
  result(): TextEncoding
}

/** This many non-ASCII bytes distinguish UTF-8 from GB18030 with certainty. */
const enoughHighBytes = 4096
/**
 * A damaged text is UTF-8 if it has this many whole characters per error. Of 400,000 short lists of names in GBK
 * and Big5 none came near; a list of ten people with one name in GBK is well above.
 */
const sureOver = 3

/**
 * Finds the encoding of a text by its bytes. Order: byte order mark; NUL bytes on one side only (UTF-16); valid UTF-8;
 * else GB18030, or Big5 where its usual characters fit clearly better. The mark of UTF-8 holds only where UTF-8 follows: it
 * is also glued in front of other text. Text that is valid UTF-8 but holds nothing at or above U+0800 and something at or above U+0080 is
 * GB18030: one in forty two-character Chinese names is valid UTF-8 by accident. A few broken bytes in a text that is
 * otherwise clearly UTF-8 do not turn it into GB18030. Source: docs/import.md, "Encodings".
 */
export function createEncodingDetector(): EncodingDetector {
  let seenStart = false
  let isMarked = false
  let decided: TextEncoding | null = null
  // The sequence being read: the number of missing bytes, and the range of the next one.
  let missing = 0
  let lowest = 0x80
  let highest = 0xbf
  let isHigh = false

  let highBytes = 0
  /** Sequences at or above U+0800. */
  let threeOrMore = 0
  let twoByte = 0
  let broken = 0
  const doubleByte = createDoubleByteJudge()

  function readLead(byte: number): void {
    lowest = 0x80
    highest = 0xbf
    isHigh = byte >= 0xe0
    if (byte >= 0xc2 && byte <= 0xdf) missing = 1
    else if (byte >= 0xe0 && byte <= 0xef) {
      missing = 2
      if (byte === 0xe0) lowest = 0xa0
      if (byte === 0xed) highest = 0x9f
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      missing = 3
      if (byte === 0xf0) lowest = 0x90
      if (byte === 0xf4) highest = 0x8f
    } else broken++
  }

  function readUtf8(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0
      if (byte < 0x80) {
        if (missing === 0) continue
        missing = 0
        broken++
        continue
      }
      if (++highBytes > enoughHighBytes) return
      if (missing === 0) readLead(byte)
      else if (byte >= lowest && byte <= highest) {
        lowest = 0x80
        highest = 0xbf
        if (--missing === 0) {
          if (isHigh) threeOrMore++
          else twoByte++
        }
      } else {
        missing = 0
        broken++
        readLead(byte)
      }
    }
  }

  return {
    push(bytes) {
      if (decided !== null) return true
      if (!seenStart && bytes.length > 0) {
        seenStart = true
        isMarked = hasUtf8Mark(bytes)
        decided = byteOrderMark(bytes) ?? nulParity(withoutMark(bytes))
        if (decided !== null) return true
      }
      const before = highBytes
      const text = isMarked && before === 0 ? withoutMark(bytes) : bytes
      readUtf8(text)
      if (highBytes > before) doubleByte.push(text)
      return highBytes > enoughHighBytes
    },
    result() {
      if (decided !== null) return decided
      const damage = broken + (missing > 0 && highBytes <= enoughHighBytes ? 1 : 0)
      const isUtf8 =
        damage > 0 ? threeOrMore >= sureOver * damage : isMarked || twoByte === 0 || threeOrMore > 0
      if (isUtf8) return 'utf-8'
      return doubleByte.isBig5() ? 'big5' : 'gb18030'
    },
  }
}

/** The encoding of a complete text. */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  const detector = createEncodingDetector()
  detector.push(bytes)
  return detector.result()
}

const hasUtf8Mark = ([a, b, c]: Uint8Array): boolean => a === 0xef && b === 0xbb && c === 0xbf

/** Text without the mark of UTF-8 at its start. */
export const withoutMark = (bytes: Uint8Array): Uint8Array => (hasUtf8Mark(bytes) ? bytes.subarray(3) : bytes)

function byteOrderMark(bytes: Uint8Array): TextEncoding | null {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0x84 && b === 0x31 && c === 0x95 && d === 0x33) return 'gb18030'
  return null
}

/** UTF-16 without a mark: the digits and separators of a list have a NUL byte each, always on the same side. */
function nulParity(bytes: Uint8Array): TextEncoding | null {
  const length = Math.min(bytes.length, 65_536) & ~1
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.2 && even < odd * 0.1) return 'utf-16le'
  if (even > pairs * 0.2 && odd < even * 0.1) return 'utf-16be'
  return null
}
