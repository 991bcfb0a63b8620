/** TextEncoder writes UTF-8 only. */

const codes = new Map<string, number>()

/** Text → GB18030, for characters that take one or two bytes there; others become `?`. */
export function encodeGb18030(text: string): Uint8Array {
  if (codes.size === 0) {
    const decoder = new TextDecoder('gb18030')
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++)
        codes.set(decoder.decode(Uint8Array.of(lead, trail)), (lead << 8) | trail)
  }
  const bytes = new Uint8Array(text.length * 2)
  let at = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    const code = point < 0x80 ? point : (codes.get(character) ?? 0x3f)
    if (code > 0xff) bytes[at++] = code >> 8
    bytes[at++] = code & 0xff
  }
  return bytes.subarray(0, at)
}
