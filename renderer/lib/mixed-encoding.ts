/**
 * UTF-8 that was read as GBK: 周杰 becomes 鍛ㄦ澃, which consists of real characters. It happens when a line in another
 * encoding was added to a file. Source: docs/import.md, "Unreadable characters".
 */

/** By UTF-16 unit, the two bytes of the character in GBK; 0 if it has none. Created on first use. */
let bytesOf: Uint16Array | null = null

function gbkBytes(): Uint16Array {
  if (bytesOf !== null) return bytesOf
  const table = new Uint16Array(0x10000)
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    const row = new Uint8Array(2 * 0x7f)
    for (let trail = 0; trail < 0x7f; trail++) row.set([lead, trail + 0x80], 2 * trail)
    for (const [place, character] of Array.from(decoder.decode(row)).entries())
      if (character.length === 1 && character !== '\ufffd')
        table[character.charCodeAt(0)] = (lead << 8) | (place + 0x80)
  }
  bytesOf = table
  return table
}

const isContinuation = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf
const firstLead = 0xe4
const lastLead = 0xe9

/** Whether a text contains Chinese UTF-8 that was read as GBK: at least two characters, and nothing left over. */
export function isMixedEncoding(text: string): boolean {
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place)
    if (unit < 0x80) continue
    let end = place + 1
    while (end < text.length && text.charCodeAt(end) >= 0x80) end++
    if (isUtf8Run(text, place, end)) return true
    place = end
  }
  return false
}

/** Three characters of GBK are two of UTF-8. */
function isUtf8Run(text: string, start: number, end: number): boolean {
  const length = end - start
  if (length < 3 || length % 3 !== 0) return false
  const table = gbkBytes()
  for (let place = start; place < end; place += 3) {
    const one = table[text.charCodeAt(place)] ?? 0
    const two = table[text.charCodeAt(place + 1)] ?? 0
    const three = table[text.charCodeAt(place + 2)] ?? 0
    if (one === 0 || two === 0 || three === 0) return false
    if (!isWhole(one >> 8, one & 255, two >> 8) || !isWhole(two & 255, three >> 8, three & 255)) return false
  }
  return true
}

/** Three bytes that are a common Chinese character. */
const isWhole = (lead: number, second: number, third: number): boolean =>
  lead >= firstLead && lead <= lastLead && isContinuation(second) && isContinuation(third)
