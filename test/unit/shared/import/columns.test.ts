import { describe, expect, test } from 'vitest'
import {
  guessColumns,
  isHeaderCell,
  nameColumnOf,
  otherPhoneColumns,
} from '../../../../shared/import/columns.ts'

const rows = (...lines: readonly string[]): string[][] => lines.map(line => line.split(','))

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
    ['the column called 手机 where both hold mobiles', rows('电话,手机', '13700137000,13800138000'), 0, 1],
    [
      'a WeChat name with a phone in it loses to the phone',
      rows('微信,手机', 'wx13800138000,13900139000'),
      0,
      1,
    ],
    ['English', rows('Name,Mobile Phone', 'Wang,13800138000'), 0, 1],
    ['units and stars in the header', rows('*姓名,手机号码(必填),消费金额(元)', '王芳,13800138000,1'), 0, 1],
  ])('%s', (_, sample, headerRow, phoneColumn) => {
    expect(guessColumns(sample)).toEqual({ headerRow, phoneColumn, phoneFound: true })
  })
})

test('without any phone the header tells, and it is said that none was found', () => {
  expect(guessColumns(rows('姓名,手机', '王芳,无', '李强,1380'))).toEqual({
    headerRow: 0,
    phoneColumn: 1,
    phoneFound: false,
  })
  expect(guessColumns([])).toEqual({ headerRow: -1, phoneColumn: 0, phoneFound: false })
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
  ])
    expect(isHeaderCell(cell), cell).toBe(true)
  for (const cell of ['王芳', '客户甲', '13800138000', '', '手机：13800138000', '二号店', 'Anna'])
    expect(isHeaderCell(cell), cell).toBe(false)
})

test('a cell made to tie up the header rule is answered at once', () => {
  const cell = `${'开卡开办'.repeat(7)}!!`
  const begun = performance.now()
  for (let i = 0; i < 100; i++) expect(isHeaderCell(cell)).toBe(false)
  expect(performance.now() - begun).toBeLessThan(1000)
})

describe('the column of names', () => {
  test.each([
    [['手机', '姓名'], 1],
    [['会员名称', '客户姓名', '手机'], 1],
    [['手机', '昵称', '店名'], 1],
    [['phone', 'Customer Name'], 1],
    [['手机', '联系人', '门店名称'], 1],
    [['手机', '店名'], -1],
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
