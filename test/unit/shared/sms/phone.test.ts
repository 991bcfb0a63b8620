import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkPhone,
  originalCarrier,
  type PhoneBlock,
  type PhoneWarning,
  phoneBlocks,
  phoneWarnings,
  plainPhone,
} from '../../../../shared/sms/phone.ts'
import { maskPhone } from '../../../../shared/sms/phone-mask.ts'

const said = (cell: string, cellIsNumber = false): string => {
  const check = checkPhone(cell, cellIsNumber)
  if (check.kind === 'blocked') return check.reason
  return [check.phone, ...check.others, ...check.warnings].join(' ')
}

type Expected = { readonly row: number; readonly phoneCell: string; readonly expect: string }
const expected: readonly Expected[] = JSON.parse(
  readFileSync(new URL('../../../fixtures/import/expected.json', import.meta.url), 'utf8'),
)

describe('every row of the sample list', () => {
  test.each(expected)('row $row: $phoneCell', row => {
    const [verdict = '', warn = ''] = row.expect.split(' ').filter(part => !part.startsWith('empty-'))
    if (verdict.startsWith('duplicate:')) expect(said(row.phoneCell)).toBe('13800138000')
    else if (verdict.startsWith('several:'))
      expect(said(row.phoneCell)).toBe(verdict.slice('several:'.length).replace(',', ' '))
    else if (verdict.startsWith('ok:'))
      expect(said(row.phoneCell)).toBe(`${verdict.slice(3)} ${warn.replace('warn:', '')}`.trim())
    else expect(said(row.phoneCell)).toBe(verdict)
  })
})

describe('ways of writing one phone', () => {
  test.each([
    '138-0013-8000',
    '138.0013.8000',
    '138‐0013–8000',
    '138 0013\u00a08000',
    '\u202a+86 138 0013 8000\u202c',
    '(+86)13800138000',
    '+(86)138-0013-8000',
    '（＋８６）１３８００１３８０００',
    '0086 138 0013 8000',
    '86-13800138000',
    '13800138000.0',
    '13800138000.00',
    '+86 13800138000.0',
    '13,800,138,000',
    "'13800138000",
    '="13800138000"',
    '"13800138000"',
    '13800138000\t',
    '\t13800138000',
    '张三13800138000',
    '13800138000（老板）',
    '①13800138000',
    '13800138000²',
    '13800138000@139.com',
    '手机：138 0013 8000',
    'TEL: +86-138-0013-8000',
    '13800138000/13800138000',
    '13800138000 / 0755-88888888',
    '0755-88888888 13800138000',
  ])('%j', cell => {
    expect(said(cell)).toBe('13800138000')
  })
})

describe('several phones in a cell', () => {
  test.each([
    '13800138000/13900139000',
    '13800138000、13900139000',
    '13800138000，13900139000',
    '13800138000;13900139000',
    '13800138000 13900139000',
    '138 0013 8000 139 0013 9000',
    '13800138000(13900139000)',
    '13800138000-13900139000',
    '13800138000\n13900139000',
    '13800138000+8613900139000',
    '13800138000转13900139000',
    '8613800138000 86 139 0013 9000',
  ])('%j: the first is used, the others are named', cell => {
    expect(said(cell)).toBe('13800138000 13900139000')
  })
})

describe('what is blocked', () => {
  test.each<[string, PhoneBlock]>([
    ['', 'missing'],
    [' \u3000\u200b\t', 'missing'],
    ['无', 'not-a-number'],
    ['-', 'not-a-number'],
    ['VIP3', 'not-a-number'],
    ['########', 'not-a-number'],
    ['1.38E+10', 'lossy'],
    ['1.3800138E+10', 'lossy'],
    ['1.38e10', 'lossy'],
    ['１.３８Ｅ＋１０', 'lossy'],
    ["'1.38E+10", 'lossy'],
    ['="1.38E+10"', 'lossy'],
    ['张三1.38E+10', 'lossy'],
    ['+852 9123 4567', 'foreign'],
    ['+13800138000', 'foreign'],
    ['00852 91234567', 'foreign'],
    ['0755-8888 8888', 'land-line'],
    ['010-88888888', 'land-line'],
    ['(0755)88888888-801', 'land-line'],
    ['+86 755 8888 8888', 'land-line'],
    ['+86 10 8888 8888', 'land-line'],
    ['400-888-8888', 'land-line'],
    ['8008208820', 'land-line'],
    ['1064812340000', 'iot-13-digit'],
    ['1440012340000', 'iot-13-digit'],
    ['8888 8888', 'too-short'],
    ['138****8000', 'masked'],
    ['138 **** 8000', 'masked'],
    ['138xxxx8000', 'masked'],
    ['１３８＊＊＊＊８０００', 'masked'],
    ['138●●●●8000', 'masked'],
    ['138····8000', 'masked'],
    ['138…8000', 'masked'],
    ['1380013****', 'masked'],
    ['*******8000', 'masked'],
    ['***********', 'masked'],
    ['+86 138****8000', 'masked'],
    ['张三 138****8000', 'masked'],
    ['138-8000', 'too-short'],
    ['1380013800.0', 'too-short'],
    ['1380013800.5', 'too-short'],
    ['13800138000.5', 'too-long'],
    ['13800138000 1', 'too-long'],
    ['440301199001011234', 'too-long'],
    ['12345678901', 'not-mobile'],
    ['8612345678901', 'not-mobile'],
    ['23800138000', 'not-mobile'],
  ])('%j: %s', (cell, reason) => {
    expect(said(cell)).toBe(reason)
  })

  test('digits are never filled up from what stands beside them', () => {
    expect(said('1380013800/0')).toBe('too-short')
    expect(said('1380013800\n0')).toBe('too-short')
    expect(said('1001 13800138000')).toBe('too-long')
  })
})

