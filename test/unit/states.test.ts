import { expect, test } from 'vitest'
import { noCounts, recipientStates, totalOf } from '../../shared/domain/states.ts'

test('the total counts every state once', () => {
  const counts = { ...noCounts, ...Object.fromEntries(recipientStates.map((state, i) => [state, 10 ** i])) }
  expect(totalOf(counts)).toBe(1_111_111)
})
