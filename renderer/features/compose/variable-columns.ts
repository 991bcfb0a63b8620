import type { VariableSource } from '../../../shared/domain/filling.ts'
import { personOf } from '../../../shared/import/header-person.ts'
import { headerText } from '../../../shared/import/header-words.ts'
import { nameLikeness } from '../../../shared/import/name-column.ts'
import { isBlank } from '../../../shared/sms/template.ts'
import type { ContactColumn } from '../import/usable-contacts.ts'

/** Names that mean the same thing and nothing else, as column header or as variable. */
const synonyms: readonly (readonly string[])[] = [
  ['门店', '店名', '店铺', '门店名称', '店铺名称', '分店', 'shop', 'store'],
  ['日期', 'date'],
  ['时间', 'time'],
  [
    '有效期',
    '有效期至',
    '截止日期',
    '到期日',
    '到期日期',
    '到期时间',
    '失效日期',
    'expirydate',
    'validuntil',
  ],
  ['生日', '出生日期', '出生年月', '出生年月日', 'birthday', 'birthdate', 'dateofbirth'],
  ['金额', 'amount'],
  ['价格', '价钱', '售价', 'price'],
  ['积分', '会员积分', '当前积分', '可用积分', '积分余额', 'points'],
  ['余额', '账户余额', '会员余额', '卡余额', '当前余额', '可用余额', 'balance'],
  ['产品', '商品', '品名', '产品名称', '商品名称', 'product', 'productname'],
  ['券码', '优惠码', '兑换码', '优惠券码', 'couponcode'],
  ['等级', '会员等级', '会员级别', '级别', 'level'],
  ['称呼', '称谓', 'title'],
]

/** Variables that ask for the person's name. */
const asksForName =
  /^(?:客户|会员|顾客|用户|买家|收货人|联系人|学员|学生|患者|业主|车主|客人)?(?:姓名|名字)$|^(?:客户|顾客|会员)(?:名称)?$|^(?:full|customer|client|member)?name$/

/**
 * `taken`: the name says it, and nothing else could be meant. `suggested`: may be meant, the likeliest first; nothing of
 * it is used before the owner says so.
 */
export type ColumnMatch =
  | { readonly kind: 'taken'; readonly column: ContactColumn }
  | { readonly kind: 'suggested'; readonly columns: readonly ContactColumn[] }
  | { readonly kind: 'none' }

/** The name without blanks, width, case, signs around it, and whether it has to be filled in. */
const bareName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【](?:必填|选填|可不填|required|optional)项?[)\]】]/g, '')
    .replace(/[\s*_\-:.]/g, '')

const plain = (name: string): string => headerText(name).plain

const meansTheSame = (a: string, b: string): boolean =>
  synonyms.some(group => group.includes(a) && group.includes(b))

/** How a column stands to a variable: 3 called the same but for a note, 2 another word for it, 1 holds its word. */
function closeness(wanted: string, column: ContactColumn): number {
  const text = headerText(column.name)
  const name = text.plain
  if (name === '') return 0
  if (name === wanted) return 3
  const isName = asksForName.test(wanted)
  if (isName && personOf(text) === 'other')
    return name.includes(wanted) || nameLikeness(column.name) > 0 ? 1 : 0
  if (isName && nameLikeness(column.name) >= 2) return 2
  if (meansTheSame(name, wanted)) return 2
  const isPart = name.length > 1 && wanted.length > 1 && (name.includes(wanted) || wanted.includes(name))
  if (isPart) return 1
  return isName && nameLikeness(column.name) > 0 ? 1 : 0
}

/**
 * The column that fills a variable: one of exactly its name, or one that means the same where nothing else comes near.
 * Anything less is a suggestion. The phone column only by its own name.
 */
export const columnFor = (
  variable: string,
  columns: readonly ContactColumn[],
  phoneColumn: number,
): ColumnMatch => {
  const wanted = plain(variable)
  if (wanted === '') return { kind: 'none' }
  const exact = columns.filter(column => bareName(column.name) === bareName(variable))
  const [first] = exact
  if (first !== undefined)
    return exact.length === 1 ? { kind: 'taken', column: first } : { kind: 'suggested', columns: exact }
  const near = columns
    .filter(column => column.index !== phoneColumn)
    .map(column => ({ column, closeness: closeness(wanted, column) }))
    .filter(one => one.closeness > 0)
    .sort((a, b) => b.closeness - a.closeness)
  const [best, ...others] = near
  if (best === undefined) return { kind: 'none' }
  const isAlone = others.every(one => isNobodysRival(wanted, one.column))
  return best.closeness >= 2 && isAlone
    ? { kind: 'taken', column: best.column }
    : { kind: 'suggested', columns: near.slice(0, mostSuggested).map(one => one.column) }
}

const mostSuggested = 3

/**
 * What one click on names changes: a variable gets the column that its name means, or the only one that it may mean. A text that
 * somebody typed for everybody stays.
 */
export const matchedByName = (
  sources: ReadonlyMap<string, VariableSource>,
  columns: readonly ContactColumn[],
  phoneColumn: number,
): ReadonlyMap<string, VariableSource> =>
  new Map(
    [...sources].flatMap(([name, source]): [string, VariableSource][] => {
      if (source.kind === 'fixed' && !isBlank(source.text)) return []
      const match = columnFor(name, columns, phoneColumn)
      const [only, ...others] =
        match.kind === 'taken' ? [match.column] : match.kind === 'suggested' ? match.columns : []
      if (only === undefined || others.length > 0) return []
      // A column that somebody chose gives way only to one whose name leaves no doubt.
      if (source.kind === 'column' && (match.kind !== 'taken' || source.index === only.index)) return []
      return [[name, { kind: 'column', index: only.index }]]
    }),
  )

/** Neither the clerk's name nor a nickname is a rival of the customer's name. */
const isNobodysRival = (wanted: string, column: ContactColumn): boolean => {
  if (!asksForName.test(wanted)) return false
  const text = headerText(column.name)
  return personOf(text) === 'other' || (nameLikeness(column.name) === 1 && !text.plain.includes(wanted))
}
