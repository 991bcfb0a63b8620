import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guardCell, guardPhone, unguardCell } from '../../../../shared/export/excel-guards.ts'

/** Texts made of what the guards look at, beside any others. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '"',
      '=',
      '+',
      '-',
      '@',
      '＝',
      '－',
      '\t',
      '\r',
      '\n',
      ' ',
      '　',
      '\u200b',
      '1',
      '.',
      'A',
    ),
    maxLength: 12,
  }),
)

describe('a cell that would run as a formula', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+8613800138000', "'+8613800138000"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"],
    ['  =1', "'  =1"],
    ['\u00a0\u200b\ufeff=1', "'\u00a0\u200b\ufeff=1"],
    ['　＝1', "'　＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠a', "'＠a"],
    ['\tA', "'\tA"],
    ['\rA', "'\rA"],
    ['\nA', "'\nA"],
    ['-', "'-"],
    ['-1e5', "'-1e5"],
    ['-007', "'-007"],
    ['-1234567890123456', "'-1234567890123456"],
    ['="13800138000"', `'="13800138000"`],
    ["'=1", "''=1"],
    ["''=1", "'''=1"],
  ])('%j is written as %j', (plain, guarded) => {
    expect(guardCell(plain)).toBe(guarded)
    expect(unguardCell(guarded)).toBe(plain)
  })

  test('never begins with what runs, however it was written', () => {
    fc.assert(
      fc.property(text, plain => {
        expect(guardCell(plain)).not.toMatch(/^(?:\s*[=+@＝＋－＠]|[\t\r\n])/)
      }),
    )
  })
})

test.each([
  '',
  '-12.5',
  '-0',
  '-7',
  '-123456789012345',
  '0',
  '12.5',
  '张三',
  'a=b',
  "O'Neil",
  "'hello",
  "'-12.5",
  ' a',
])('%j stays as it is', plain => {
  expect(guardCell(plain)).toBe(plain)
  expect(unguardCell(plain)).toBe(plain)
})

test.each([
  ['13800138000', '="13800138000"'],
  ['+8613800138000', '="+8613800138000"'],
  ['0755', '="0755"'],
  ['138 0013 8000', '138 0013 8000'],
  ['', ''],
  ['=HYPERLINK("x")', `'=HYPERLINK("x")`],
])('the phone %j is written as %j', (phone, guarded) => {
  expect(guardPhone(phone)).toBe(guarded)
  expect(unguardCell(guarded)).toBe(phone)
})

test.each(['="张三"', '=1+1', '="1"&"2"', '="13800138000" ', "'张三", '"13800138000"'])(
  '%j is no guard of ours and stays',
  cell => expect(unguardCell(cell)).toBe(cell),
)

test('every text comes back', () => {
  fc.assert(
    fc.property(text, plain => {
      expect(unguardCell(guardCell(plain))).toBe(plain)
      expect(unguardCell(guardPhone(plain))).toBe(plain)
    }),
    { numRuns: 2000 },
  )
})
