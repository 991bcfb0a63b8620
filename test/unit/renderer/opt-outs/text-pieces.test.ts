import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textPieces } from '../../../../renderer/features/opt-outs/text-pieces.ts'

test('a short text is one piece, a blank one none', () => {
  expect(textPieces('13800138000，13900139000')).toEqual(['13800138000，13900139000'])
  expect(textPieces(' \n ')).toEqual([])
})

test('a long text is cut behind a separator, and a blank within a phone is none', () => {
  expect(textPieces('138 0013 8000\n139 0013 9000', 20)).toEqual(['138 0013 8000\n', '139 0013 9000'])
  expect(textPieces('13800138000 13900139000', 20)).toEqual(['13800138000 ', '13900139000'])
})

test('no piece is too long, and nothing gets lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('1', '3', '8', ' ', '\n', '，', '王') }),
      fc.integer({ min: 1, max: 12 }),
      (text, longest) => {
        const pieces = textPieces(text, longest)
        expect(pieces.every(piece => piece.length <= longest)).toBe(true)
        expect(pieces.join('').trim()).toBe(text.trim())
      },
    ),
  )
})
