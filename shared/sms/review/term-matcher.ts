import { once } from '../../once.ts'
import type { UnitBuffer } from './normal-text.ts'
import { variableMark } from './normal-text.ts'
import type { Severity } from './severity.ts'
import { type TermGroup, type TermList, wordsOf } from './terms/term-group.ts'

/** A word found in the plain form of a text; places in its units. */
export type Hit = {
  readonly group: TermGroup
  readonly from: number
  readonly to: number
  /** Signs, spaces, digits or invisible characters are inside the word. */
  readonly isHidden: boolean
  readonly isPhrase: boolean
}

/** Finds all words of all lists in one pass. */
export type TermMatcher = (
  buffer: UnitBuffer,
  /** The plain form; made only where a word has to look around itself. */
  plain: () => string,
  /** The rest of the owner's text: signature and fixed text. */
  context: () => string,
) => readonly Hit[]

const han = 1
const latin = 2
const digit = 4
const blank = 8
/** A sign that may stand inside of a hidden word. Punctuation that ends a clause is none. */
const sign = 16

const kindOfCharacter = (character: string): number => {
  if (/\p{Script=Han}/u.test(character)) return han
  if (/[a-z]/u.test(character)) return latin
  if (/[0-9]/u.test(character)) return digit
  if (/[\n,!?;:。、，！？；：]/u.test(character) || character === variableMark) return 0
  if (/\p{Zs}|\t/u.test(character)) return blank
  return /[\p{P}\p{S}]/u.test(character) ? sign : 0
}

/** The kind of every unit, computed on demand; 255: not yet. */
const kinds = new Uint8Array(0x10000).fill(255)
export const kindOf = (unit: number): number => {
  const known = kinds[unit] ?? 255
  if (known !== 255) return known
  const kind = kindOfCharacter(String.fromCharCode(unit))
  kinds[unit] = kind
  return kind
}

/** The most units between two characters of a hidden word. */
const widestGap = 3
const fullStop = 0x2e
/** How much context a word's conditions can see, in units. */
const sight = 24

type Entry = { readonly group: TermGroup | null; readonly isPhrase: boolean }

type Trie = {
  /** The node behind a first unit; 0: no word begins with it. */
  readonly first: Int32Array
  readonly child: (node: number, unit: number) => number
  readonly entries: readonly (readonly Entry[] | undefined)[]
}

/** Nodes are numbered from 1; the child of a node and a unit is kept in one table with open addressing. */
const trieOf = (words: readonly (readonly [string, Entry])[]): Trie => {
  const nodes: Map<number, number>[] = [new Map(), new Map()]
  const entries: Entry[][] = []
  for (const [word, entry] of words) {
    let node = 1
    for (let place = 0; place < word.length; place += 1) {
      const unit = word.charCodeAt(place)
      const known = nodes[node]?.get(unit)
      if (known === undefined) {
        nodes.push(new Map())
        nodes[node]?.set(unit, nodes.length - 1)
        node = nodes.length - 1
      } else node = known
    }
    const list = entries[node] ?? []
    list.push(entry)
    entries[node] = list
  }
  const first = new Int32Array(0x10000)
  for (const [unit, node] of nodes[1] ?? []) first[unit] = node

  const edges = nodes.reduce((sum, children) => sum + children.size, 0)
  const size = 2 ** Math.ceil(Math.log2(edges * 4 + 16))
  const owners = new Int32Array(size)
  const units = new Uint16Array(size)
  const targets = new Int32Array(size)
  const slotOf = (node: number, unit: number): number =>
    (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) & (size - 1)
  nodes.forEach((children, node) => {
    for (const [unit, target] of children) {
      let slot = slotOf(node, unit)
      while (owners[slot] !== 0) slot = (slot + 1) & (size - 1)
      owners[slot] = node
      units[slot] = unit
      targets[slot] = target
    }
  })
  const child = (node: number, unit: number): number => {
    for (let slot = slotOf(node, unit); ; slot = (slot + 1) & (size - 1)) {
      const owner = owners[slot]
      if (owner === 0) return 0
      if (owner === node && units[slot] === unit) return targets[slot] ?? 0
    }
  }
  return { first, child, entries }
}

/** Whether a Latin word or a number continues before or after the match. */
const runsOn = (units: Uint16Array, length: number, from: number, to: number): boolean => {
  const firstKind = kindOf(units[from] ?? 0)
  const lastKind = kindOf(units[to - 1] ?? 0)
  if (from > 0) {
    const before = kindOf(units[from - 1] ?? 0)
    if ((firstKind === latin && before === latin) || (firstKind === digit && before === digit)) return true
  }
  if (to < length) {
    const behind = kindOf(units[to] ?? 0)
    if ((lastKind === latin && behind === latin) || (lastKind === digit && behind === digit)) return true
  }
  return false
}

