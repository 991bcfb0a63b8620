/**
 * Distinguishes the two encodings with two bytes per Chinese character: GB18030 (mainland) and Big5 (Taiwan, Hong
 * Kong).
 */
export type DoubleByteJudge = {
  /** Adds the next bytes of the text. */
  push(bytes: Uint8Array): void
  isBig5(): boolean
}

/** This many characters distinguish the two with certainty. */
const enoughCharacters = 2000
/** The lead that Big5 needs, because lists here usually come in GB18030. */
const lead = 3

/**
 * The natural logarithm of how likely a pair of bytes is one given character of Chinese text, by the stretch of the table
 * in which it stands: both tables keep the usual characters apart from the rare ones (GB 2312 levels 1 and 2; Big5 levels
 * 1 and 2). Shares are of running text and names; sizes are the numbers of characters in a stretch.
 */
const share = (of: number, size: number): number => Math.log(of / size)
const gb = {
  usual: share(0.93, 3755),
  rarer: share(0.05, 3008),
  signs: share(0.015, 700),
  rarest: share(0.004, 15_000),
  none: share(0.001, 60_000),
} as const
const big5 = {
  usual: share(0.95, 5401),
  rarer: share(0.02, 7652),
  signs: share(0.025, 400),
  none: share(0.001, 60_000),
} as const

function gbLikelihood(first: number, second: number): number {
  if (second < 0x40 || second === 0x7f || second === 0xff) return gb.none
  if (second >= 0xa1) {
    if (first >= 0xb0 && first <= 0xd7) return gb.usual
    if (first >= 0xd8 && first <= 0xf7) return gb.rarer
    if (first >= 0xa1 && first <= 0xa3) return gb.signs
  }
  return gb.rarest
}

function big5Likelihood(first: number, second: number): number {
  if (second < 0x40 || (second > 0x7e && second < 0xa1) || second === 0xff) return big5.none
  if (first >= 0xa4 && first <= 0xc6) return big5.usual
  if (first >= 0xc9 && first <= 0xf9) return big5.rarer
  return first >= 0xa1 && first <= 0xa3 ? big5.signs : big5.none
}

/** Both encodings pair bytes in the same way; only the possible second bytes differ. */
export function createDoubleByteJudge(): DoubleByteJudge {
  let first = 0
  let characters = 0
  let ahead = 0

  return {
    push(bytes) {
      for (let i = 0; i < bytes.length && characters < enoughCharacters; i++) {
        const byte = bytes[i] ?? 0
        if (first === 0) {
          if (byte > 0x80) first = byte
          continue
        }
        characters++
        // Four bytes make a character that only GB18030 has: a digit is the second of them.
        if (byte >= 0x30 && byte <= 0x39) ahead -= 1
        else ahead += big5Likelihood(first, byte) - gbLikelihood(first, byte)
        first = 0
      }
    },
    isBig5: () => ahead > lead,
  }
}
