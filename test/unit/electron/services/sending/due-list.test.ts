import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDueList } from '../../../../../electron/services/sending/due-list.ts'

test('who is due first is taken first, nobody before the time, and nobody twice or never', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 100 }),
      fc.array(fc.record({ byMs: fc.integer({ min: 0, max: 300 }), limit: fc.integer({ min: 0, max: 20 }) })),
      (dueTimes, takes) => {
        const list = createDueList()
        for (const [seq, dueMs] of dueTimes.entries()) list.add(seq, dueMs)
        const taken: number[] = []
        let nowMs = 0
        for (const { byMs, limit } of [...takes, { byMs: 1000, limit: 1000 }]) {
          nowMs += byMs
          const next = list.nextMs()
          const now = list.take(nowMs, limit)
          expect(now.length).toBeLessThanOrEqual(limit)
          expect(now.every(seq => (dueTimes[seq] ?? Number.POSITIVE_INFINITY) <= nowMs)).toBe(true)
          if (limit > 0) expect(now.length > 0).toBe(next !== null && next <= nowMs)
          taken.push(...now)
          expect(list.size()).toBe(dueTimes.length - taken.length)
        }
        expect([...taken].sort((one, other) => one - other)).toEqual(dueTimes.map((_due, seq) => seq))
        expect(list.nextMs()).toBeNull()
      },
    ),
  )
})

test('of those due at the same time, who was added first comes first', () => {
  const list = createDueList()
  for (const seq of [7, 3, 5]) list.add(seq, 10)
  list.add(1, 5)
  expect(list.take(10, 10)).toEqual([1, 7, 3, 5])
})
