import { expect, test } from 'vitest'
import { createTroubleTally } from '../../../../../electron/services/sending/trouble-tally.ts'
import type { Outcome } from '../../../../../shared/domain/states.ts'

const accepted: Outcome = { state: 'accepted' }
const broken: Outcome = { state: 'unknown', cause: 'connection-broken' }
const late: Outcome = { state: 'unknown', cause: 'headers-timeout' }
const refused: Outcome = { state: 'rejected', code: 30011 }

test('counts by code and cause since the last accepted message, the most frequent first', () => {
  const tally = createTroubleTally()
  for (const outcome of [refused, accepted, broken, late, late, refused]) tally.came(outcome, false)
  expect(tally.list()).toEqual([
    { cause: 'headers-timeout', count: 2 },
    { cause: 'connection-broken', count: 1 },
    { code: 30011, count: 1 },
  ])
})

test('after a stop, what was in flight is added and takes nothing away', () => {
  const tally = createTroubleTally()
  for (const outcome of [broken, broken]) tally.came(outcome, false)
  for (const outcome of [accepted, broken]) tally.came(outcome, true)
  expect(tally.list()).toEqual([{ cause: 'connection-broken', count: 3 }])
})

test('tells of eight kinds at most', () => {
  const tally = createTroubleTally()
  for (let code = 1; code <= 20; code += 1) tally.came({ state: 'rejected', code }, false)
  expect(tally.list()).toHaveLength(8)
})
