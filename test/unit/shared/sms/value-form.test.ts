import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateForms, numberForms } from '../../../../shared/domain/filling.ts'
import { isBlank } from '../../../../shared/sms/template.ts'
import { kindOfValue, writtenValue } from '../../../../shared/sms/value-form.ts'
import { cleanValue } from '../../../../shared/text/clean-text.ts'

const numbers = (value: string) =>
  numberForms.map(form => writtenValue(value, { write: { kind: 'number', form } }).text)
const days = (value: string) =>
  dateForms.map(form => writtenValue(value, { write: { kind: 'date', form } }).text)

describe('numbers', () => {
  test.each([
    ['1288.5', ['1288.5', '1288.50', '1,288.5', '1,288.50']],
    ['1,288', ['1288', '1288.00', '1,288', '1,288.00']],
    ['0', ['0', '0.00', '0', '0.00']],
    ['-12.3', ['-12.3', '-12.30', '-12.3', '-12.30']],
    ['¥1234567.891', ['¥1234567.891', '¥1234567.89', '¥1,234,567.891', '¥1,234,567.89']],
    ['88元', ['88元', '88.00元', '88元', '88.00元']],
    ['1.005', ['1.005', '1.01', '1.005', '1.01']],
    ['0.30000000000000004', ['0.30000000000000004', '0.30', '0.30000000000000004', '0.30']],
    ['999.995', ['999.995', '1000.00', '999.995', '1,000.00']],
  ])('%s', (value, written) => expect(numbers(value)).toEqual(written))

  test.each(['0571', '1234567890123456', '1,23', '1e5', '约 5', '13800138000/2', '5折', '１２'])(
    '%s is none and stays as it is',
    value => {
      expect(kindOfValue(value)).toBeNull()
      expect(numbers(value)).toEqual(numberForms.map(() => value))
      expect(writtenValue(value, { write: { kind: 'number', form: 'plain' } }).isOther).toBe(true)
    },
  )

  test('the amount is the same in every form, to the cent where cents are asked for', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), cents => {
        const value = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
        for (const text of numbers(value)) expect(text.replaceAll(',', '')).toBe(value)
      }),
    )
  })
})

describe('days', () => {
  const written = ['11月26日', '2026年11月26日', '2026-11-26', '2026.11.26']
  test.each(['2026-11-26', '2026/11/26', '2026.11.26', '2026年11月26日', '20261126', '2026-11-26 00:00:00'])(
    '%s',
    value => expect(days(value)).toEqual(written),
  )

  test('a time of day stands behind it', () => {
    expect(days('2026/3/5 9:05')).toEqual([
      '3月5日 09:05',
      '2026年3月5日 09:05',
      '2026-03-05 09:05',
      '2026.03.05 09:05',
    ])
  })

  test.each([
    '3/4/2026',
    '2026-02-29',
    '2026-13-01',
    '26-11-26',
    '11月26日',
    '1899-12-30',
    '2026-11/26',
    '周六',
  ])('%s could be another day, or is none', value => {
    expect(kindOfValue(value)).not.toBe('date')
    expect(days(value)).toEqual(dateForms.map(() => value))
  })
})

describe('shortening', () => {
  test('what is short enough stands, the rest is cut at its end and never within a sign', () => {
    const cut = (value: string, most: number) => writtenValue(value, { most })
    expect(cut('欧阳修', 3)).toEqual({ text: '欧阳修', isCut: false, isOther: false })
    expect(cut('欧阳修先生', 3)).toEqual({ text: '欧阳修', isCut: true, isOther: false })
    expect(cut('王 小姐', 2).text).toBe('王')
    expect(cut('好👨‍👩‍👧', 4).text).toBe('好')
    expect(cut('𠮷野家', 1).text).toBe('𠮷')
  })

  test('something of a value is always left, as the app would store it', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map(cleanValue)
      .filter(text => !isBlank(text))
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 20 }), (text, most) => {
        const { text: cut, isCut } = writtenValue(text, { most })
        expect(isBlank(cut)).toBe(false)
        expect(cleanValue(cut)).toBe(cut)
        expect(text.startsWith(cut)).toBe(true)
        expect(isCut).toBe(cut !== text)
      }),
    )
  })

  test('it comes after the form', () => {
    expect(writtenValue('20261126', { write: { kind: 'date', form: 'year-month-day' }, most: 5 }).text).toBe(
      '2026年',
    )
  })
})
