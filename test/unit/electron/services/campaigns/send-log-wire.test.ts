import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  packCommitted,
  packWork,
  unpackCommitted,
  unpackWork,
} from '../../../../../electron/services/campaigns/send-log-wire.ts'
import { unknownCauses, unsentCauses } from '../../../../../shared/domain/states.ts'

const count = fc.integer({ min: 0, max: 2 ** 31 })
const text = fc.string({ unit: 'binary', maxLength: 40 })

const outcome = fc.oneof(
  fc.record({ state: fc.constant('accepted' as const) }),
  fc.record({ state: fc.constant('rejected' as const), code: fc.integer() }),
  fc.record({ state: fc.constant('unsent' as const), cause: fc.constantFrom(...unsentCauses) }),
  fc.record({ state: fc.constant('unknown' as const), cause: fc.constantFrom(...unknownCauses) }),
)

const completed = fc.record({
  seq: count,
  attempt: count,
  outcome,
  at: count,
  dueAgain: fc.boolean(),
  httpStatus: fc.option(fc.integer({ min: 100, max: 599 })),
  code: fc.option(fc.integer()),
  latencyMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  answer: fc.option(text),
})

const work = fc.record({
  results: fc.array(completed),
  release: fc.array(count),
  claimSeqs: fc.array(count),
  claimNext: count,
  claimAfter: count,
})

const committed = fc.record({
  claims: fc.array(fc.record({ seq: count, attempt: count, phone: text, values: fc.array(text) })),
  counts: fc.record({
    pending: count,
    sending: count,
    accepted: count,
    rejected: count,
    unsent: count,
    unknown: count,
    skipped: count,
  }),
  exhausted: fc.boolean(),
})

test('what is asked of the log arrives as it was', () => {
  fc.assert(
    fc.property(work, asked => {
      expect(unpackWork(packWork(asked))).toEqual(asked)
    }),
  )
})

test('what the log answers arrives as it was', () => {
  fc.assert(
    fc.property(committed, answered => {
      expect(unpackCommitted(packCommitted(answered))).toEqual(answered)
    }),
  )
})
