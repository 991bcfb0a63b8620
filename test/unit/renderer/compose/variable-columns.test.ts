import { describe, expect, test } from 'vitest'
import { columnFor, matchedByName } from '../../../../renderer/features/compose/variable-columns.ts'
import type { VariableSource } from '../../../../shared/domain/filling.ts'

const columnsOf = (header: string) => header.split(',').map((name, index) => ({ index, name }))

/** `=名` taken by itself, `?名、名` suggested, '' neither. The first column is the phone's. */
const found = (variable: string, header: string): string => {
  const match = columnFor(variable, columnsOf(header), 0)
  switch (match.kind) {
    case 'taken':
      return `=${match.column.name}`
    case 'suggested':
      return `?${match.columns.map(column => column.name).join('、')}`
    case 'none':
      return ''
  }
}

describe('a column is taken by itself where its name leaves no doubt', () => {
  test.each([
    ['客户姓名', '手机号码,客户姓名,消费金额,门店', '=客户姓名'],
    ['姓名', '手机号码,客户姓名,消费金额,门店', '=客户姓名'],
    ['店名', '手机号码,客户姓名,消费金额,门店', '=门店'],
    ['name', '手机号码,客户姓名,消费金额,门店', '=客户姓名'],
    ['消费 金额', '手机号码,客户姓名,消费金额,门店', '=消费金额'],
    ['手机号码', '手机号码,客户姓名', '=手机号码'],
    ['姓名', '手机,收货人姓名,导购姓名', '=收货人姓名'],
    ['姓名', '手机,*姓名（必填）,昵称', '=*姓名（必填）'],
    ['姓名', '手机,姓名,客户姓名', '=姓名'],
    ['姓名', '手机,联系人', '=联系人'],
    ['姓名', '手机,客户姓名,昵称', '=客户姓名'],
    ['余额', '手机,余额,上月余额', '=余额'],
    ['余额', '手机,账户余额', '=账户余额'],
    ['余额', '手机,余额(元)', '=余额(元)'],
    ['有效期', '手机,到期日期', '=到期日期'],
    ['生日', '手机,出生日期', '=出生日期'],
    ['Name', 'Phone,Customer Name,Staff Name', '=Customer Name'],
  ])('${%s} among %s', (variable, header, expected) => {
    expect(found(variable, header)).toBe(expected)
  })
})

describe('anything less is a suggestion', () => {
  test.each([
    ['余额', '手机,上月余额,余额(元),出生日期', '?余额(元)、上月余额'],
    ['日期', '手机,上月余额,余额(元),出生日期', '?出生日期'],
    ['姓名', '手机,紧急联系人姓名', '?紧急联系人姓名'],
    ['姓名', '手机,导购姓名', '?导购姓名'],
    ['姓名', '手机,昵称', '?昵称'],
    ['姓名', '手机,姓名,姓名', '?姓名、姓名'],
    ['姓名', '手机,客户姓名,学员姓名', '?客户姓名、学员姓名'],
    ['金额', '手机号码,客户姓名,消费金额,门店', '?消费金额'],
    ['金额', '手机,充值金额,消费金额', '?充值金额、消费金额'],
    ['时间', '手机,最近消费时间,注册时间', '?最近消费时间、注册时间'],
    ['积分', '手机,累计积分,可用积分', '?可用积分、累计积分'],
  ])('${%s} among %s', (variable, header, expected) => {
    expect(found(variable, header)).toBe(expected)
  })

  test.each([
    ['折扣', '手机号码,客户姓名,消费金额,门店'],
    ['1', '手机号码,客户姓名,消费金额,门店'],
    ['手机', '手机号码,客户姓名'],
    ['姓名', '手机,商品名称,门店'],
    ['', '手机,'],
  ])('nothing for ${%s} among %s', (variable, header) => {
    expect(found(variable, header)).toBe('')
  })
})

test('one click takes what names say, and leaves what was typed or has two meanings', () => {
  const columns = ['手机', '姓名', '金额（元）', '金额（实付）', '到期日', '备注'].map((name, index) => ({
    index,
    name,
  }))
  const sources = new Map<string, VariableSource>([
    ['姓名', { kind: 'column', index: 5 }],
    ['到期日', { kind: 'column', index: 4 }],
    ['金额', { kind: 'none' }],
    ['备注', { kind: 'fixed', text: '周六' }],
    ['手机', { kind: 'fixed', text: ' ' }],
  ])
  expect([...matchedByName(sources, columns, 0)]).toEqual([
    ['姓名', { kind: 'column', index: 1 }],
    ['手机', { kind: 'column', index: 0 }],
  ])
})
