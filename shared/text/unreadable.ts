/**
 * Text that was garbled by a wrong encoding: unreadable, and usually beyond repair. Source: docs/import.md,
 * "Unreadable characters".
 */

/** The characters that continuation bytes of UTF-8 become in a Western encoding. */
const west =
  '[\\u0080-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013-\\u203a\\u20ac\\u2122]'
/** Two bytes of a common Chinese character of GBK, read one by one. */
const pair = '[\\u00b0-\\u00d6\\u00d8-\\u00f6][\\u00a1-\\u00fe]'

const lost = new RegExp(
  // U+FFFD itself, its form in GBK (锟斤拷), half a surrogate pair, and UTF-8 or GBK read as Western.
  `\\ufffd|锟斤|(?:^|[^\\ud800-\\udbff])[\\udc00-\\udfff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|[\\u00e2-\\u00ef]${west}{2}|(?:${pair}){2,}`,
  'g',
)
const westernLetters = /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00fe]/g

/** Whether a text contains unreadable characters. */
export function isUnreadable(text: string): boolean {
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place)
    if (unit < 0xb0 || (unit >= 0x4e00 && unit < 0xa000 && unit !== 0x951f)) continue
    if (unit < 0x100 || unit === 0x951f || (unit >= 0xd800 && unit < 0xe000) || unit === 0xfffd)
      return isLost(text)
  }
  return false
}

// ±±±± and °°°° were typed on purpose.
const isLost = (text: string): boolean =>
  (text.match(lost) ?? []).some(what => what.length < 4 || (what.match(westernLetters)?.length ?? 0) > 1)
