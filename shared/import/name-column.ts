import { personOf } from './header-person.ts'
import { headerText } from './header-words.ts'

const whole =
  /(?:姓名|名字|真名|大名)$|^(?:full|real|customer|client|member|user|contact|guest|patient|student|receiver|recipient|buyer|consignee|attendee)?name$/
const noun =
  /^(?:客户|会员|顾客|买家|用户|联[系络]人|收货人|收件人|取货人|提货人|学员|学生|患者|病人|就诊人|业主|车主|客人|宾客|入住人|预订人|预约人|下单人|持卡人|办卡人|消费者|家长|租客|住户|游客|旅客|乘客|投保人|报修人|送修人|来访人|报名人|参会人|老板|店主|customer|client|guest|patient|student|receiver|recipient|consignee|buyer|contactperson)$/
const called =
  /^(?:客户|会员|顾客|买家|联[系络]人|收货人|收件人|学员|学生|患者|业主|车主|客人|宾客|家长|对方)(?:名称?|称呼|称谓)$/
const nickname = /昵称|称呼|称谓|网名|微信名|nickname/
/** Names of things and animals. */
const otherNames =
  /宠物|商品|产品|项目|课程|套餐|活动|品牌|文件|公司|单位|企业|学校|店|品名|券|卡名|开户|pet|product|item|company|school|file|brand/
const children = /宝宝|孩子|小孩|子女|儿童|child|kid|baby/

/** How strongly a header indicates a column of people's names; 0: not at all. */
export function nameLikeness(cell: string): number {
  const text = headerText(cell)
  // 姓名1, 姓名 Name
  const plain = text.plain.replace(/(?<=\p{Script=Han})(?:\d{1,2}|[a-z]+)$/u, '')
  const person = personOf(text)
  if (person === 'other' || otherNames.test(plain)) return 0
  if (whole.test(plain)) {
    if (children.test(plain)) return 1.5
    return /^(?:姓名|名字|name)$/.test(plain) ? 4 : person === 'customer' ? 3.5 : 3
  }
  if (noun.test(plain) || called.test(plain)) return 2
  return nickname.test(plain) ? 1 : 0
}

/** The column that holds only people's names, by its header; -1 if no header says so. */
export function nameColumnOf(header: readonly string[], phoneColumns: readonly number[] = []): number {
  let best = -1
  let most = 0
  for (const [column, cell] of header.entries()) {
    const likeness = nameLikeness(cell)
    if (likeness > most && !phoneColumns.includes(column)) [best, most] = [column, likeness]
  }
  return best
}
