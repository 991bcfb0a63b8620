import { isBlank, parseTemplate } from '../template.ts'
import type { Finding } from './finding.ts'
import { type FixedText, fixedText, placeOf } from './fixed-text.ts'
import { linkFindings, linksIn } from './links.ts'
import { borrowedNames, ruleWords } from './matcher.ts'
import { longestForm, plainText, readUnits, type UnitBuffer, unitBuffer } from './normal-text.ts'
import { optOutFindings } from './opt-out.ts'
import { landLinesIn, mobilesIn, phoneFindings } from './phones.ts'
import type { RuleId } from './rules.ts'
import type { Severity } from './severity.ts'
import { signatureFindings } from './signature.ts'
import { signFindings, signPlaces } from './signs.ts'
import { type Hit, kindOf, type TermMatcher, termMatcher } from './term-matcher.ts'
import { isThreat, toneFindings } from './tone.ts'
import { variableFindings } from './variables.ts'

/**
 * Warns of what reviewers of Chinese marketing messages are known to refuse. It never blocks: rules differ by
 * provider, and the owner decides. Source: docs/content-review.md.
 */

export type ReviewInput = {
  /** Without its brackets. */
  readonly signatureName: string
  readonly templateText: string
  /** The text that the provider appends; it may contain an opt-out wording. */
  readonly optOutWording: string
  /** The owner's own words. */
  readonly warnWords: readonly string[]
  /** Rules that the owner switched off. */
  readonly rulesOff: readonly string[]
}

/** A reviewed message; its recipients' values are reviewed one by one. */
export type Review = {
  /** What was found in signature and fixed text, in the order of severity, then of place. */
  readonly findings: readonly Finding[]
  /** What is found in the values of one recipient, in the order of the template's variables. */
  readonly valueFindings: (values: readonly string[]) => readonly Finding[]
}

const severities: readonly Severity[] = ['likely', 'often', 'mind']
const bySeverity = (one: Finding, other: Finding): number =>
  severities.indexOf(one.severity) - severities.indexOf(other.severity)

/** Values longer than this are refused by two platforms, and by one more from the shorter length on. */
const longestValue = 35
const shortestRefused = 20

const contactRules: ReadonlySet<RuleId> = new Set([
  'contact-wechat',
  'contact-qq',
  'contact-group',
  'account-promo',
  'app-promo',
  'live-promo',
])

const nameOfPerson =
  /姓名|名字|称呼|昵称|客户|顾客|会员名|联系人|收货人|收件人|姓氏|name|店长|顾问|师傅|老师/iu
const shortName = /^[\p{Script=Han}·]{1,4}$/u

type Place = Pick<Finding, 'where' | 'start' | 'end' | 'variable'>

/** Findings for the words that were found: each rule once per place, and whether the word was disguised. */
const wordFindings = (
  hits: readonly Hit[],
  placeOfHit: (hit: Hit) => Place,
  original: string,
  about: (topic: RuleId) => Pick<Finding, 'rule' | 'topic'>,
): Finding[] => {
  const longest = hits.filter(
    (hit, index) =>
      !hits.some(
        (other, place) =>
          other.group.rule === hit.group.rule &&
          other.from <= hit.from &&
          other.to >= hit.to &&
          (other.to - other.from > hit.to - hit.from || place < index),
      ),
  )
  return longest.flatMap(hit => {
    const place = placeOfHit(hit)
    const finding: Finding = { ...about(hit.group.rule), severity: hit.group.severity, ...place }
    const isDisguised =
      hit.isHidden ||
      hit.group.isDisguise === true ||
      /[\uFF10-\uFF5A]/u.test(original.slice(place.start, place.end))
    return isDisguised ? [finding, { rule: 'disguise', severity: 'likely', ...place } as const] : [finding]
  })
}

const reviewedSignature = (name: string): readonly Finding[] => {
  const buffer = unitBuffer(Math.max(1, name.length) * longestForm)
  readUnits(name, buffer)
  const plain = plainText(buffer)
  const words = [ruleWords(), borrowedNames()].flatMap(matcher =>
    matcher(
      buffer,
      () => plain,
      () => '',
    ),
  )
  return [
    ...signatureFindings(name),
    ...wordFindings(
      words.filter(({ group }) => group.severity !== 'mind'),
      ({ from, to }) => ({
        where: 'signature',
        start: buffer.at[from] ?? 0,
        end: buffer.until[to - 1] ?? 0,
      }),
      name,
      topic => (topic === 'signature-word' ? { rule: topic } : { rule: 'signature-word', topic }),
    ),
  ]
}

