/** What may stand inside a visible emoji: its joiners and selectors are seen, in that they make one picture of several signs. */
const emoji =
  '[0-9#*]\\ufe0f?\\u20e3' +
  '|\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}' +
  '|\\p{Extended_Pictographic}(?:[\\ufe0e\\ufe0f]|\\p{Emoji_Modifier})?' +
  '(?:\\u200d\\p{Extended_Pictographic}(?:\\ufe0f|\\p{Emoji_Modifier})?)*'

/** Line ends of every kind, form feeds among them. */
const lineEnd = '\\r\\n|[\\n\\r\\v\\f\\u0085\\u2028\\u2029]'

/** Control characters, marks of direction, joiners, selectors, fillers and annotations: nobody sees them. */
const unseen = '[\\p{Cc}\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb]'

/** Blanks of every kind. U+2800 is the Braille sign without a dot. */
const blank = '[\\s\\u2800]'

const hasUnseen = new RegExp(`${unseen}|[\\u2028\\u2029]`, 'u')
const lineEnds = new RegExp(lineEnd, 'gu')
/** An emoji with what belongs to it, or what nobody sees. One pass without a function: a hostile text is full of both. */
const emojiOrUnseen = new RegExp(`(${emoji})|(?!\\n)${unseen}`, 'gu')
const seen = /[^\s\u2800\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u
/** The looks behind keep a run of blanks from being read again from each of its places. */
const outerBlanks = new RegExp(`^${blank}+|(?<!${blank})${blank}+$`, 'gu')

/** Latin and Chinese characters alone, blanks only between them: nearly every cell, told without the slower expression. */
function isPlain(text: string): boolean {
  const last = text.length - 1
  for (let at = 0; at <= last; at++) {
    const code = text.charCodeAt(at)
    const isCommon = (code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code < 0xa000)
    if (!isCommon && (code !== 0x20 || at === 0 || at === last)) return false
  }
  return true
}

/**
 * A text as a person reads it, its lines kept: blanks of every kind at both ends fall off, a tab is a blank, and control
 * characters, marks of direction and other characters that nobody sees are taken out. Joiners and selectors stay where
 * they make one emoji, and nowhere else. Visible characters are never changed. Cleaning again changes nothing.
 * Source: docs/import.md, "Cleaning".
 */
export function cleanText(text: string): string {
  if (isPlain(text)) return text
  const visible = hasUnseen.test(text)
    ? text.replace(lineEnds, '\n').replaceAll('\t', ' ').replace(emojiOrUnseen, '$1')
    : text
  return visible.replace(outerBlanks, '')
}

/** Where the first character stands that `cleanText` leaves of a text, -1 where it leaves nothing. */
export const firstSeen = (text: string): number => text.search(seen)

/** A text as it goes into a message, a code or a key: `cleanText` on one line, a blank in the place of a line break. */
export function cleanValue(text: string): string {
  const clean = cleanText(text)
  if (!clean.includes('\n')) return clean
  const lines = clean.split('\n').map(line => line.trim())
  return lines.filter(line => line !== '').join(' ')
}