describe('warnings and original carrier, for every prefix from 130 to 199', () => {
  const table: Readonly<Record<string, readonly [string | null, ...PhoneWarning[]]>> = {
    '1348': ['china-mobile'],
    '1349': ['china-telecom', 'satellite'],
    '140': [null, 'not-allocated'],
    '144': [null, 'not-allocated'],
    '145': ['china-unicom', 'data-card'],
    '146': ['china-unicom', 'iot'],
    '147': ['china-mobile', 'data-card'],
    '148': ['china-mobile', 'iot'],
    '149': ['china-telecom', 'data-card'],
    '154': [null, 'not-allocated'],
    '1610': [null, 'not-allocated'],
    '1619': [null, 'satellite'],
    '162': ['china-telecom', 'resold'],
    '165': ['china-mobile', 'resold'],
    '1700': ['china-telecom', 'resold'],
    '1703': ['china-mobile', 'resold'],
    '1709': ['china-unicom', 'resold'],
    '17405': ['china-telecom', 'satellite'],
    '17406': [null, 'satellite'],
    '1742': [null, 'not-allocated'],
    '1749': [null, 'satellite'],
    '179': [null, 'not-allocated'],
    '192': ['china-broadnet', 'broadcast-carrier'],
    '194': [null, 'not-allocated'],
    '199': ['china-telecom'],
  }
  test.each(Object.entries(table))('%s', (prefix, [carrier, ...warnings]) => {
    const phone = prefix.padEnd(11, '1')
    expect(originalCarrier(phone)).toBe(carrier)
    expect(checkPhone(phone, false)).toEqual({ kind: 'ok', phone, warnings, others: [] })
  })

  test('no prefix is both held by a carrier and called not allocated, none is neither', () => {
    for (let five = 13_000; five < 20_000; five++) {
      const phone = `${five}111111`
      const check = checkPhone(phone, false)
      if (check.kind !== 'ok') throw new Error(phone)
      const known = originalCarrier(phone) !== null || check.warnings.includes('satellite')
      expect(check.warnings.includes('not-allocated')).toBe(!known)
    }
  })

  test('a number cell that ends in five zeros may have been rounded, a text cell not', () => {
    expect(said('13800000000', true)).toBe('13800000000 rounded')
    expect(said('13800000000', false)).toBe('13800000000')
    expect(said('13800010000', true)).toBe('13800010000')
    expect(said('17000000000', true)).toBe('17000000000 resold rounded')
  })
})

const phoneish = fc.stringMatching(/^[0-9０-９ +().\-'"=\tE/、86\u200b\ufeff张：]{0,40}$/u)

test('any cell comes to one of the named results, and a cleaned phone to itself', () => {
  fc.assert(
    fc.property(
      fc.oneof(phoneish, fc.string({ unit: 'binary', maxLength: 60 })),
      fc.boolean(),
      (cell, isNumber) => {
        const check = checkPhone(cell, isNumber)
        if (check.kind === 'blocked') expect(phoneBlocks).toContain(check.reason)
        else {
          for (const phone of [check.phone, ...check.others]) {
            expect(phone).toMatch(/^1[3-9]\d{9}$/)
            expect(plainPhone(phone)).toBe(Number(phone))
            expect(checkPhone(phone, isNumber)).toMatchObject({ kind: 'ok', phone, others: [] })
          }
          expect(new Set([check.phone, ...check.others]).size).toBe(1 + check.others.length)
          for (const warning of check.warnings) expect(phoneWarnings).toContain(warning)
        }
      },
    ),
    { numRuns: 3000 },
  )
})

test('a phone between separators and invisible marks is found whatever they are', () => {
  const joiner = fc.constantFrom('', ' ', '-', '\u200b', '\u202d', '\u00a0', '（', ')', '－', '\ufeff')
  const phone = fc
    .tuple(fc.integer({ min: 13, max: 19 }), fc.stringMatching(/^\d{9}$/))
    .map(([a, b]) => `${a}${b}`)
  fc.assert(
    fc.property(phone, fc.array(joiner, { minLength: 12, maxLength: 12 }), (digits, joiners) => {
      const cell = [...digits].reduce(
        (text, digit, i) => `${text}${digit}${joiners[i + 1]}`,
        joiners[0] ?? '',
      )
      expect(checkPhone(cell, false)).toMatchObject({ kind: 'ok', phone: digits, others: [] })
    }),
  )
})

test('a cell of a million characters is judged at once', () => {
  for (const unit of [' ', '1', '1 ', '(', '+', '13800138000 ', '1.', '1,', 'E+1', '86', '－'])
    expect(['ok', 'blocked']).toContain(checkPhone(unit.repeat(1_000_000 / unit.length), false).kind)
}, 5_000)

test('a masked phone shows its first three and last four digits and nothing else', () => {
  expect(maskPhone('13800138000')).toBe('138****8000')
  expect(maskPhone('1380013800')).toBe('***')
})
