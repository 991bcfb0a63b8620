import type { RuleId } from '../rules.ts'
import type { Severity } from '../severity.ts'

/**
 * What decides about a word by what stands around it, in the plain form of the text. `before` is matched against the text
 * up to the word (so it ends in `$`), `after` against the text behind it (so it begins with `^`), `text` against signature
 * and fixed text together. One that matches is enough.
 */
export type Around = {
  readonly before?: RegExp
  readonly after?: RegExp
  readonly text?: RegExp
}

/** Words that stand for one rule. `words` are separated by blanks and may hold alternatives: `套现{货价}`, `(三|五)折`, and what may
 * be missing: `您?`. */
export type TermGroup = {
  readonly rule: RuleId
  readonly severity: Severity
  readonly words: string
  /** The word is a way of writing another one so that machines do not read it. */
  readonly isDisguise?: boolean
  /** A phrase that counts wherever it stands, even across what a dictionary takes for one word. */
  readonly isPhrase?: boolean
  readonly only?: Around
  readonly unless?: Around
}

/** Groups of one rule, each by its severity, and the compounds that let a word pass. */
export type TermList = {
  readonly groups: readonly TermGroup[]
  /** Compounds in which a word of these groups says something else. */
  readonly harmless: string
}

/** A way to the shop ("第一医院对面") and not what is offered. */
export const landmark: Around = {
  after:
    /^.{0,5}?(?:对面|对过|斜对|隔壁|旁|附近|楼下|门口|后面|前面|东侧|西侧|南侧|北侧|往[东西南北前]|[东西南北]边|路口|站|路\d|店(?:取|见|[,。]|$)|左转|右转|转角|一楼|[东西南北]门)/u,
}

export type Word = {
  readonly text: string
  /** Put together from alternatives: it may end in the middle of what a dictionary takes for one word. */
  readonly isPhrase: boolean
}

/** All words that a list stands for. */
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
