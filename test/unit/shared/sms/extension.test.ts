import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPhone } from '../../../../shared/sms/phone.ts'

const isExtension = (cell: string): string | null => {
  const check = checkPhone(cell, false)
  return check.kind === 'ok' && check.warnings.includes('extension') ? check.phone : null
}

describe('a number with an extension is a class of its own', () => {
  test.each([
    '13800138000转1234',
    '13800138000 转 1234',
    '13800138000轉1234',
    '13800138000转接1234',
    '13800138000转分机1234',
    '13800138000-1234#',
    '13800138000p1234',
    '13800138000（密号）',
    '13800138000，转 1234',
    '13800138000（转1234）',
    '13800138000(转:1234)',
    '１３８００１３８０００（转１２３４）',
    '13800138000分机12',
    '13800138000 分机号：1234',
    '13800138000(分机1)',
    '13800138000#1234',
    '13800138000＃1234',
    '13800138000 # 7',
    '13800138000[1234]',
    '13800138000【1234】',
    '13800138000［１２３４］',
    '[1234]13800138000',
    '【1234】 13800138000',
    '13800138000(1234)',
    '13800138000（1234）',
    '13800138000,1234',
    '13800138000，1234',
    '13800138000,,1234',
    '13800138000;1234',
    '13800138000-1234',
    '13800138000－1234',
    '13800138000—1234',
    '13800138000_1234',
    '138-0013-8000-1234',
    '138 0013 8000 转 1234',
    '+86 13800138000,1234',
    '86-13800138000#1234',
    '13800138000ext1234',
    '13800138000 ext. 99',
    '13800138000 EXT:99',
    '13800138000 x1234',
    '13800138000;ext=1234',
    '13800138000 extension 1234',
    '13800138000，接通后请输入1234',
    '13800138000 拨通后按1234',
    '13800138000（隐私号）',
    '13800138000 虚拟号码',
    '="13800138000转1234"',
    "'13800138000#1234",
    '张三13800138000转1234',
  ])('%j', cell => {
    expect(isExtension(cell)).toBe('13800138000')
  })
})

describe('what is no extension', () => {
  test.each([
    '13800138000',
    '138-0013-8000',
    '138 0013 8000',
    '(+86)138-0013-8000',
    '13800138000.0',
    '13,800,138,000',
    '13800138000（老板）',
    '13800138000(2)',
    '13800138000@139.com',
    '13800138000/13900139000',
    '13800138000-13900139000',
    '13800138000转13900139000',
    '13800138000,13900139000',
    '13800138000;13900139000',
    '13800138000 / 0755-88888888',
    '[8] 13800138008',
    '[12]13800138008',
    '(5)13800138005',
    '13800138000，3栋201室',
    '13800138000，2024-05-01',
    '张三13800138000中间商',
    '0755-88888888转801',
    '400-888-8888,1234',
  ])('%j', cell => {
    expect(isExtension(cell)).toBeNull()
  })
})

test('whatever extension stands behind a number, the number is the one in front of it', () => {
  const sign = fc.constantFrom('转', ' 转 ', '#', '＃', ',', '，', '-', ' ext. ', '分机', '，分机号')
  const extension = fc.integer({ min: 10, max: 999_999 }).map(String)
  const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String)
  fc.assert(
    fc.property(phone, sign, extension, (digits, between, behind) => {
      expect(isExtension(`${digits}${between}${behind}`)).toBe(digits)
    }),
  )
})

test('a cell made to tie up the search is answered at once', () => {
  const begun = performance.now()
  for (const cell of [`13800138000${' '.repeat(180)}x`, `13800138000${',;('.repeat(60)}`, '1[1'.repeat(66)])
    for (let i = 0; i < 50; i++) checkPhone(cell, false)
  expect(performance.now() - begun).toBeLessThan(10_000)
})
