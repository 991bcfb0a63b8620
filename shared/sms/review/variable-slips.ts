import { parseTemplate } from '../template.ts'

/** A place that looks like a variable and is written in a way that nobody fills in. */
export type VariableSlip = {
  /** In UTF-16 units of the template. */
  readonly start: number
  readonly end: number
  /** How the variable is written. */
  readonly better: string
}

/** What variables are usually called; together with the list's own columns, what may stand in brackets. */
const usualNames =
  '姓名 名字 客户姓名 顾客姓名 会员姓名 客户 顾客 称呼 昵称 手机号 手机 电话 门店 店名 店铺 金额 消费金额 余额 积分 日期 时间 有效期 截止日期 商品 产品 品名 券码 优惠码 兑换码 验证码 等级 会员等级 折扣 地址 订单号 卡号 生日 变量 name phone code'.split(
    ' ',
  )

const name = '[^{}<>｛｝＜＞【】\\[\\]#$＄\\s，。,.]'
/** With a bracket or the sign of a variable: nothing else looks like that. */
const certain = new RegExp(
  `[$＄]\\s*(?:[{｛]\\s*(${name}{1,20})\\s*[}｝]|[<＜]\\s*(${name}{1,20})\\s*[>＞]|[(（]\\s*(${name}{1,20})\\s*[)）])|(?<![$＄])(?:[{｛]{1,2}\\s*(${name}{1,20})\\s*[}｝]{1,2})|#(?:code|name)?\\{(${name}{1,20})\\}|%(${name}{1,20})%`,
  'gu',
)
/** In signs that stand for other things too: only round a name that is known. */
const likely = new RegExp(
  `#\\s*(${name}{1,20})\\s*#|【\\s*(${name}{1,20})\\s*】|[[［]\\s*(${name}{1,20})\\s*[\\]］]|(?<![$＄])[<＜]\\s*(${name}{1,20})\\s*[>＞]`,
  'gu',
)

/** Variables written in another provider's or another keyboard's way. `columns` are the names of the list's columns. */
export const variableSlips = (text: string, columns: readonly string[]): readonly VariableSlip[] => {
  const known = new Set([...usualNames, ...columns.map(column => column.trim())])
  const good: { start: number; end: number }[] = []
  let offset = 0
  for (const segment of parseTemplate(text).segments) {
    const end =
      segment.kind === 'text'
        ? offset + segment.text.length
        : text.indexOf(text[offset + 1] === '<' ? '>' : '}', offset) + 1
    if (segment.kind === 'variable') good.push({ start: offset, end })
    offset = end
  }
  const slips: VariableSlip[] = []
  for (const [pattern, isCertain] of [
    [certain, true],
    [likely, false],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const called = match.slice(1).find(group => group !== undefined) ?? ''
      const [start, end] = [match.index, match.index + match[0].length]
      const touches = (other: { readonly start: number; readonly end: number }): boolean =>
        start < other.end && end > other.start
      if (called === '' || !(isCertain || known.has(called))) continue
      if (good.some(touches) || slips.some(touches)) continue
      slips.push({ start, end, better: `\${${called}}` })
    }
  return slips.toSorted((one, other) => one.start - other.start)
}

export const withoutSlip = (text: string, { start, end, better }: VariableSlip): string =>
  text.slice(0, start) + better + text.slice(end)
