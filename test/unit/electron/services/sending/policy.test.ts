import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPolicy } from '../../../../../electron/services/sending/policy.ts'
import { type Outcome, type UnsentCause, unsentCauses } from '../../../../../shared/domain/states.ts'
import { usualLimits } from '../../../../fakes/limits.ts'

/** What follows an outcome: docs/provider-api.md, "Result codes" and "From an answer to an outcome". */

const limits = usualLimits({ sameCodeLimit: 5, unknownLimit: 10 })
const accepted: Outcome = { state: 'accepted' }
const rejected = (code: number): Outcome => ({ state: 'rejected', code })
const unknown: Outcome = { state: 'unknown', cause: 'headers-timeout' }
const unsent = (cause: UnsentCause): Outcome => ({ state: 'unsent', cause })
const goOn = { kind: 'go-on' }

/** What follows the last of these outcomes. */
const consequenceOf = (...outcomes: readonly Outcome[]) => {
  const policy = createPolicy(() => limits)
  return outcomes.map(outcome => policy.after(outcome, null)).at(-1)
}
const times = (count: number, outcome: Outcome): readonly Outcome[] =>
  Array.from({ length: count }, () => outcome)

describe('a code', () => {
  test.each([30019, 30020, 30022, 30023, 30024, 30025])('%i is the account’s: pauses at the first', code => {
    expect(consequenceOf(rejected(code))).toEqual({ kind: 'pause', pause: { reason: 'account-code', code } })
  })

  test.each([30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30015, 30016, 30021, 30026])(
    '%i is the campaign’s: pauses at the first',
    code => {
      expect(consequenceOf(rejected(code))).toEqual({
        kind: 'pause',
        pause: { reason: 'campaign-code', code },
      })
    },
  )

  test.each([30010, 30027])('%i is the app’s own mistake: stops at once', code => {
    expect(consequenceOf(rejected(code))).toEqual({ kind: 'pause', pause: { reason: 'app-fault', code } })
  })

  test.each([30011, 30017, 30018, 30028, 10001, 30009, 99999, 0, -1])(
    '%i goes on, and pauses at the fifth in a row',
    code => {
      expect(consequenceOf(...times(4, rejected(code)))).toEqual(goOn)
      expect(consequenceOf(...times(5, rejected(code)))).toEqual({
        kind: 'pause',
        pause: { reason: 'same-code-repeated', code },
      })
    },
  )

  test.each([30012, 30013, 30014])('%i five times in a row is the campaign’s', code => {
    expect(consequenceOf(...times(4, rejected(code)))).toEqual(goOn)
    expect(consequenceOf(...times(5, rejected(code)))).toEqual({
      kind: 'pause',
      pause: { reason: 'campaign-code', code },
    })
  })

  test.each<[string, Outcome]>([
    ['another code', rejected(30017)],
    ['an accepted message', accepted],
    ['an unknown outcome', unknown],
    ['a message that did not leave', unsent('connection-refused')],
  ])('%s in between: not in a row', (_name, between) => {
    expect(consequenceOf(...times(4, rejected(30011)), between, ...times(4, rejected(30011)))).toEqual(goOn)
  })
})

describe('unknown outcomes', () => {
  test('ten in a row pause, whatever their causes', () => {
    const broken: Outcome = { state: 'unknown', cause: 'connection-broken' }
    expect(consequenceOf(...times(5, unknown), ...times(4, broken))).toEqual(goOn)
    expect(consequenceOf(...times(5, unknown), ...times(5, broken))).toEqual({
      kind: 'pause',
      pause: { reason: 'unknown-repeated' },
    })
  })

  test('any other outcome in between: not in a row', () => {
    for (const between of [accepted, rejected(30011), unsent('rate-limited')]) {
      expect(consequenceOf(...times(9, unknown), between, ...times(9, unknown))).toEqual(goOn)
    }
  })
})

describe('a message that was not taken', () => {
  const consequences = {
    'name-not-resolved': { kind: 'offline', cause: 'name-not-resolved', inRow: 1 },
    'connection-refused': { kind: 'offline', cause: 'connection-refused', inRow: 1 },
    unreachable: { kind: 'offline', cause: 'unreachable', inRow: 1 },
    'connect-timeout': { kind: 'offline', cause: 'connect-timeout', inRow: 1 },
    'tls-untrusted': { kind: 'pause', pause: { reason: 'network', cause: 'tls-untrusted' } },
    'tls-failed': { kind: 'pause', pause: { reason: 'network', cause: 'tls-failed' } },
    'proxy-refused': { kind: 'pause', pause: { reason: 'network', cause: 'proxy-refused' } },
    'not-begun': goOn,
    'rate-limited': { kind: 'rate-limited', retryAfterMs: null },
    'http-status': { kind: 'pause', pause: { reason: 'http-status', httpStatus: 404 } },
    redirected: { kind: 'pause', pause: { reason: 'redirected', httpStatus: 302 } },
  } as const satisfies Record<UnsentCause, object>

  test.each(unsentCauses)('%s', cause => {
    const status = { 'http-status': 404, redirected: 302 }[cause as string] ?? null
    expect(createPolicy(() => limits).after(unsent(cause), status)).toEqual(consequences[cause])
  })

  test('the provider’s wish how long to wait is passed on', () => {
    const outcome: Outcome = { state: 'unsent', cause: 'rate-limited', retryAfterMs: 7000 }
    expect(createPolicy(() => limits).after(outcome, 429)).toEqual({
      kind: 'rate-limited',
      retryAfterMs: 7000,
    })
  })
})

test('connections that fail are counted until anything else comes of a message', () => {
  const policy = createPolicy(() => limits)
  const inRow = (outcome: Outcome) => {
    const consequence = policy.after(outcome, null)
    return consequence.kind === 'offline' ? consequence.inRow : null
  }
  const causes = ['connection-refused', 'unreachable', 'connect-timeout'] as const
  expect(causes.map(cause => inRow(unsent(cause)))).toEqual([1, 2, 3])
  expect(inRow(unsent('not-begun'))).toBeNull()
  expect(inRow(unsent('unreachable'))).toBe(1)
})

test('whatever the limits and whatever comes: a pause at the latest after as many as they say', () => {
  const outcome = fc.oneof(
    fc.constant(accepted),
    fc.constant(unknown),
    fc.constantFrom(30011, 30017, 10001).map(rejected),
    fc.constant(unsent('connect-timeout')),
  )
  fc.assert(
    fc.property(
      fc.record({
        sameCodeLimit: fc.integer({ min: 2, max: 8 }),
        unknownLimit: fc.integer({ min: 2, max: 8 }),
      }),
      fc.array(outcome, { maxLength: 60 }),
      (set, outcomes) => {
        const policy = createPolicy(() => usualLimits(set))
        let sameInRow = 0
        let before = ''
        for (const next of outcomes) {
          const name = JSON.stringify(next)
          sameInRow = name === before ? sameInRow + 1 : 1
          before = name
          const limit =
            next.state === 'rejected'
              ? set.sameCodeLimit
              : next.state === 'unknown'
                ? set.unknownLimit
                : Infinity
          expect(policy.after(next, null).kind === 'pause').toBe(sameInRow >= limit)
        }
      },
    ),
  )
})
