import { expect, test } from 'vitest'
import { advanceOf, noCounts, recipientStates, totalOf } from '../../shared/domain/states.ts'

test('the total counts every state once', () => {
  const counts = { ...noCounts, ...Object.fromEntries(recipientStates.map((state, i) => [state, 10 ** i])) }
  expect(totalOf(counts)).toBe(1_111_111)
})

test('nobody who is skipped counts as done, and who is done, sending and pending are all that it is meant for', () => {
  const before = { ...noCounts, pending: 276, skipped: 5 }
  expect(advanceOf(before)).toEqual({ meant: 276, done: 0 })
  const counts = Object.fromEntries(recipientStates.map((state, i) => [state, 10 ** i])) as typeof noCounts
  const { meant, done } = advanceOf(counts)
  expect(done).toBe(counts.accepted + counts.rejected + counts.unsent + counts.unknown)
  expect(done + counts.sending + counts.pending).toBe(meant)
  expect(meant + counts.skipped).toBe(totalOf(counts))
})
