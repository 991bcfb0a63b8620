import { checkPhone } from '../sms/phone.ts'
import { isBlankCell } from './cell-value.ts'

type Record = readonly string[]

export type ColumnGuess = {
  /** Index of the header's record in the file, -1 where there is none. Records before it are no data. */
  readonly headerRow: number
  readonly phoneColumn: number
  /** False where no column holds a phone: `phoneColumn` then rests on the header alone, or is the first column. */
  readonly phoneFound: boolean
}

/** A title and blank lines may stand above the header, but not more than this. */
const headerWithin = 10

const words =
  '手机|移动|电话|座机|号码|号|联系|方式|客户|会员|顾客|用户|买家|收货|收件|本人|备用|常用|注册|绑定|登记|预留|人|的|' +
  '姓名|名字|名称|店名|昵称|称呼|消费|累计|总|金额|余额|储值|充值|次数|最近|最后|上次|首次|一次|时间|生日|出生|年龄|' +
  '性别|地址|门店|店铺|分店|所属|等级|级别|类型|类别|标签|分组|备注|说明|积分|编号|编码|序号|卡|订单|单号|微信|邮箱|' +
  'qq|省份|省|城市|来源|状态|优惠券|商品|产品|数量|价格|单价|元|开|办|到|期|数|日|' +
  'phone|mobile|cell|telephone|tel|number|no|contact|first|last|full|nick|name|customer|client|member|user|id|amount|' +
  'total|price|date|time|birthday|address|city|store|shop|branch|level|type|tags?|note|remarks?|email|mail|wechat|' +
  'gender|sex|age|points|balance|order|status|source|count'
const headerCell = new RegExp(`^(?:${words})+\\d?$`, 'i')
const mobileWord = /手机|移动电话|mobile|cell/i
const phoneWord = /电话|号码|联系方式|phone|tel/i
/** What people write where there is nothing to write. */
const placeholder = /^(?:无|没有|暂无|未知|不详|null|none|n\/?a|[-—/?？.。*]+)$/i

/** Whether a cell reads like the name of a column: made of the usual words only, brackets and signs aside. */
export function isHeaderCell(cell: string): boolean {
  if (cell.length > 30) return false
  return headerCell.test(cell.replace(/[\s_\-.:：*#()（）[\]【】/、]/g, ''))
}

/** Finds the phone column by what the cells hold, and the header by what it says and where it stands. */
export function guessColumns(sample: readonly Record[]): ColumnGuess {
  const width = sample.reduce((most, record) => Math.max(most, record.length), 0)
  let best = { column: 0, score: 0 }
  const head = sample.slice(0, headerWithin)
  for (let column = 0; column < Math.min(width, 200); column++) {
    let score = 0
    for (const record of sample) score += phoneLikeness(record[column] ?? '')
    if (head.some(record => isHeaderCell(record[column] ?? '') && mobileWord.test(record[column] ?? '')))
      score *= 1.2
    if (score > best.score) best = { column, score }
  }
  const phoneFound = best.score > 0
  const headerRow = findHeader(head, best.column, phoneFound)
  if (phoneFound) return { headerRow, phoneColumn: best.column, phoneFound }
  return { headerRow, phoneColumn: columnByHeader(sample[headerRow] ?? []), phoneFound }
}

/** 1: the cell is one phone and nothing else. Less where a phone stands among other things. */
function phoneLikeness(cell: string): number {
  const check = checkPhone(cell, false)
  if (check.kind === 'blocked') return 0
  return /\p{L}/u.test(cell) ? 0.5 : 1
}

function findHeader(head: readonly Record[], phoneColumn: number, phoneFound: boolean): number {
  const firstPhone = phoneFound
    ? head.findIndex(record => checkPhone(record[phoneColumn] ?? '', false).kind === 'ok')
    : -1
  const above = firstPhone === -1 ? head : head.slice(0, firstPhone)
  let best = { row: -1, named: 0 }
  for (const [row, record] of above.entries()) {
    const named = record.filter(isHeaderCell).length
    if (named > best.named) best = { row, named }
  }
  if (best.row >= 0) return best.row
  // No usual word, but words where the others have phones.
  const first = head[0]
  const title = first?.[phoneColumn]?.trim() ?? ''
  const isTitle = firstPhone > 0 && title !== '' && !/\d/.test(title) && !placeholder.test(title)
  return isTitle && first?.every(cell => isBlankCell(cell) || /\p{L}/u.test(cell)) ? 0 : -1
}

function columnByHeader(header: Record): number {
  for (const word of [mobileWord, phoneWord]) {
    const column = header.findIndex(cell => isHeaderCell(cell) && word.test(cell))
    if (column >= 0) return column
  }
  return 0
}

/** In order of preference: what a column of people's names is called. */
const nameWords = [
  /^(?:客户|会员|顾客|用户|买家|联系人|收货人|收件人|本人)?(?:姓名|名字)$/,
  /^(?:full|customer|client|member|user|contact)?name$/,
  /^(?:联系人|收货人|收件人|客户名称|会员名称|客户|会员|顾客|买家)$/,
  /昵称|称呼|nickname/,
] as const

/** The column that holds people's names, by its header; -1 where no header says so. */
export function nameColumnOf(header: Record): number {
  const plain = header.map(cell => cell.toLowerCase().replace(/[\s_\-.:：*#()（）[\]【】]/g, ''))
  for (const words of nameWords) {
    const column = plain.findIndex(cell => words.test(cell))
    if (column >= 0) return column
  }
  return -1
}

/** Further columns that hold phones and nothing else, most of them first: to be offered, never taken by itself. */
export function otherPhoneColumns(
  sample: readonly Record[],
  { headerRow, phoneColumns }: { readonly headerRow: number; readonly phoneColumns: readonly number[] },
): readonly number[] {
  const data = sample.slice(headerRow + 1)
  const width = data.reduce((most, record) => Math.max(most, record.length), 0)
  const found: { readonly column: number; readonly phones: number }[] = []
  for (let column = 0; column < Math.min(width, 200); column++) {
    if (phoneColumns.includes(column)) continue
    const filled = data.map(record => record[column] ?? '').filter(cell => !isBlankCell(cell))
    const phones = filled.filter(cell => phoneLikeness(cell) === 1).length
    const isNamed =
      phoneWord.test(sample[headerRow]?.[column] ?? '') || mobileWord.test(sample[headerRow]?.[column] ?? '')
    if (phones > 0 && phones >= filled.length * (isNamed ? 0.2 : 0.6)) found.push({ column, phones })
  }
  return found.sort((a, b) => b.phones - a.phones).map(({ column }) => column)
}
