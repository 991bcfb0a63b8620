import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthVerdict, messageLength, partsOf } from '../../../../shared/sms/parts.ts'

test.each([
  [1, 1],
  [70, 1],
  [71, 2],
  [134, 2],
  [135, 3],
  [160, 3],
  [201, 3],
  [202, 4],
])('%i units are %i parts', (length, parts) => {
  expect(partsOf(length)).toBe(parts)
})

test('a longer message never has fewer parts, and its parts hold it', () => {
  fc.assert(
    fc.property(fc.nat(5000), length => {
      expect(partsOf(length + 1)).toBeGreaterThanOrEqual(partsOf(length))
      if (length > 70) {
        expect(partsOf(length) * 67).toBeGreaterThanOrEqual(length)
        expect((partsOf(length) - 1) * 67).toBeLessThan(length)
      }
    }),
  )
})

test.each([
  ['您好', 2],
  ['𠮷', 2],
  ['👍', 2],
  ['👨‍👩‍👧', 8],
  ['', 0],
])('%s counts %i units', (text, length) => {
  expect(messageLength(text)).toBe(length)
})

const measure = (text: number, optOutWording = '') =>
  lengthVerdict({ signatureName: '掌柜', filledText: '好'.repeat(text), optOutWording })

test('signature, brackets and opt-out wording are billed', () => {
  expect(measure(66)).toEqual({ length: 70, contentLength: 66, parts: 1, verdict: 'ok' })
  expect(measure(66, '回')).toEqual({ length: 71, contentLength: 66, parts: 2, verdict: 'ok' })
})

test('the warning begins at 300 counted with signature and opt-out wording', () => {
  expect(measure(295).verdict).toBe('ok')
  expect(measure(296)).toMatchObject({ length: 300, contentLength: 296, verdict: 'maybe-too-long' })
  expect(measure(289, '拒收请回复R').verdict).toBe('ok')
  expect(measure(290, '拒收请回复R').verdict).toBe('maybe-too-long')
})

test('only what is over 300 without them is blocked', () => {
  expect(measure(300).verdict).toBe('maybe-too-long')
  expect(measure(301).verdict).toBe('too-long')
})
