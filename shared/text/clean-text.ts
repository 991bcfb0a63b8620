/**
 * Joiners and selectors inside a visible emoji are kept, because they combine several characters into one picture.
 */
const emoji =
  '[0-9#*]\\ufe0f?\\u20e3' +
  '|\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}' +
  '|\\p{Extended_Pictographic}(?:[\\ufe0e\\ufe0f]|\\p{Emoji_Modifier})?' +
  '(?:\\u200d\\p{Extended_Pictographic}(?:\\ufe0f|\\p{Emoji_Modifier})?)*'

/** Line ends of every kind, including form feeds. */
const lineEnd = '\\r\\n|[\\n\\r\\v\\f\\u0085\\u2028\\u2029]'

/** Invisible characters: control characters, direction marks, joiners, selectors, fillers and annotations. */
const unseen = '[\\p{Cc}\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb]'

/** Blanks of every kind. U+2800 is the Braille sign without a dot. */
const blank = '[\\s\\u2800]'

const hasUnseen = new RegExp(`${unseen}|[\\u2028\\u2029]`, 'u')
const lineEnds = new RegExp(lineEnd, 'gu')
/**
 * An emoji with its joiners, or an invisible character. One pass without a callback, because a hostile text is full
 * of both.
 */
const emojiOrUnseen = new RegExp(`(${emoji})|(?!\\n)${unseen}`, 'gu')
const seen = /[^\s\u2800\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u
/** The lookbehinds keep a run of blanks from being matched again from each of its positions. */
const outerBlanks = new RegExp(`^${blank}+|(?<!${blank})${blank}+$`, 'gu')

/**
 * Only Latin and Chinese characters with blanks between them: nearly every cell, recognised without the slower
 * expression.
 */
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
 * The visible part of a text, with its lines: blanks at both ends are removed, a tab becomes a blank, and control
 * characters, direction marks and other invisible characters are removed. Joiners and selectors are kept only
 * inside an emoji. Visible characters are never changed. Cleaning again changes nothing. Source: docs/import.md,
 * "Cleaning".
 */
export function cleanText(text: string): string {
  if (isPlain(text)) return text
  const visible = hasUnseen.test(text)
    ? text.replace(lineEnds, '\n').replaceAll('\t', ' ').replace(emojiOrUnseen, '$1')
    : text
  return visible.replace(outerBlanks, '')
}

/** The position of the first character that `cleanText` keeps, -1 if it keeps none. */
export const firstSeen = (text: string): number => text.search(seen)

/** A text for a message, a code or a key: `cleanText` on one line, with a blank for each line break. */
export function cleanValue(text: string): string {
  const clean = cleanText(text)
  if (!clean.includes('\n')) return clean
  const lines = clean.split('\n').map(line => line.trim())
  return lines.filter(line => line !== '').join(' ')
}
