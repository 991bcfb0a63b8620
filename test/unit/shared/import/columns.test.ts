import { describe, expect, test } from 'vitest'
import { guessColumns, phonesAboveHeader } from '../../../../shared/import/columns.ts'
import { isHeaderCell } from '../../../../shared/import/header-words.ts'
import { nameColumnOf } from '../../../../shared/import/name-column.ts'
import { otherPhoneColumns } from '../../../../shared/import/phone-columns.ts'

const rows = (...lines: readonly string[]): string[][] => lines.map(line => line.split(','))

/** Rows of people; `of` writes the row of the nth one. */
const people = (of: (n: number) => string, count = 4): string[] =>
  Array.from({ length: count }, (_, n) => of(n + 1))

describe('the phone column is found by content, the header by what it says', () => {
  test.each<[string, string[][], number, number]>([
    ['header and phone first', rows('手机号码,姓名', '13800138000,王芳'), 0, 0],
    ['phone in the third column', rows('姓名,金额,联系方式', '王芳,12,13800138000'), 0, 2],
    ['no header', rows('王芳,13800138000', '李强,13900139000'), -1, 1],
    ['one column without header', rows('13800138000', '13900139000'), -1, 0],
    ['a title and a blank line above', rows('会员名单,', ',', '手机,姓名', '13800138000,王芳'), 2, 0],
    ['a first row whose phone is bad is no header', rows('无,王芳', '13800138000,李强'), -1, 0],
    ['a first row that is too short is no header', rows('1380013800,王芳', '13800138000,李强'), -1, 0],
    ['a header in words nobody foresaw', rows('拨打对象,备忘', '13800138000,王芳'), 0, 0],
    [
      'the mobile beside the land line',
      rows('电话,手机', '0755-88888888,13800138000', '010-88888888,13900139000'),
      0,
      1,
    ],
    [
      'a WeChat name with a phone in it loses to the phone',
      rows('微信,手机', 'wx13800138000,13900139000'),
      0,
      1,
    ],
    ['English', rows('Name,Mobile Phone', 'Wang,13800138000'), 0, 1],
    ['units and stars in the header', rows('*姓名,手机号码(必填),消费金额(元)', '王芳,13800138000,1'), 0, 1],
    [
      'numbers with extensions',
      rows('收货人,收货人手机', '王芳,13800138000转1234', '李强,13800138000转5678'),
      0,
      1,
    ],
    ['one column of names and phones', rows('客户', '王芳13800138000', '李强 13900139000'), 0, 0],
  ])('%s', (_, sample, headerRow, phoneColumn) => {
    expect(guessColumns(sample)).toEqual({ headerRow, phoneColumn, phoneFound: true, inDoubt: [] })
  })
})

describe('header words weigh as much as what the cells hold', () => {
  test.each<[string, string, (n: number) => string, string]>([
    [
      'a clerk before the customer',
      '导购,导购电话,客户,客户电话',
      n => `小陈,1380000002${n},王${n},1380000000${n}`,
      '客户电话',
    ],
    [
      'a referrer before the member',
      '推荐人手机,会员姓名,会员手机',
      n => `13800000020,王${n},1380000000${n}`,
      '会员手机',
    ],
    [
      'the shop before the receiver',
      '门店,门店电话,收货人,收货人手机',
      n => `一店,13800000020,王${n},1380000000${n}`,
      '收货人手机',
    ],
    [
      'an emergency contact',
      '姓名,紧急联系人,紧急联系人电话,电话',
      n => `王${n},李,1390000000${n},1380000000${n}`,
      '电话',
    ],
    [
      'an account manager',
      '客户名称,客户经理电话,联系方式',
      n => `王${n},1390000000${n},1380000000${n}`,
      '联系方式',
    ],
    [
      'a driver',
      '订单编号,骑手电话,顾客电话',
      n => `1500000000${n},1390000000${n},1380000000${n}`,
      '顾客电话',
    ],
    ['order numbers', '订单编号,姓名,联系电话', n => `1500000000${n},王${n},1380000000${n}`, '联系电话'],
    ['card numbers', '会员卡号,姓名,电话', n => `1880000000${n},王${n},1380000000${n}`, '电话'],
    ['member numbers', '会员号,会员姓名,移动电话', n => `1880000000${n},王${n},1380000000${n}`, '移动电话'],
    ['QQ numbers', 'QQ号,姓名,tel', n => `1880000000${n},王${n},1380000000${n}`, 'tel'],
    ['accounts', '账号,昵称,绑定手机', n => `1880000000${n},王${n},1380000000${n}`, '绑定手机'],
    ['a guide on a trip', '游客,导游电话,游客电话', n => `王${n},1390000000${n},1380000000${n}`, '游客电话'],
    ['a coach at a gym', '会员,教练手机,手机', n => `王${n},1390000000${n},1380000000${n}`, '手机'],
    [
      'a doctor at a clinic',
      '患者,医生电话,患者电话',
      n => `王${n},1390000000${n},1380000000${n}`,
      '患者电话',
    ],
    ['a class teacher', '学生,班主任电话,家长电话', n => `王${n},1390000000${n},1380000000${n}`, '家长电话'],
    [
      'the office beside the mobile',
      '姓名,办公电话,手机',
      n => `王${n},1390000000${n},1380000000${n}`,
      '手机',
    ],
    [
      'English staff',
      'Staff Phone,Customer,Customer Phone',
      n => `1390000000${n},W${n},1380000000${n}`,
      'Customer Phone',
    ],
    ['English orders', 'Order No,Name,Mobile', n => `1500000000${n},W${n},1380000000${n}`, 'Mobile'],
    ['a second phone', '姓名,备用手机,手机', n => `王${n},1390000000${n},1380000000${n}`, '手机'],
    ['an unknown word', '拨号,姓名,联系电话', n => `1390000000${n},王${n},1380000000${n}`, '联系电话'],
  ])('%s', (_, header, of, wanted) => {
    const sample = rows(header, ...people(of))
    const guess = guessColumns(sample)
    expect(sample[0]?.[guess.phoneColumn]).toBe(wanted)
    expect(guess.inDoubt).toEqual([])
  })

  test('a column called a phone stays the phone column though its numbers are land lines', () => {
    const sample = rows('订单编号,姓名,联系电话', ...people(n => `1500000000${n},王${n},0755-2600123${n}`))
    expect(guessColumns(sample)).toMatchObject({ phoneColumn: 2, phoneFound: false, inDoubt: [] })
  })
})

