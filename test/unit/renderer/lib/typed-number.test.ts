import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typedNumber } from '../../../../renderer/lib/typed-number.ts'
import { settingsPatchSchema } from '../../../../shared/domain/settings.ts'

const price = { min: 0, max: 10, optional: true }
const rate = { min: 0.1, max: 1000 }

describe('a number', () => {
  test.each([
    ['0.05', 0.05],
    [' ０．０５ ', 0.05],
    ['.5', 0.5],
    ['7.', 7],
    ['', null],
    ['10', 10],
  ])('%j is taken as %j', (text, value) => {
    expect(typedNumber(text, price)).toEqual({ ok: true, value })
  })

  test.each([
    ['五分', 'not-a-number'],
    ['0.05元', 'not-a-number'],
    ['1,200', 'not-a-number'],
    ['0,05', 'not-a-number'],
    ['1e1', 'not-a-number'],
    ['0x5', 'not-a-number'],
    ['.', 'not-a-number'],
    ['100', 'out-of-range'],
    ['-1', 'out-of-range'],
  ])('%j is no price: %s', (text, problem) => {
    expect(typedNumber(text, price)).toEqual({ ok: false, problem })
  })

  test('what is too much or too little for a rate is said, not cut', () => {
    for (const text of ['99999', '1000.01', '0', '0.09'])
      expect(typedNumber(text, rate)).toEqual({ ok: false, problem: 'out-of-range' })
    expect(typedNumber('', rate)).toEqual({ ok: false, problem: 'missing' })
    expect(typedNumber('2.5', { min: 1, max: 64, whole: true })).toEqual({ ok: false, problem: 'not-whole' })
  })

  test('digits that could not be kept are said, not dropped', () => {
    const seconds = { min: 0.2, max: 120, decimals: 3 }
    expect(typedNumber('0.205', seconds)).toEqual({ ok: true, value: 0.205 })
    expect(typedNumber('0.2050', seconds)).toEqual({ ok: true, value: 0.205 })
    expect(typedNumber('0.2055', seconds)).toEqual({ ok: false, problem: 'too-fine' })
  })

  test('whatever is typed: it is taken as it stands, or named', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), text => {
        const read = typedNumber(text, price)
        if (!read.ok) return
        const same = read.value === null ? text.trim() === '' : Number(text.normalize('NFKC')) === read.value
        expect(same).toBe(true)
        expect(settingsPatchSchema.safeParse({ pricePerPart: read.value }).success).toBe(true)
      }),
    )
  })
})
