import type { Finding } from './finding.ts'
import { type FixedText, placeOf } from './fixed-text.ts'
import { normalText } from './normal-text.ts'

/** The wording that reviewers ask for. */
const optOutWording = '拒收请回复R'

const quote = '["“”\'‘’「」()<>]?'
const answer = '(?:请|可|直接)*\\s*(?:回|发|编辑|输入|按)\\s*(?:复|送|信)?\\s*[:：]?\\s*(?:短信)?\\s*'
const refusal = '(?:退\\s*订|取消订阅|取消接收|(?:不再|不想|停止|拒绝|谢绝|不)接收)'
const required = new RegExp(
  `(?:拒\\s*收|${refusal})\\s*[:,]?\\s*${answer}${quote}\\s*r\\s*${quote}(?![a-z0-9])|${answer}${quote}\\s*r\\s*${quote}\\s*(?:即|可|就|来|以|能|\\s)*(?:拒\\s*收|${refusal})`,
  'gu',
)
const key = `${quote}\\s*(?:t\\s*d|[a-z]{1,3}|\\d{1,5})\\s*${quote}`
const older = new RegExp(
  `(?:${answer}|(?<![a-z0-9]))${key}\\s*(?:即|可|就|来|以|能|\\s)*${refusal}|${refusal}\\s*[:,]?\\s*(?:${answer})?${key}(?![a-z0-9])|拒\\s*收\\s*[:,]?\\s*${answer}${quote}\\s*(?:t\\s*d|[tnqy])\\s*${quote}(?![a-z0-9])`,
  'gu',
)

type Wording = { readonly kind: 'required' | 'older'; readonly from: number; readonly to: number }

const wordingsIn = (plain: string): readonly Wording[] => {
  const found: Wording[] = []
  for (const [kind, pattern] of [
    ['required', required],
    ['older', older],
  ] as const) {
    for (const match of plain.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      if (!found.some(other => from < other.to && to > other.from)) found.push({ kind, from, to })
    }
  }
  return found.toSorted((one, other) => one.from - other.from)
}

/** Where the fixed text says how to opt out, in units of its plain form. */
export const optOutPlaces = (plain: string): readonly { readonly from: number; readonly to: number }[] =>
  wordingsIn(plain)

/** Whether, how and where the text says how to opt out. `appended`: the text that the provider adds. */
export const optOutFindings = (text: FixedText, appended: string): readonly Finding[] => {
  const { plain } = text.normal
  const own = wordingsIn(plain)
  const added = wordingsIn(normalText([{ text: appended, offset: 0, length: appended.length }]).plain)
  const last = own.at(-1)
  const end = text.original.length
  if (last === undefined) {
    return added.length > 0
      ? []
      : [{ rule: 'opt-out-missing', severity: 'likely', where: 'text', start: end, end }]
  }
  const found: Finding[] = []
  const place = placeOf(text.normal, last.from, last.to)
  if (own.length + added.length > 1) {
    const [first = last] = own
    const twice = own.length > 1 ? first : last
    found.push({
      rule: 'opt-out-twice',
      severity: 'mind',
      where: 'text',
      ...placeOf(text.normal, twice.from, twice.to),
    })
  }
  for (const { kind, from, to } of own)
    if (kind === 'older')
      found.push({
        rule: 'opt-out-older-form',
        severity: 'often',
        where: 'text',
        ...placeOf(text.normal, from, to),
      })
  if (!/^[\s。.]*$/u.test(plain.slice(last.to)))
    found.push({ rule: 'opt-out-not-at-end', severity: 'often', where: 'text', ...place })
  return found
}

/** The text without its opt-out wordings, and without leftovers at the cuts. */
const withoutOptOut = (text: string, fixed: FixedText): string => {
  let rest = text
  for (const { from, to } of wordingsIn(fixed.normal.plain).toReversed()) {
    const { start, end } = placeOf(fixed.normal, from, to)
    rest = `${rest.slice(0, start).replace(/[\s,，;；、(（]+$/u, '')}${rest.slice(end).replace(/^[)）]/u, '')}`
  }
  return rest
}

/** The text with the one required wording at its end. */
export const withOptOut = (text: string, fixed: FixedText): string => {
  const rest = withoutOptOut(text, fixed).replace(/[\s,，;；、]+$/u, '')
  return `${rest}${rest === '' || /[。.!！?？~～]$/u.test(rest) ? '' : '，'}${optOutWording}`
}
