import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typedNumber, typedWords } from '../../../../renderer/features/settings/typed-settings.ts'
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

describe('words', () => {
  test('between blanks and commas, each once', () => {
    expect(typedWords('抽奖，秒杀 抽奖')).toEqual({ ok: true, words: ['抽奖', '秒杀'] })
  })

  test('a word that is too long is named, not cut', () => {
    const word = '长'.repeat(21)
    expect(typedWords(`抽奖 ${word}`)).toEqual({ ok: false, problem: 'word-too-long', word })
  })

  test('too many words are said, not dropped', () => {
    const text = Array.from({ length: 201 }, (_, index) => `词${index}`).join(' ')
    expect(typedWords(text)).toEqual({ ok: false, problem: 'too-many', count: 201 })
  })

  test('whatever is typed: what is taken can be saved', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), text => {
        const read = typedWords(text)
        if (read.ok) expect(settingsPatchSchema.safeParse({ warnWords: read.words }).success).toBe(true)
      }),
    )
  })
})
