import type { Signature, Template } from '../../../shared/domain/campaign.ts'
import { isBlank, type ParsedTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import type { ContactColumn, UsableContact } from '../import/usable-contacts.ts'

/** Where a variable's value comes from: the same cell of every row, or one text for everybody. */
export type VariableSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'column'; readonly index: number }
  | { readonly kind: 'fixed'; readonly text: string }

/** What happens to a recipient whose cell is blank. Leaving out is the default: nothing half-filled goes out unasked. */
export type EmptyPolicy = { readonly kind: 'leave-out' } | { readonly kind: 'replace'; readonly text: string }

/** What the owner has written. Maps, because a variable may be called `__proto__`. */
export type Content = {
  readonly signature: Signature
  readonly template: Template
  /** Only what the owner chose; the rest is found by the columns' names. */
  readonly chosen: ReadonlyMap<string, VariableSource>
  readonly policies: ReadonlyMap<string, EmptyPolicy>
}

export const emptyContent: Content = {
  signature: { name: '', code: '' },
  template: { code: '', text: '' },
  chosen: new Map(),
  policies: new Map(),
}

/** Words that shops use for the same thing, as column header or as variable. */
const synonyms: readonly (readonly string[])[] = [
  [
    '姓名',
    '名字',
    '客户姓名',
    '顾客姓名',
    '会员姓名',
    '客户',
    '顾客',
    '会员',
    '联系人',
    '称呼',
    '昵称',
    'name',
  ],
  ['门店', '店名', '店铺', '分店', 'shop', 'store'],
  ['金额', '消费金额', '消费', '面额', '价格', 'amount', 'price'],
  ['日期', '时间', '有效期', '截止日期', 'date', 'time'],
  ['积分', '会员积分', 'points'],
  ['余额', '账户余额', 'balance'],
  ['产品', '商品', '新品', '品名', 'product'],
  ['券码', '优惠码', '兑换码', 'code'],
]

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-:()（）【】[\]/\\.]/g, '')

const sameThing = (a: string, b: string): boolean =>
  synonyms.some(group => group.includes(a) && group.includes(b))

/**
 * The column that a variable most likely means: the same name, then one that holds the other, then a usual synonym.
 * The phone column only by its own name. Null where nothing fits; nothing is guessed beyond the name.
 */
export const columnFor = (
  variable: string,
  columns: readonly ContactColumn[],
  phoneColumn: number,
): ContactColumn | null => {
  const wanted = plain(variable)
  if (wanted === '') return null
  const exact = columns.find(column => plain(column.name) === wanted)
  if (exact !== undefined) return exact
  const others = columns.filter(column => column.index !== phoneColumn && plain(column.name) !== '')
  return (
    others.find(column => {
      const name = plain(column.name)
      return name.length > 1 && wanted.length > 1 && (name.includes(wanted) || wanted.includes(name))
    }) ??
    others.find(column => sameThing(plain(column.name), wanted)) ??
    null
  )
}

/** The source of every variable of the template, in its order. */
export const sourcesOf = (
  parsed: ParsedTemplate,
  chosen: ReadonlyMap<string, VariableSource>,
  columns: readonly ContactColumn[],
  phoneColumn: number,
): ReadonlyMap<string, VariableSource> =>
  new Map(
    parsed.variables.map(name => {
      const own = chosen.get(name)
      if (own !== undefined) return [name, own]
      const column = columnFor(name, columns, phoneColumn)
      return [name, column === null ? { kind: 'none' } : { kind: 'column', index: column.index }]
    }),
  )

/** The value of one variable for one contact, before anybody decides about blanks. */
export const rawValue = (source: VariableSource | undefined, contact: UsableContact): string => {
  if (source === undefined || source.kind === 'none') return ''
  return source.kind === 'fixed' ? source.text : (contact.values[source.index] ?? '')
}

/** All values of one contact as they will be sent: a blank one replaced where the owner said so, else left blank. */
export const valuesFor = (
  sources: ReadonlyMap<string, VariableSource>,
  policies: ReadonlyMap<string, EmptyPolicy>,
  contact: UsableContact,
): ReadonlyMap<string, string> =>
  new Map(
    [...sources].map(([name, source]) => {
      const raw = rawValue(source, contact)
      const policy = policies.get(name)
      return [name, isBlank(raw) && policy?.kind === 'replace' ? policy.text : raw]
    }),
  )

/** What still has to be filled in before the list can be checked against the content. */
export type Missing =
  | {
      readonly kind:
        | 'signature-name'
        | 'signature-code'
        | 'template-code'
        | 'template-text'
        | 'broken-variable'
    }
  | { readonly kind: 'variable' | 'fixed-text' | 'replacement'; readonly name: string }

export const missingOf = (
  content: Content,
  sources: ReadonlyMap<string, VariableSource>,
  /** How many contacts are blank in a variable; a replacement is only asked for where it is needed. */
  blankCounts: ReadonlyMap<string, number>,
): readonly Missing[] => {
  const missing: Missing[] = []
  if (isBlank(content.signature.name)) missing.push({ kind: 'signature-name' })
  if (isBlank(content.signature.code)) missing.push({ kind: 'signature-code' })
  if (isBlank(content.template.code)) missing.push({ kind: 'template-code' })
  if (isBlank(content.template.text)) missing.push({ kind: 'template-text' })
  if (parseTemplate(content.template.text).problems.length > 0) missing.push({ kind: 'broken-variable' })
  for (const [name, source] of sources) {
    if (source.kind === 'none') missing.push({ kind: 'variable', name })
    if (source.kind === 'fixed' && isBlank(source.text)) missing.push({ kind: 'fixed-text', name })
    const policy = content.policies.get(name)
    if (policy?.kind === 'replace' && isBlank(policy.text) && (blankCounts.get(name) ?? 0) > 0) {
      missing.push({ kind: 'replacement', name })
    }
  }
  return missing
}
