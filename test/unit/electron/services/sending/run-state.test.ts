import { describe, expect, test } from 'vitest'
import type { Consequence } from '../../../../../electron/services/sending/policy.ts'
import {
  type End,
  endOf,
  next,
  offlineWaitMs,
  type RunEvent,
  type RunState,
  type Stop,
  statusOf,
  statusToWrite,
} from '../../../../../electron/services/sending/run-state.ts'
import type { Hold } from '../../../../../shared/domain/states.ts'

/** Every state of a run × everything that can happen to it: docs/sending.md, "The run of a campaign". */

const pause: Stop = { kind: 'pause', pause: { reason: 'owner' } }
const otherPause: Stop = { kind: 'pause', pause: { reason: 'account-code', code: 30019 } }
const logPause: Stop = { kind: 'pause', pause: { reason: 'log-failed' } }
const cancel: Stop = { kind: 'cancel' }
const finish: End = { kind: 'finish' }
const asleep: Hold = { reason: 'asleep' }
const offline: Hold = { reason: 'offline', until: 1_000 }

const states = {
  beginning: { at: 'beginning', alone: false, stop: null },
  'beginning alone': { at: 'beginning', alone: true, stop: null },
  'beginning, to pause': { at: 'beginning', alone: false, stop: pause },
  'beginning, to cancel': { at: 'beginning', alone: false, stop: cancel },
  sending: { at: 'sending' },
  probing: { at: 'probing', offlineHolds: 2 },
  holding: { at: 'holding', hold: offline, offlineHolds: 2 },
  pausing: { at: 'stopping', end: pause },
  cancelling: { at: 'stopping', end: cancel },
  finishing: { at: 'stopping', end: finish },
  'log failed, to pause': { at: 'log-failed', end: pause },
  'log failed, to cancel': { at: 'log-failed', end: cancel },
  'log failed, to finish': { at: 'log-failed', end: finish },
  'writing the pause': { at: 'ending', end: pause },
  'writing the cancel': { at: 'ending', end: cancel },
  'writing the finish': { at: 'ending', end: finish },
  paused: { at: 'over', end: pause },
  cancelled: { at: 'over', end: cancel },
  finished: { at: 'over', end: finish },
  'not begun': { at: 'over', end: { kind: 'not-begun' } },
} as const satisfies Record<string, RunState>
type StateName = keyof typeof states
const stateNames = Object.keys(states) as readonly StateName[]

const answered = (consequence: Consequence, isAnsweredProbe = false): RunEvent => ({
  kind: 'answered',
  consequence,
  isAnsweredProbe,
})

const events = {
  begun: { kind: 'begun', hold: null },
  'begun in a hold': { kind: 'begun', hold: asleep },
  'not begun': { kind: 'not-begun' },
  'asked to pause': { kind: 'stop-asked', stop: otherPause },
  'asked to cancel': { kind: 'stop-asked', stop: cancel },
  held: { kind: 'held', hold: asleep },
  'held offline': { kind: 'held', hold: offline },
  'hold over': { kind: 'hold-over' },
  answered: answered({ kind: 'go-on' }),
  'probe answered': answered({ kind: 'go-on' }, true),
  'refused for good': answered(otherPause, true),
  'not connected': answered({ kind: 'offline', cause: 'unreachable', inRow: 3 }, true),
  'asked to slow down': answered({ kind: 'rate-limited', retryAfterMs: null }, true),
  'drained, all done': { kind: 'drained', end: finish },
  'drained, slice done': { kind: 'drained', end: pause },
  'log failed': { kind: 'log-failed' },
  'log works': { kind: 'log-works' },
  'pause written': { kind: 'end-written', end: pause },
  'cancel written': { kind: 'end-written', end: cancel },
  'finish written': { kind: 'end-written', end: finish },
  'pause not written': { kind: 'end-failed', end: pause },
  'cancel not written': { kind: 'end-failed', end: cancel },
  'finish not written': { kind: 'end-failed', end: finish },
} as const satisfies Record<string, RunEvent>
type EventName = keyof typeof events

type Row = { readonly [K in EventName]?: RunState }

const stopped = (stop: Stop): RunState => ({ at: 'stopping', end: stop })
const endings: Row = {
  'asked to pause': stopped(otherPause),
  'asked to cancel': stopped(cancel),
  'refused for good': stopped(otherPause),
  'drained, all done': { at: 'ending', end: finish },
  'drained, slice done': { at: 'ending', end: pause },
  'log failed': { at: 'log-failed', end: logPause },
}
const drainedTo = (end: End): Row => ({
  'drained, all done': { at: 'ending', end },
  'drained, slice done': { at: 'ending', end },
})
const notBegun: Row = { 'not begun': { at: 'over', end: { kind: 'not-begun' } } }

