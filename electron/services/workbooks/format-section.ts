import type { Numerals } from './chinese-numerals.ts'

/** A parsed number format. Source: ECMA-376, 18.8.31. */
export type FormatToken =
  | { readonly kind: 'literal'; readonly text: string }
  /** Places for digits, with their point and commas: `#,##0.00`, `0.00E+00`. */
  | { readonly kind: 'digits'; readonly text: string }
  | { readonly kind: 'percent' }
  | { readonly kind: 'text' }
  | { readonly kind: 'general' }
  /** y, m, d, h, s, e (year) or a (weekday), and how often it is repeated. */
  | { readonly kind: 'date'; readonly letter: string; readonly count: number }
  /** [h], [m], [s]: hours and the like that may exceed a day. */
  | { readonly kind: 'elapsed'; readonly letter: string; readonly count: number }
  | { readonly kind: 'half-day'; readonly names: readonly [before: string, after: string] }
  /** Parts of a second: how many digits. */
  | { readonly kind: 'fraction'; readonly count: number }

export type FormatCondition = { readonly sign: string; readonly than: number }

export type FormatSection = {
  readonly tokens: readonly FormatToken[]
  readonly condition: FormatCondition | null
  readonly numerals: Numerals
  /** Names of days and months in Chinese. */
  readonly isChinese: boolean
  /** The date or the time as the computer's settings write it. */
  readonly system: 'date' | 'time' | null
  readonly isDate: boolean
}

/** The sections between the semicolons. At most four count. */
export function readFormat(code: string): readonly FormatSection[] {
  return splitSections(code).slice(0, 4).map(readSection)
}

function splitSections(code: string): readonly string[] {
  const sections: string[] = []
  let start = 0
  let quoted = false
  for (let at = 0; at < code.length; at++) {
    const sign = code[at]
    if (sign === '"') quoted = !quoted
    else if (!quoted && (sign === '\\' || sign === '!' || sign === '_' || sign === '*')) at++
    else if (!quoted && sign === ';') {
      sections.push(code.slice(start, at))
      start = at + 1
    }
  }
  return [...sections, code.slice(start)]
}

const chineseLocale = /(?:804|404|c04|1004|1404)$|^zh/i

function readSection(code: string): FormatSection {
  const tokens: FormatToken[] = []
  let condition: FormatCondition | null = null
  let numerals: Numerals = 0
  let isChinese = false
  let system: FormatSection['system'] = null

  const literal = (text: string): void => {
    const last = tokens.at(-1)
    if (last?.kind === 'literal') tokens[tokens.length - 1] = { kind: 'literal', text: last.text + text }
    else if (text !== '') tokens.push({ kind: 'literal', text })
  }

  function takeBracket(content: string): void {
    const compared = /^(<>|<=|>=|=|<|>)\s*(-?[\d.]+)$/.exec(content)
    const currency = /^\$([^-]*)(?:-(.*))?$/.exec(content)
    const elapsed = /^(h+|m+|s+)$/i.exec(content)
    const chinese = /^dbnum([123])/i.exec(content)
    if (compared) condition = { sign: compared[1] ?? '', than: Number(compared[2]) }
    else if (chinese) {
      numerals = Number(chinese[1]) as Numerals
      isChinese = true
    } else if (elapsed)
      tokens.push({ kind: 'elapsed', letter: (content[0] ?? '').toLowerCase(), count: content.length })
    else if (currency) {
      const place = currency[2] ?? ''
      literal(currency[1] ?? '')
      if (/^(?:f800|x-sysdate)/i.test(place)) system = 'date'
      else if (/^(?:f400|x-systime)/i.test(place)) system = 'time'
      else if (chineseLocale.test(place)) isChinese = true
    }
    // Colours don't affect the text.
  }

  for (let at = 0; at < code.length; ) {
    const bracket = code[at] === '[' ? code.indexOf(']', at) : -1
    if (bracket !== -1) {
      takeBracket(code.slice(at + 1, bracket))
      at = bracket + 1
      continue
    }
    const piece = pieceAt(code, at, tokens.at(-1))
    if (piece.token?.kind === 'literal') literal(piece.token.text)
    else if (piece.token !== null) tokens.push(piece.token)
    at += piece.length
  }
  const isDate = tokens.some(({ kind }) => kind === 'date' || kind === 'elapsed')
  return { tokens, condition, numerals, isChinese, system, isDate }
}

type Piece = { readonly token: FormatToken | null; readonly length: number }
const asLiteral = (text: string): FormatToken | null => (text === '' ? null : { kind: 'literal', text })

/** The possible parts of a section; the first match counts, and other characters are literal. */
const pieces: readonly (readonly [RegExp, (text: string) => FormatToken | null])[] = [
  [/"[^"]*"?/y, text => asLiteral(text.replaceAll('"', ''))],
  // The exclamation mark is the backslash of Chinese systems.
  [/[\\!][\s\S]?/y, text => asLiteral(text.slice(1))],
  // A gap as wide as the following character, and a fill character.
  [/_[\s\S]?/y, () => ({ kind: 'literal', text: ' ' })],
  [/\*[\s\S]?/y, () => null],
  [/general|G\/通用格式/iy, () => ({ kind: 'general' })],
  [
    /am\/pm|a\/p|上午\/下午/iy,
    text => {
      const [before = '', after = ''] = text.split('/')
      return { kind: 'half-day', names: [before, after] }
    },
  ],
  [
    /y+|m+|d+|h+|s+|e+(?![+-])|a{3,4}/iy,
    text => ({ kind: 'date', letter: (text[0] ?? '').toLowerCase(), count: text.length }),
  ],
  [/[#0?.][#0?.,]*(?:e[+-][#0?]+)?/iy, text => ({ kind: 'digits', text })],
  [/%/y, () => ({ kind: 'percent' })],
  [/@/y, () => ({ kind: 'text' })],
  // Names of eras, which don't exist in this calendar.
  [/g+/iy, () => null],
]

function pieceAt(code: string, at: number, last: FormatToken | undefined): Piece {
  const fraction = isSecond(last) ? /^\.0+/.exec(code.slice(at, at + 8))?.[0] : undefined
  if (fraction !== undefined)
    return { token: { kind: 'fraction', count: fraction.length - 1 }, length: fraction.length }
  for (const [pattern, make] of pieces) {
    pattern.lastIndex = at
    const text = pattern.exec(code)?.[0]
    if (text !== undefined) return { token: make(text), length: text.length }
  }
  return { token: asLiteral(code[at] ?? ''), length: 1 }
}

const isSecond = (token: FormatToken | undefined): boolean =>
  (token?.kind === 'date' || token?.kind === 'elapsed') && token.letter === 's'
