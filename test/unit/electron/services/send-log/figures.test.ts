import { expect, test } from 'vitest'
import { figuresOf } from '../../../../../electron/services/send-log/figures.ts'
import type { Tally } from '../../../../../electron/services/send-log/tallies.ts'
import { totalOf } from '../../../../../shared/domain/states.ts'

const tally = (more: Partial<Tally>): Tally => ({
  state: 'accepted',
  code: null,
  cause: null,
  resolution: null,
  held: false,
  parts: 1,
  nearLimit: false,
  recipients: 1,
  lastSeq: 1,
  ...more,
})

test('skipped people are told apart by why, and add up with everybody else', () => {
  const figures = figuresOf([
    tally({ recipients: 203, parts: 2 }),
    tally({ state: 'rejected', code: 30011, recipients: 7 }),
    tally({ state: 'skipped', cause: 'opted-out', recipients: 4 }),
    tally({ state: 'skipped', cause: 'cancelled', recipients: 30 }),
    tally({ state: 'skipped', cause: 'cancelled', parts: 3, recipients: 2 }),
  ])
  expect(figures.skipped).toEqual([
    { reason: 'cancelled', count: 32 },
    { reason: 'opted-out', count: 4 },
  ])
  expect(figures.counts.skipped).toBe(36)
  expect(totalOf(figures.counts)).toBe(246)
  expect(figures.parts.accepted).toBe(406)
})
