import type { RuleId } from '../rules.ts'
import type { Severity } from '../severity.ts'

/**
 * Conditions on the text around a word, in its plain form. `before` is matched against the text up to the word (so
 * it ends in `$`), `after` against the text after it (so it begins with `^`), `text` against signature and fixed
 * text together. One match is enough.
 */
export type Around = {
  readonly before?: RegExp
  readonly after?: RegExp
  readonly text?: RegExp
}

/**
 * Words of one rule. `words` are separated by blanks and may contain alternatives: `套现{货价}`, `(三|五)折`, and optional
 * parts: `您?`.
 */
export type TermGroup = {
  readonly rule: RuleId
  readonly severity: Severity
  readonly words: string
  /** The word disguises another one so that machines do not recognise it. */
  readonly isDisguise?: boolean
  /** A phrase that counts anywhere, even across the boundary of a dictionary word. */
  readonly isPhrase?: boolean
  readonly only?: Around
  readonly unless?: Around
}

/** Groups of one rule, each by its severity, and the compounds that let a word pass. */
export type TermList = {
  readonly groups: readonly TermGroup[]
  /** Compounds in which a word of these groups has another meaning. */
  readonly harmless: string
}

/** A description of the way to the shop ("第一医院对面"), not of an offer. */
export const landmark: Around = {
  after:
    /^.{0,5}?(?:对面|对过|斜对|隔壁|旁|附近|楼下|门口|后面|前面|东侧|西侧|南侧|北侧|往[东西南北前]|[东西南北]边|路口|站|路\d|店(?:取|见|[,。]|$)|左转|右转|转角|一楼|[东西南北]门)/u,
}

export type Word = {
  readonly text: string
  /** Built from alternatives: it may end in the middle of a dictionary word. */
  readonly isPhrase: boolean
}

/** All words that a list expands to. */
export const wordsOf = (words: string): readonly Word[] =>
  words
    .split(/\s+/u)
    .filter(word => word !== '')
    .flatMap(word => alternatives(word).map(text => ({ text, isPhrase: text !== word })))

const alternatives = (word: string): readonly string[] => {
  const found = /(?:\{([^}]*)\}|\(([^)]*)\)|(.))(\?)|\{([^}]*)\}|\(([^)]*)\)/u.exec(word)
  if (found === null) return [word]
  const [whole, ...parts] = found
  const characters = parts[0] ?? parts[2] ?? parts[4]
  const phrases = parts[1] ?? parts[5] ?? ''
  const choices = [
    ...(characters === undefined ? phrases.split('|') : Array.from(characters)),
    ...(parts[3] === undefined ? [] : ['']),
  ]
  const before = word.slice(0, found.index)
  const after = word.slice(found.index + whole.length)
  return choices.flatMap(choice => alternatives(before + choice + after))
}