const fits = (group: TermGroup, from: number, to: number, plain: string, context: () => string): boolean => {
  const { only, unless } = group
  if (only === undefined && unless === undefined) return true
  const before = plain.slice(Math.max(0, from - sight), from)
  const after = plain.slice(to, to + sight)
  const holds = (around: NonNullable<typeof only>): boolean =>
    (around.before?.test(before) ?? false) ||
    (around.after?.test(after) ?? false) ||
    (around.text?.test(`${context()}\n${plain}`) ?? false)
  return (only === undefined || holds(only)) && (unless === undefined || !holds(unless))
}

/** Where the words of a Chinese text begin and end, by the runtime's dictionary. */
const segmenter = once(() => new Intl.Segmenter('zh-CN', { granularity: 'word' }))

/**
 * Whether a word's characters belong to its neighbours: 外汇 in 门外汇合, 养老 in 营养老鸭汤. That is so if a dictionary word
 * begins or ends inside of it and extends beyond it.
 */
const belongsToOthers = (
  hit: Hit,
  segments: readonly { readonly from: number; readonly to: number }[],
): boolean =>
  segments.some(
    ({ from, to }) =>
      (from < hit.from && to > hit.from && to < hit.to) || (from > hit.from && from < hit.to && to > hit.to),
  )

const wildFrom: ReadonlySet<Severity> = new Set(['likely'])

/**
 * Puts all lists into one matcher. It reads a text once, from every place as far as a word goes, over spaces and signs
 * between two Chinese characters; in words that are `likely`, over one digit or letter too.
 */
export const termMatcher = (lists: readonly TermList[]): TermMatcher => {
  const words: (readonly [string, Entry])[] = []
  for (const list of lists) {
    for (const group of list.groups)
      for (const { text, isPhrase } of wordsOf(group.words))
        words.push([text, { group, isPhrase: isPhrase || group.isPhrase === true }])
    for (const { text, isPhrase } of wordsOf(list.harmless)) words.push([text, { group: null, isPhrase }])
  }
  const { first, child, entries } = trieOf(words)

  return (buffer, plain, context) => {
    const { units, at, until, length } = buffer
    const hits: Hit[] = []
    const harmless: { readonly from: number; readonly to: number }[] = []

    const take = (node: number, from: number, to: number, isGapped: boolean, isWild: boolean): void => {
      const found = entries[node]
      if (found === undefined || runsOn(units, length, from, to)) return
      // Invisible characters were dropped where the original is longer than what is left of it.
      const span = (until[to - 1] ?? 0) - (at[from] ?? 0)
      const isHidden = isGapped || isWild || span > to - from
      for (const { group, isPhrase } of found) {
        if (group === null) {
          if (!isGapped && !isWild) harmless.push({ from, to })
        } else if (
          (!isWild || (wildFrom.has(group.severity) && !group.isDisguise)) &&
          fits(group, from, to, plain(), context)
        ) {
          hits.push({ group, from, to, isHidden, isPhrase })
        }
      }
    }

    for (let from = 0; from < length; from += 1) {
      let node = first[units[from] ?? 0] ?? 0
      if (node === 0) continue
      let isGapped = false
      let isWild = false
      let last = from
      for (;;) {
        take(node, from, last + 1, isGapped, isWild)
        let next = last + 1
        if (next >= length) break
        let target = child(node, units[next] ?? 0)
        if (target === 0) {
          const startKind = kindOf(units[last] ?? 0)
          let gap = 0
          let onlyBlanks = true
          let wild = false
          while (next < length && gap < widestGap) {
            // Dots in a row end a clause.
            if (units[next] === fullStop && units[next + 1] === fullStop) break
            const kind = kindOf(units[next] ?? 0)
            if (kind === blank || kind === sign) onlyBlanks = onlyBlanks && kind === blank
            else if ((kind === digit || kind === latin) && !wild && startKind === han) wild = true
            else break
            next += 1
            gap += 1
          }
          if (gap === 0 || next >= length) break
          target = child(node, units[next] ?? 0)
          if (target === 0) break
          const endKind = kindOf(units[next] ?? 0)
          if (wild && endKind !== han) break
          isWild ||= wild
          // A space between Chinese and Latin is how people type.
          isGapped ||= !(onlyBlanks && startKind !== endKind)
        }
        node = target
        last = next
      }
    }
    if (hits.length === 0) return hits
    const segments = Array.from(segmenter().segment(plain()), ({ index, segment }) => ({
      from: index,
      to: index + segment.length,
    }))
    return hits.filter(
      hit =>
        !harmless.some(({ from, to }) => from <= hit.from && to >= hit.to) &&
        (hit.isHidden || hit.group.isDisguise === true || hit.isPhrase || !belongsToOthers(hit, segments)),
    )
  }
}
