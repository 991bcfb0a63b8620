import type { Finding } from './finding.ts'
import { type FixedText, placeOf } from './fixed-text.ts'

/** Letters that are read as figures, Latin, Greek and Cyrillic. */
const letters = 'oilzοιоізб'
const hanFigures = '〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两'
const figure = `[0-9${letters}${hanFigures}]`
const gap = '[\\s.\\-_·•*,|~+()=、]{0,2}'
/** A mobile number in figures of any kind, with signs between them. */
const mobile = new RegExp(
  `(?<![0-9a-z#*])(?:\\+?\\s?(?:00)?86${gap})?[1ilιі一壹幺]${gap}[3-9зб三四五六七八九叁肆伍陆柒捌玖](?:${gap}${figure}){9}(?![0-9a-z])`,
  'gu',
)
const landLine =
  /(?<!\d)(?:\(?0\d{2,3}\)?[-\s]?\d{7,8}|400[-\s]?\d{3,4}[-\s]?\d{3,4}|800[-\s]?\d{3}[-\s]?\d{4})(?!\d)/gu

type Place = { readonly from: number; readonly to: number }

const placesOf = (pattern: RegExp, plain: string): readonly Place[] =>
  [...plain.matchAll(pattern)].map(({ 0: { length }, index }) => ({ from: index, to: index + length }))

const notFigure = new RegExp(`[^0-9${letters}${hanFigures}]`, 'gu')
const anyLetter = new RegExp(`[${letters}]`, 'u')

/** At least half of it are real digits, or all of it are Chinese ones: eleven letters are no number. */
const isNumber = (written: string): boolean => {
  const figures = written.replace(notFigure, '')
  return !anyLetter.test(figures) || (figures.match(/\d/gu)?.length ?? 0) >= 3
}

export const mobilesIn = (plain: string): readonly Place[] =>
  placesOf(mobile, plain).filter(({ from, to }) => isNumber(plain.slice(from, to)))

/** Land lines and service numbers: allowed in a text, not in a value. */
export const landLinesIn = (plain: string): readonly Place[] => placesOf(landLine, plain)

const phoneName = /电话|手机|号码|热线|phone|tel|mobile|联系方式/iu
const harmlessName = /尾号|后四位|后4位|末四位|末4位/u

export const phoneFindings = (text: FixedText): readonly Finding[] => {
  const { normal, variables } = text
  const found: Finding[] = mobilesIn(normal.plain).map(({ from, to }) => ({
    rule: 'mobile-number',
    severity: 'likely',
    where: 'text',
    ...placeOf(normal, from, to),
  }))
  for (const match of normal.plain.matchAll(/(?:手机|电话|微信)同号/gu))
    found.push({
      rule: 'mobile-number',
      severity: 'likely',
      where: 'text',
      ...placeOf(normal, match.index, match.index + match[0].length),
    })
  const places = [...normal.plain.matchAll(/\uFFFC/gu)].map(({ index }) => index)
  variables.forEach(({ name, start, end }, index) => {
    const place = places[index] ?? 0
    const before = normal.plain.slice(Math.max(0, place - 16), place)
    const after = normal.plain.slice(place + 1, place + 10)
    const isPart =
      /(?<![\d.])1[3-9]\d(?:[-\s]?\d{4})?[-\s*x]*$|(?<!\d)0\d{2,3}[-\s]\d*$|(?<!\d)(?:400|800)[-\s]?[\d-]*$|(?<!\d)1[3-9]\d{3,8}$/u.test(
        before,
      ) && !/元|价|额|钱|单位|数量/u.test(name)
    const isWhole =
      /(?:电话|手机|热线|致电|联系方式|拨打|来电|tel|咨询|联系|☎|📞)(?:号码?)?[:\s]*$/u.test(before) &&
      !/^[年月日的先女老师店]/u.test(after) &&
      !/姓名|店|经理|老师|顾问|人|员|师傅/u.test(name)
    const isNamed = phoneName.test(name) && !harmlessName.test(name) && !/尾号$/u.test(before)
    if (isPart || isWhole || isNamed || /^[-\s]?\d{4,}/u.test(after))
      found.push({ rule: 'variable-in-phone', severity: 'often', where: 'text', start, end })
  })
  return found
}