const bufferOf = (text: FixedText): UnitBuffer => {
  const { plain, at, until } = text.normal
  return {
    units: Uint16Array.from({ length: plain.length }, (_, place) => plain.charCodeAt(place)),
    at: Int32Array.from(at),
    until: Int32Array.from(until),
    length: plain.length,
  }
}

const reviewedText = (input: ReviewInput, text: FixedText): readonly Finding[] => {
  const { plain } = text.normal
  const buffer = bufferOf(text)
  const hasLink = linksIn(plain).length > 0
  const words = wordFindings(
    ruleWords()(
      buffer,
      () => plain,
      () => input.signatureName,
    ),
    ({ from, to }) => ({ where: 'text', ...placeOf(text.normal, from, to) }),
    text.original,
    rule => ({ rule }),
  ).map(finding =>
    finding.rule === 'false-urgency' && isThreat(plain, hasLink)
      ? { ...finding, severity: 'likely' as const }
      : finding,
  )
  return [
    ...optOutFindings(text, input.optOutWording),
    ...variableFindings(text),
    ...linkFindings(text),
    ...phoneFindings(text),
    ...signFindings(text),
    ...words,
    ...toneFindings(input.signatureName, text, input.optOutWording),
  ]
}

/** The owner's own words; null where there are none. */
const ownMatcher = (words: readonly string[]): TermMatcher | null => {
  const plain = words.flatMap(word => {
    const buffer = unitBuffer(word.length * longestForm)
    readUnits(word.trim(), buffer)
    const text = plainText(buffer)
      .trim()
      .replace(/[{}()?\s]/gu, '')
    return text === '' ? [] : [text]
  })
  if (plain.length === 0) return null
  return termMatcher([
    { groups: [{ rule: 'warn-word', severity: 'often', words: plain.join(' ') }], harmless: '' },
  ])
}

/** No phone has fewer figures, even one that is written with two letters in their place. */
const fewestFigures = 7

const hasFigure = 1
const hasLetter = 2
const hasSign = 4
const hasRare = 8

/** The kinds of characters in a value, so that most checks can be skipped. Common Chinese characters have none. */
const tokens = new Uint8Array(0x10000).fill(255)
const tokenOf = (unit: number): number => {
  const known = tokens[unit] ?? 255
  if (known !== 255) return known
  const character = String.fromCharCode(unit)
  let token = 0
  if (unit < 0x80) {
    const kind = kindOf(character.toLowerCase().charCodeAt(0))
    if (/[0-9]/u.test(character)) token = hasFigure
    else if (/[A-Za-z]/u.test(character)) token = hasLetter
    else if (character !== ' ') token = kind === 1 ? 0 : hasSign
  } else if (unit >= 0xd800 && unit <= 0xdfff) token = hasRare
  else if (/[〇零一二三四五六七八九壹幺]/u.test(character)) token = hasFigure
  else if (!/\p{Script=Han}/u.test(character)) token = hasFigure | hasLetter | hasSign | hasRare
  else if (signPlaces(character).length > 0) token = hasRare
  tokens[unit] = token
  return token
}

