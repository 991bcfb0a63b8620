import { expect, test } from 'vitest'
import { figuresOf, outcomeFigures } from '../../../../../electron/services/send-log/figures.ts'
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

test('everybody who was not accepted has a reason, the most frequent first, resent ones too', () => {
  const { reasons } = outcomeFigures([
    tally({ recipients: 203 }),
    tally({ state: 'rejected', code: 30019, recipients: 5 }),
    tally({ state: 'rejected', code: 30019, recipients: 4, resolution: 'sent-again', held: true }),
    tally({ state: 'rejected', code: 30011, parts: 2, recipients: 3 }),
    tally({ state: 'unsent', cause: 'unreachable', recipients: 8 }),
    tally({ state: 'unknown', cause: 'headers-timeout', recipients: 2 }),
    tally({ state: 'unknown', cause: 'headers-timeout', recipients: 1, resolution: 'treat-as-sent' }),
    tally({ state: 'unknown', cause: 'crash', recipients: 0 }),
    tally({ state: 'skipped', cause: 'opted-out', recipients: 4 }),
  ])
  expect(reasons).toEqual([
    { state: 'rejected', code: 30019, cause: null, count: 9, open: 5 },
    { state: 'unsent', code: null, cause: 'unreachable', count: 8, open: 8 },
    { state: 'unknown', code: null, cause: 'headers-timeout', count: 3, open: 2 },
    { state: 'rejected', code: 30011, cause: null, count: 3, open: 3 },
  ])
})
