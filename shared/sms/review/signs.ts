import type { Finding } from './finding.ts'
import type { FixedText } from './fixed-text.ts'
import type { RuleId } from './rules.ts'
import type { Severity } from './severity.ts'
import { simplifiedOf } from './traditional.ts'

/** Signs that phones garble, in the text as it was written. */
const garbled =
  /[¥￥€£&＆★☆※→←↑↓⇒➜➤►▶◀◄●○■□◆◇▲△▼▽•◎⊙√✓✔✗✘✕☞☛☜♥♡❤♪♫♬♀♂☎✿❀❁✪✨〖〗『』﹏∩∪≧≦①-⓿㈠-㉃㊀-㊰Ⅰ-ⅿ²³㎡㎥㎏㎜㎝㎞℡™®©½¼¾❶-➓▂▃▄▅▆▇█░▒▓│┃━┄═║╔╗╚╝☀☁☂☺☻☹✌✍❄🅰-🅿]|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*|\p{Regional_Indicator}|(?<![0-9])[0-9]\uFE0F?\u20E3/gu
const faces =
  /\^_*\^|\(?[>T^oO0]_+[<T^oO0]\)?(?![a-z0-9])|[:;]-?[)(D](?![a-z0-9])|(?<![a-z])(?:qaq|orz|t_t|o_o)(?![a-z])|m2(?![a-z0-9])(?<=\d\s?m2)/giu
const rarelyRefused = /[#＃_＿「」]/gu
const foreign =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Greek}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Tibetan}\p{Script=Mongolian}]+/gu
/** A sentence, and not the name of a brand. */
const longForeign = /[a-z][a-z']*(?:[\s,.!?&:;-]+[a-z][a-z']*){4,}/giu
const letters = /[À-ÖØ-öø-ɏḀ-ỿ]+/gu

type Span = { readonly start: number; readonly end: number }

const outside = (variables: readonly Span[], start: number): boolean =>
  !variables.some(variable => start >= variable.start && start < variable.end)

/** Joins places that touch: a row of stars is one finding. */
const joined = (spans: readonly Span[]): readonly Span[] =>
  spans
    .toSorted((one, other) => one.start - other.start)
    .reduce<Span[]>((rest, span) => {
      const last = rest.at(-1)
      if (last !== undefined && span.start <= last.end) {
        rest[rest.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
        return rest
      }
      rest.push(span)
      return rest
    }, [])

const spansOf = (text: string, pattern: RegExp): readonly Span[] =>
  [...text.matchAll(pattern)].map(match => ({ start: match.index, end: match.index + match[0].length }))

const traditionalSpans = (text: string): readonly Span[] => {
  const spans: Span[] = []
  for (let start = 0; start < text.length; start += 1)
    if (simplifiedOf(text[start] ?? '') !== null) spans.push({ start, end: start + 1 })
  return spans
}

/** Places of signs that are refused in a text as it was written; `skipped` are its variables. */
export const signPlaces = (
  text: string,
  skipped: readonly Span[] = [],
): readonly {
  readonly rule: RuleId
  readonly severity: Severity
  readonly start: number
  readonly end: number
}[] => {
  const of = (rule: RuleId, severity: Severity, spans: readonly Span[]) =>
    joined(spans.filter(({ start }) => outside(skipped, start))).map(span => ({ rule, severity, ...span }))
  return [
    ...of('brackets', 'likely', spansOf(text, /[【】]/gu)),
    ...of('square-brackets', 'often', spansOf(text, /[[\]［］]/gu)),
    ...of('special-signs', 'often', [...spansOf(text, garbled), ...spansOf(text, faces)]),
    ...of('special-signs', 'mind', spansOf(text, rarelyRefused)),
    ...of('traditional', 'often', traditionalSpans(text)),
    ...of('foreign-script', 'often', [
      ...spansOf(text, foreign),
      ...spansOf(text, longForeign),
      ...spansOf(text, letters),
    ]),
  ]
}

/** Signs of the fixed text; names of variables are not looked at. */
export const signFindings = ({ original, variables }: FixedText): readonly Finding[] =>
  signPlaces(original, variables).map(place => ({ ...place, where: 'text' }))

/** What a refused sign says in plain characters. */
const plainSigns: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '【': '“',
    '】': '”',
    '[': '(',
    ']': ')',
    '［': '（',
    '］': '）',
    '〖': '“',
    '〗': '”',
    '『': '“',
    '』': '”',
    '「': '“',
    '」': '”',
    '&': '和',
    '＆': '和',
    '㎡': '平米',
    '㎥': '立方米',
    '²': '2',
    '³': '3',
    '→': '到',
    '#': '号',
    '＃': '号',
    _: '-',
    '＿': '-',
    '℡': '电话',
    '☎': '电话',
    '½': '半',
    '㎏': '公斤',
    '㎜': '毫米',
    '㎝': '厘米',
    '㎞': '公里',
  }),
)

/** Mends the signs at one place: amounts get 元 behind them, what says something is said plainly, the rest is left out. */
export const plainSignsAt = (text: string, start: number, end: number): string => {
  const behind = text.slice(end)
  const amount = /^\s*\d+(?:\.\d+)?(?!\d)/u.exec(behind)?.[0]
  if (/^[¥￥]$/u.test(text.slice(start, end)) && amount !== undefined) {
    const rest = behind.slice(amount.length)
    return `${text.slice(0, start)}${amount.trim()}${/^\s*[元块]/u.test(rest) ? '' : '元'}${rest}`
  }
  const plain = Array.from(text.slice(start, end), character => {
    const known = plainSigns.get(character)
    if (known !== undefined) return known
    const folded = character.normalize('NFKC')
    return /^[\p{Script=Han}A-Za-z0-9()]+$/u.test(folded) && folded !== character ? folded : ''
  }).join('')
  return text.slice(0, start) + plain + behind
}

/** Traditional characters at one place as simplified ones. */
export const simplifiedAt = (text: string, start: number, end: number): string =>
  text.slice(0, start) +
  Array.from(text.slice(start, end), character => simplifiedOf(character) ?? character).join('') +
  text.slice(end)
