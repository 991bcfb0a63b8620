import { expect, test } from 'vitest'
import { createRefusalRun } from '../../../../../electron/services/sending/refusal-run.ts'
import type { Outcome } from '../../../../../shared/domain/states.ts'

const accepted: Outcome = { state: 'accepted' }
const rejected = (code: number): Outcome => ({ state: 'rejected', code })

/** The run after outcomes of the recipients 1, 2, 3 …; the last ones come after the stop. */
const runAfter = (outcomes: readonly Outcome[], late: readonly Outcome[] = [], code = 30014) => {
  const run = createRefusalRun()
  for (const [index, outcome] of outcomes.entries()) run.came(index + 1, outcome, false)
  for (const [index, outcome] of late.entries()) run.came(outcomes.length + index + 1, outcome, true)
  return run.told({ reason: 'campaign-code', code }).run
}
const five = Array.from({ length: 5 }, () => rejected(30014))

test('holds who was refused by the same code in a row, and nobody whom it refused before', () => {
  expect(runAfter(five)).toEqual([1, 2, 3, 4, 5])
  expect(runAfter([rejected(30014), accepted, ...five])).toEqual([3, 4, 5, 6, 7])
  expect(runAfter([rejected(30014), rejected(30011), ...five])).toEqual([3, 4, 5, 6, 7])
})

test('takes in what was in flight at the stop and met the same refusal, whatever else came', () => {
  expect(runAfter(five, [accepted, rejected(30014), rejected(30006), rejected(30014)])).toEqual([
    1, 2, 3, 4, 5, 7, 9,
  ])
})

test('tells nothing with a pause of another code, nor of codes that are final', () => {
  expect(runAfter(five, [], 30006)).toBeUndefined()
  const wrongNumbers = Array.from({ length: 5 }, () => rejected(30011))
  expect(runAfter(wrongNumbers, [], 30011)).toBeUndefined()
  expect(runAfter([accepted])).toBeUndefined()
})