const refusedSigns = /[【】[\]{}<>¥$￥［］｛｝＜＞〔〕\t\n\r]/gu
const rarelyRefusedSigns = /[()（）'‘’，。]|(?<!\d)[.,]|[.,](?!\d)/gu

const valueReview = (input: ReviewInput, names: readonly string[], context: string) => {
  const own = ownMatcher(input.warnWords)
  const words = ruleWords()
  let buffer = unitBuffer(64 * longestForm)

  const oneValue = (value: string, variable: string, isName: boolean): readonly Finding[] => {
    if (isBlank(value))
      return [
        { rule: 'value-empty', severity: 'likely', where: 'value', variable, start: 0, end: value.length },
      ]
    if (buffer.units.length < value.length * longestForm) buffer = unitBuffer(value.length * longestForm)
    buffer.length = 0
    readUnits(value, buffer)
    let plain: string | null = null
    const readPlain = (): string => {
      plain ??= plainText(buffer)
      return plain
    }
    let held = 0
    let figures = 0
    for (let place = 0; place < value.length; place += 1) {
      const token = tokenOf(value.charCodeAt(place))
      held |= token
      if ((token & hasFigure) !== 0) figures += 1
    }
    const found: Finding[] = []
    const at = (from: number, to: number): Place => ({
      where: 'value',
      variable,
      start: buffer.at[from] ?? 0,
      end: buffer.until[to - 1] ?? 0,
    })
    if (value.length > shortestRefused)
      found.push({
        rule: 'value-too-long',
        severity: value.length > longestValue ? 'likely' : 'often',
        where: 'value',
        variable,
        start: shortestRefused,
        end: value.length,
      })
    // A person may be called 王美容.
    if (!(isName && shortName.test(value.trim()))) {
      const hits = words(buffer, readPlain, () => context)
      if (hits.length > 0)
        found.push(
          ...wordFindings(
            hits,
            ({ from, to }) => at(from, to),
            value,
            topic =>
              contactRules.has(topic) ? { rule: 'value-contact', topic } : { rule: 'value-word', topic },
          ),
        )
    }
    if (own !== null)
      for (const { from, to } of own(buffer, readPlain, () => ''))
        found.push({ rule: 'warn-word', severity: 'often', ...at(from, to) })
    if (figures >= fewestFigures)
      for (const { from, to } of [...mobilesIn(readPlain()), ...landLinesIn(readPlain())])
        found.push({ rule: 'value-contact', severity: 'likely', ...at(from, to) })
    if ((held & (hasSign | hasRare)) !== 0) {
      for (const { from, to } of linksIn(readPlain()))
        found.push({ rule: 'value-link', severity: 'likely', ...at(from, to) })
      for (const [pattern, severity] of [
        [refusedSigns, 'often'],
        [rarelyRefusedSigns, 'mind'],
      ] as const)
        for (const match of value.matchAll(pattern))
          found.push({
            rule: 'value-signs',
            severity,
            where: 'value',
            variable,
            start: match.index,
            end: match.index + match[0].length,
          })
    }
    if ((held & hasRare) !== 0)
      for (const place of signPlaces(value))
        if (!(isName && place.rule === 'traditional')) found.push({ ...place, where: 'value', variable })
    return found
  }

  const areNames = names.map(name => nameOfPerson.test(name))
  return (values: readonly string[]): readonly Finding[] => {
    const found: Finding[] = []
    for (let place = 0; place < names.length; place += 1) {
      const ofOne = oneValue(values[place] ?? '', names[place] ?? '', areNames[place] ?? false)
      if (ofOne.length > 0) found.push(...ofOne)
    }
    return found
  }
}

/** Reviews a message and prepares the review of its recipients' values. */
export const reviewMessage = (input: ReviewInput): Review => {
  const parsed = parseTemplate(input.templateText)
  const text = fixedText(input.templateText, parsed)
  const off = new Set(input.rulesOff)
  const context = `${input.signatureName}\n${text.normal.plain}`.toLowerCase()
  const isOn = ({ rule, topic }: Finding): boolean =>
    !off.has(rule) && (topic === undefined || !off.has(topic))
  const own = ownMatcher(input.warnWords)
  const ownFindings = (): readonly Finding[] => {
    if (own === null) return []
    const inText = own(
      bufferOf(text),
      () => text.normal.plain,
      () => '',
    ).map(
      ({ from, to }): Finding => ({
        rule: 'warn-word',
        severity: 'often',
        where: 'text',
        ...placeOf(text.normal, from, to),
      }),
    )
    const name = fixedText(input.signatureName, {
      segments: [{ kind: 'text', text: input.signatureName }],
      variables: [],
      problems: [],
    })
    const inName = own(
      bufferOf(name),
      () => name.normal.plain,
      () => '',
    ).map(
      ({ from, to }): Finding => ({
        rule: 'warn-word',
        severity: 'often',
        where: 'signature',
        ...placeOf(name.normal, from, to),
      }),
    )
    return [...inName, ...inText]
  }
  const findings = [...reviewedSignature(input.signatureName), ...reviewedText(input, text), ...ownFindings()]
    .filter(isOn)
    .toSorted((one, other) => bySeverity(one, other) || one.start - other.start)
  const values = valueReview(input, parsed.variables, context)
  return {
    findings,
    valueFindings: each => {
      const found = values(each)
      return found.length === 0 || off.size === 0 ? found : found.filter(isOn)
    },
  }
}
