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

const needsCleaning = new RegExp(`^${blank}|${blank}$|${unseen}|[\\u2028\\u2029]`, 'u')
const cleanable = new RegExp(`(?<emoji>${emoji})|(?<line>${lineEnd})|(?<tab>\\t)|${unseen}`, 'gu')
const isBlank = new RegExp(blank)

/**
 * A text as a person reads it, its lines kept: blanks of every kind at both ends fall off, a tab is a blank, and control
 * characters, marks of direction and other characters that nobody sees are taken out. Joiners and selectors stay where
 * they make one emoji, and nowhere else. Visible characters are never changed. Cleaning again changes nothing.
 * Source: docs/import.md, "Cleaning".
 */
export function cleanText(text: string): string {
  if (!needsCleaning.test(text)) return text
  return withoutOuterBlanks(
    text.replace(
      cleanable,
      (found, emojis: string | undefined, line: string | undefined, tab: string | undefined) =>
        emojis !== undefined ? found : line !== undefined ? '\n' : tab !== undefined ? ' ' : '',
    ),
  )
}

/** Character by character: an expression for the end would begin anew at each of a hundred thousand blanks inside. */
function withoutOuterBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank.test(text.charAt(start))) start++
  while (end > start && isBlank.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

/** A text as it goes into a message, a code or a key: `cleanText` on one line, a blank in the place of a line break. */
export function cleanValue(text: string): string {
  const clean = cleanText(text)
  if (!clean.includes('\n')) return clean
  const lines = clean.split('\n').map(line => line.trim())
  return lines.filter(line => line !== '').join(' ')
}