/** What becomes of each state. An event that is left out leaves the very same state. */
const table: Record<StateName, Row> = {
  beginning: {
    begun: { at: 'sending' },
    'begun in a hold': { at: 'holding', hold: asleep, offlineHolds: 0 },
    ...notBegun,
    'asked to pause': { at: 'beginning', alone: false, stop: otherPause },
    'asked to cancel': { at: 'beginning', alone: false, stop: cancel },
  },
  'beginning alone': {
    begun: { at: 'probing', offlineHolds: 0 },
    'begun in a hold': { at: 'holding', hold: asleep, offlineHolds: 0 },
    ...notBegun,
    'asked to pause': { at: 'beginning', alone: true, stop: otherPause },
    'asked to cancel': { at: 'beginning', alone: true, stop: cancel },
  },
  'beginning, to pause': {
    begun: stopped(pause),
    'begun in a hold': stopped(pause),
    ...notBegun,
    'asked to cancel': { at: 'beginning', alone: false, stop: cancel },
  },
  'beginning, to cancel': { begun: stopped(cancel), 'begun in a hold': stopped(cancel), ...notBegun },
  sending: {
    ...endings,
    held: { at: 'holding', hold: asleep, offlineHolds: 0 },
    'held offline': { at: 'holding', hold: offline, offlineHolds: 1 },
  },
  probing: {
    ...endings,
    held: { at: 'holding', hold: asleep, offlineHolds: 2 },
    'held offline': { at: 'holding', hold: offline, offlineHolds: 3 },
    'probe answered': { at: 'sending' },
  },
  holding: {
    ...endings,
    held: { at: 'holding', hold: asleep, offlineHolds: 2 },
    'held offline': { at: 'holding', hold: offline, offlineHolds: 2 },
    'hold over': { at: 'probing', offlineHolds: 2 },
  },
  pausing: {
    ...drainedTo(pause),
    'asked to cancel': stopped(cancel),
    'log failed': { at: 'log-failed', end: pause },
  },
  cancelling: { ...drainedTo(cancel), 'log failed': { at: 'log-failed', end: cancel } },
  finishing: { ...drainedTo(finish), 'log failed': { at: 'log-failed', end: finish } },
  'log failed, to pause': {
    'asked to cancel': { at: 'log-failed', end: cancel },
    'log works': stopped(pause),
  },
  'log failed, to cancel': { 'log works': stopped(cancel) },
  'log failed, to finish': { 'log works': { at: 'stopping', end: finish } },
  'writing the pause': {
    // It is written behind the pause, whose own answer means nothing any more.
    'asked to cancel': stopped(cancel),
    'pause written': { at: 'over', end: pause },
    'pause not written': { at: 'log-failed', end: pause },
  },
  'writing the cancel': {
    'cancel written': { at: 'over', end: cancel },
    'cancel not written': { at: 'log-failed', end: cancel },
  },
  'writing the finish': {
    'finish written': { at: 'over', end: finish },
    'finish not written': { at: 'log-failed', end: finish },
  },
  paused: {},
  cancelled: {},
  finished: {},
  'not begun': {},
}

describe.each(stateNames)('%s', name => {
  const state = states[name]

  test.each(Object.entries(events))('%s', (eventName, event) => {
    const expected = table[name][eventName as EventName]
    const after = next(state, event)
    if (expected === undefined) expect(after).toBe(state)
    else expect(after).toEqual(expected)
  })
})

test('the status that shows, state by state', () => {
  const shown = Object.fromEntries(stateNames.map(name => [name, statusOf(states[name])]))
  expect(shown).toEqual({
    beginning: 'sending',
    'beginning alone': 'sending',
    'beginning, to pause': 'paused',
    'beginning, to cancel': 'sending',
    sending: 'sending',
    probing: 'sending',
    holding: 'holding',
    pausing: 'paused',
    cancelling: 'sending',
    finishing: 'sending',
    'log failed, to pause': 'paused',
    'log failed, to cancel': 'sending',
    'log failed, to finish': 'sending',
    'writing the pause': 'paused',
    'writing the cancel': 'sending',
    'writing the finish': 'sending',
    paused: 'paused',
    cancelled: 'cancelled',
    finished: 'finished',
    'not begun': 'paused',
  })
  expect(endOf(states['not begun'])).toEqual(logPause)
})

describe('what the log is told', () => {
  test.each<[StateName, StateName, ReturnType<typeof statusToWrite>]>([
    ['beginning', 'sending', null],
    ['beginning', 'holding', { status: 'holding', pause: null }],
    ['beginning, to pause', 'pausing', { status: 'paused', pause: pause.pause }],
    ['beginning, to cancel', 'cancelling', null],
    ['sending', 'holding', { status: 'holding', pause: null }],
    ['holding', 'holding', null],
    ['holding', 'probing', { status: 'sending', pause: null }],
    ['probing', 'sending', null],
    ['holding', 'pausing', { status: 'paused', pause: pause.pause }],
    ['sending', 'log failed, to pause', { status: 'paused', pause: pause.pause }],
    ['pausing', 'log failed, to pause', null],
    ['log failed, to pause', 'pausing', null],
    ['writing the pause', 'log failed, to pause', null],
    ['pausing', 'writing the pause', null],
    ['sending', 'cancelling', null],
    ['writing the pause', 'paused', null],
  ])('%s → %s', (before, after, written) => {
    expect(statusToWrite(states[before], states[after])).toEqual(written)
  })
})

describe('a network that is gone', () => {
  const failed = (inRow: number): Consequence => ({ kind: 'offline', cause: 'unreachable', inRow })

  test('three connections in a row that fail, and the first that went alone', () => {
    expect([1, 2, 3, 4].map(inRow => offlineWaitMs(states.sending, failed(inRow)))).toEqual([
      null,
      null,
      1_000,
      1_000,
    ])
    expect(offlineWaitMs({ at: 'probing', offlineHolds: 0 }, failed(1))).toBe(1_000)
  })

  test('each wait is twice the one before, and never longer than half a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 60].map(offlineHolds =>
      offlineWaitMs({ at: 'probing', offlineHolds }, failed(9)),
    )
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  test('what comes in a hold or after a stop does not prolong anything', () => {
    for (const name of ['holding', 'pausing', 'log failed, to pause', 'beginning'] as const)
      expect(offlineWaitMs(states[name], failed(9))).toBeNull()
    expect(offlineWaitMs(states.sending, { kind: 'go-on' })).toBeNull()
  })
})
