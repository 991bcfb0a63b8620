import type { Finding } from './finding.ts'
import type { FixedText } from './fixed-text.ts'
import { optOutPlaces } from './opt-out.ts'

/** The most variables that every platform takes. */
const mostVariables = 10

const greetings =
  /尊敬的?|敬爱的?|亲爱的?|您好|你好|hello|hi|会员|顾客|客户|贵宾|vip|朋友|用户|先生|女士|家人|老板|请查收|请查看|请知悉|温馨提示|通知|提醒|提示|欢迎光临|谢谢|感谢|致|亲|老|的|您|你/gu

/** What a text says by itself: no greeting, no way to refuse, no signs. */
export const ownWords = (plain: string): string => {
  let rest = plain
  for (const { from, to } of optOutPlaces(plain).toReversed()) rest = rest.slice(0, from) + rest.slice(to)
  return rest.replace(greetings, '').replace(/[^\p{L}\p{N}]/gu, '')
}

export const variableFindings = ({ original, normal, variables }: FixedText): readonly Finding[] => {
  const found: Finding[] = []
  const add = (rule: Finding['rule'], severity: Finding['severity'], start: number, end: number): void => {
    found.push({ rule, severity, where: 'text', start, end })
  }
  const first = variables[0]
  const last = variables.at(-1)
  if (first === undefined || last === undefined) return []
  for (const match of normal.plain.matchAll(/\uFFFC(?=\s*\uFFFC)/gu)) {
    const index = normal.plain.slice(0, match.index).split('\uFFFC').length - 1
    const [one, other] = [variables[index], variables[index + 1]]
    if (one !== undefined && other !== undefined) add('variable-adjacent', 'likely', one.start, other.end)
  }
  const own = ownWords(normal.plain).length
  if (own < 4 || own < variables.length * 2) add('variable-only', 'likely', first.start, last.end)
  const seen = new Set<string>()
  for (const { name, start, end } of variables) {
    if (seen.has(name)) add('variable-repeated', 'mind', start, end)
    seen.add(name)
  }
  if (variables.length > mostVariables) add('variables-many', 'often', 0, original.length)
  return found
}
