import { expect, test } from 'vitest'
import { estimatedCost, submittedParts } from '../../../../shared/domain/billing.ts'
import { recipientStates } from '../../../../shared/domain/states.ts'

test('only what was accepted is billed, and what nobody knows is not called nothing', () => {
  const told = recipientStates.map(state => [state, submittedParts({ state, parts: 2 })])
  expect(Object.fromEntries(told)).toEqual({
    pending: null,
    sending: null,
    accepted: 2,
    rejected: 0,
    unsent: 0,
    unknown: null,
    skipped: 0,
  })
})

test('a cost has no digits that come from the computer’s arithmetic', () => {
  expect(estimatedCost(3, 0.1)).toBe(0.3)
  expect(estimatedCost(203, 0.055)).toBe(11.165)
})