describe('where only the owner can tell, the owner is asked', () => {
  test.each<[string, string, (n: number) => string, readonly number[]]>([
    ['two columns of one name', '姓名,手机号,手机号', n => `王${n},1380000000${n},1390000000${n}`, [1, 2]],
    ['手机 and 电话', '电话,手机', n => `1390000000${n},1380000000${n}`, [1, 0]],
    ['buyer and receiver', '买家手机,收货人手机', n => `1390000000${n},1380000000${n}`, [0, 1]],
    ['father and mother', '学生,父亲电话,母亲电话', n => `王${n},1390000000${n},1380000000${n}`, [1, 2]],
    ['phone and mobile', 'Phone,Mobile', n => `1390000000${n},1380000000${n}`, [1, 0]],
    ['only a clerk’s phone', '客户,导购电话', n => `王${n},1380000000${n}`, [1]],
    ['only an account', '顾客,账号,商品', n => `王${n},1380000000${n},烤鱼`, [1]],
    ['only a shop’s phone', '门店,门店电话', n => `${n}店,1380000000${n}`, [1]],
  ])('%s', (_, header, of, inDoubt) => {
    expect(guessColumns(rows(header, ...people(of)))).toMatchObject({ phoneColumn: inDoubt[0], inDoubt })
  })

  test('two columns of phones without a header', () => {
    const sample = rows(...people(n => `1380000000${n},王${n},1390000000${n}`))
    expect(guessColumns(sample)).toMatchObject({ headerRow: -1, inDoubt: [0, 2] })
  })

  test('nobody is asked about columns that hold the same phones, or phones of different people', () => {
    expect(
      guessColumns(rows('手机,电话', ...people(n => `1380000000${n},138-0000-000${n}`))).inDoubt,
    ).toEqual([])
    const apart = rows('手机,电话', '13800000001,', ',13900000002', '13800000003,', ',13900000004')
    expect(guessColumns(apart).inDoubt).toEqual([])
  })
})

describe('the header is found anywhere in the first fifty rows', () => {
  const list = people(n => `王${n},1380000000${n},1990-01-0${n}`)
  test.each<[string, string[], number]>([
    ['twenty lines of preamble', people(n => `说明第${n}行：导出系统的话,,`, 20), 20],
    ['forty lines', people(n => `第${n}条,,`, 40), 40],
    ["the shop's own phone in a title", ['一店会员表,13811112222,'], 1],
    ['a phone among words in a title', ['客服热线 13811112222,,', '导出时间：2026-01-01,,'], 2],
    ['a group header', ['会员信息,,其他信息'], 1],
    ['blank lines', [',,', ',,'], 2],
    ['nothing', [], 0],
  ])('below %s', (_, above, headerRow) => {
    for (const header of [
      '姓名,手机号,生日',
      '称谓,手提电话,到店情况',
      '*姓名（必填）,*手机号码（必填，11位）,生日(选填)',
    ])
      expect(guessColumns(rows(...above, header, ...list))).toMatchObject({ headerRow, phoneColumn: 1 })
  })

  test('lines of a chat above the first bare number are not lost', () => {
    const chat = [['王芳 12:03:11'], ['我的电话是13800138001，改天联系'], ['李四：'], ['13800138002']]
    expect(guessColumns(chat)).toMatchObject({ headerRow: -1, phoneColumn: 0 })
  })

  test('people above a second header are not lost', () => {
    const sample = rows(...list, '姓名,手机号,生日', ...list)
    expect(guessColumns(sample).headerRow).toBe(-1)
  })

  test('rows above it that hold a phone are named', () => {
    const sample = rows('一店会员表,13811112222,', '客服 13800001111,,', '姓名,手机号,生日', ...list)
    expect(phonesAboveHeader(sample, 2)).toEqual([0, 1])
    expect(phonesAboveHeader(sample, -1)).toEqual([])
  })
})

