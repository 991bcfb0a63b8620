import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf, sharesOf } from '../../../../shared/domain/shares.ts'

const amounts = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 7 })
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

test('shares add up to 100 %, and each is less than one percent away from the exact one', () => {
  fc.assert(
    fc.property(amounts, parts => {
      const total = sum(parts)
      const shares = sharesOf(parts)
      expect(sum(shares.map(({ percent }) => percent))).toBe(total === 0 ? 0 : 100)
      shares.forEach(({ percent }, place) => {
        if (total > 0) expect(Math.abs(percent - ((parts[place] ?? 0) / total) * 100)).toBeLessThan(1)
      })
    }),
  )
})

test('three thirds are 34, 33 and 33', () => {
  expect(sharesOf([1, 1, 1]).map(({ percent }) => percent)).toEqual([34, 33, 33])
})

test('one of very many is not nobody, and all but one are not all', () => {
  expect(sharesOf([999_999, 1])).toEqual([
    { percent: 100, edge: 'above' },
    { percent: 0, edge: 'below' },
  ])
  expect(sharesOf([5, 0])).toEqual([
    { percent: 100, edge: null },
    { percent: 0, edge: null },
  ])
})

test('the pieces of a bar fill it, one after another, and whoever is there at all can be seen', () => {
  fc.assert(
    fc.property(amounts, parts => {
      if (sum(parts) === 0) return
      const pieces = piecesOf(parts, 0.8)
      let at = 0
      pieces.forEach(({ from, length }, place) => {
        expect(from).toBeCloseTo(at, 6)
        if (parts[place] === 0) expect(length).toBe(0)
        else expect(length).toBeGreaterThan(0.79)
        at += length
      })
      expect(at).toBeCloseTo(100, 6)
    }),
  )
})

test('a bar of nobody is empty', () => {
  expect(piecesOf([0, 0], 1)).toEqual([
    { from: 0, length: 0 },
    { from: 0, length: 0 },
  ])
})
