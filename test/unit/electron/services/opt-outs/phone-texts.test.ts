import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPhones } from '../../../../../electron/services/opt-outs/phone-texts.ts'

const a = '13800138000'
const b = '13900139000'

describe('phones in a text', () => {
  test.each([
    ['one a line', `${a}\n${b}\r\n`, [a, b], []],
    ['every separator', `${a}，${b},${a}；${b};${a}、${b}/${a}|${b}`, [a, b, a, b, a, b, a, b], []],
    ['only blanks between', `${a} ${b}　${a}`, [a, b, a], []],
    ['written apart', '138 0013 8000 139-0013-9000', [a, b], []],
    ['a country code', '+86 138 0013 8000；0086 139 0013 9000；（+86）13800138000', [a, b, a], []],
    ['full width', '１３８００１３８０００', [a], []],
    ['names beside them', `张三 ${a}；李 四 139 0013 9000；退订:${a}`, [a, b, a], []],
    ['nothing', ' \n , ；', [], []],
    ['a word', '谢谢', [], ['谢谢']],
    ['a land line', '0755-8888 8888', [], ['0755-8888 8888']],
    ['a number that is too short beside a phone', `${a} 1390013900`, [a], ['1390013900']],
    ['a number before a phone', `12 ${a}`, [a], ['12']],
    ['a display form', '1.38E+10', [], ['1.38E+10']],
    ['digits of two phones run together', `${a}${b}`, [], [`${a}${b}`]],
  ])('%s', (_, text, phones, bad) => {
    expect(readPhones(text)).toEqual({ phones, bad })
  })

  test('any phones with any separators between them are found, in order', () => {
    const phone = fc
      .tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`)
    const separator = fc.constantFrom(
      '\n',
      '\r\n',
      '\t',
      ',',
      '，',
      ';',
      '；',
      '、',
      '/',
      '|',
      ' ',
      '  ',
      '\n\n',
      ' , ',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(phone, separator)), pairs => {
        const text = pairs.map(([number, between]) => number + between).join('')
        expect(readPhones(text)).toEqual({ phones: pairs.map(([number]) => number), bad: [] })
      }),
    )
  })

  test('no text is lost: whatever has digits yields a phone or is reported', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { phones, bad } = readPhones(text)
        expect(phones.every(phone => /^1[3-9]\d{9}$/.test(phone))).toBe(true)
        if (/\d/.test(text)) expect(phones.length + bad.length).toBeGreaterThan(0)
      }),
    )
  })

  test('a long text of digits takes no long time', () => {
    const startedMs = performance.now()
    expect(readPhones('1 '.repeat(100_000)).phones).toEqual([])
    expect(performance.now() - startedMs).toBeLessThan(5_000)
  })
})