test('the phone column may be the two-hundredth', () => {
  const blanks = Array.from({ length: 199 }, (_, n) => `字段${n}`)
  const sample = [
    [...blanks, '手机号', '姓名'],
    ...people(n => `1380000000${n}`).map(p => [...blanks, p, '王']),
  ]
  expect(guessColumns(sample)).toMatchObject({ headerRow: 0, phoneColumn: 199, inDoubt: [] })
})

test('a line of a million cells is answered at once', () => {
  const line = Array.from({ length: 1_000_000 }, (_, n) => `手机${n}`)
  const begun = performance.now()
  guessColumns([line, ['x'.repeat(5_000_000)]])
  expect(performance.now() - begun).toBeLessThan(10_000)
})

test('without any phone the header tells, and it is said that none was found', () => {
  expect(guessColumns(rows('姓名,手机', '王芳,无', '李强,1380'))).toEqual({
    headerRow: 0,
    phoneColumn: 1,
    phoneFound: false,
    inDoubt: [],
  })
  expect(guessColumns([])).toEqual({ headerRow: -1, phoneColumn: 0, phoneFound: false, inDoubt: [] })
})

test('names of columns are told from names of people', () => {
  for (const cell of [
    '手机',
    '会员姓名',
    '联系电话1',
    '消费金额（元）',
    '最近消费时间',
    'Phone Number',
    'customer_id',
    '宠物名称',
    '上次保养日期',
    '手機號碼',
    '*姓名（必填）',
    '姓名\n(必填)',
  ])
    expect(isHeaderCell(cell), cell).toBe(true)
  for (const cell of [
    '王芳',
    '客户甲',
    '13800138000',
    '',
    '手机：13800138000',
    '二号店',
    'Anna',
    '是',
    '2024年客户清单',
  ])
    expect(isHeaderCell(cell), cell).toBe(false)
})

test('a cell made to tie up the header rule is answered at once', () => {
  const cell = `${'开卡开办'.repeat(7)}!!`
  const begun = performance.now()
  for (let i = 0; i < 100; i++) expect(isHeaderCell(`${cell}甲`)).toBe(false)
  expect(performance.now() - begun).toBeLessThan(10_000)
})

describe('the column of names', () => {
  test.each([
    [['手机', '姓名'], 1],
    [['会员名称', '客户姓名', '手机'], 1],
    [['手机', '昵称', '店名'], 1],
    [['phone', 'Customer Name'], 1],
    [['手机', '联系人', '门店名称'], 1],
    [['手机', '店名'], -1],
    [['导购姓名', '收货人姓名', '手机'], 1],
    [['推荐人姓名', '手机', '会员姓名'], 2],
    [['紧急联系人姓名', '手机'], -1],
    [['宠物名称', '主人', '客户'], 2],
    [['班主任姓名', '学生姓名', '家长'], 1],
    [['医生', '患者姓名'], 1],
    [['Staff Name', 'Customer Name', 'Phone'], 1],
    [['商品名称', '买家昵称', '收货人'], 2],
    [['*姓名（必填）', '手机'], 0],
    [['姓名', '姓名'], 0],
    [['手机', '姓名 (必填)'], 1],
    [['手机', '姓名*'], 1],
    [['手机', '*姓名'], 1],
    [['手机', '【必填】姓名'], 1],
    [['手机', '姓\n名\n（与身份证一致）'], 1],
    [['手机', '对方姓名'], 1],
    [['手机', '姓名 Name'], 1],
    [['手机', '姓名/Name'], 1],
    [['手机', '姓名1'], 1],
    [['导游', '游客'], 1],
    [['用户名', '买家昵称'], 1],
    [['', ''], -1],
  ])('%j', (header, column) => {
    expect(nameColumnOf(header)).toBe(column)
  })
})

test('other columns of phones are offered, those with most phones first', () => {
  const sample = rows(
    '姓名,手机,备用手机,座机,订单',
    '王芳,13800138000,,0755-88888888,20250101',
    '李强,13900139000,13700137000,13600136000,20250102',
    '张敏,13500135000,无,0755-88888889,20250103',
  )
  const layout = { headerRow: 0, phoneColumns: [1] }
  expect(otherPhoneColumns(sample, layout)).toEqual([2])
  expect(otherPhoneColumns(sample, { ...layout, phoneColumns: [2] })).toEqual([1])
  expect(otherPhoneColumns([], { headerRow: -1, phoneColumns: [0] })).toEqual([])
})

test("a clerk's phones, cards and orders are never offered", () => {
  const sample = rows(
    '导购手机,会员卡号,订单号,手机',
    ...people(n => `1390000000${n},1880000000${n},1500000000${n},1380000000${n}`),
  )
  expect(otherPhoneColumns(sample, { headerRow: 0, phoneColumns: [3] })).toEqual([])
})
