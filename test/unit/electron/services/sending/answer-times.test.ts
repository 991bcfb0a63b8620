import { expect, test } from 'vitest'
import { createAnswerTimes } from '../../../../../electron/services/sending/answer-times.ts'
import type { Progress } from '../../../../../shared/domain/campaign.ts'
import { noCounts } from '../../../../../shared/domain/states.ts'
import { usualAnswerMs } from '../../../../../shared/time/send-forecast.ts'

const running = (ratePerSecond: number, accepted = 500): Progress => ({
  campaignId: 1,
  status: 'sending',
  pause: null,
  hold: null,
  counts: { ...noCounts, accepted, pending: 1000 },
  ratePerSecond,
  rateLimit: 100,
  setRate: 100,
  logWaiting: false,
  remainingMs: null,
})

test('a speed under its limit tells how long an answer takes, in its own mode', () => {
  const times = createAnswerTimes()
  expect(times.of('real')).toBe(usualAnswerMs)
  times.saw(running(20), 'real', 8)
  expect(times.of('real')).toBe(400)
  expect(times.of('practice')).toBe(usualAnswerMs)
})

test('a speed at its limit only tells what an answer takes at most', () => {
  const times = createAnswerTimes()
  times.saw(running(100), 'real', 8)
  expect(times.of('real')).toBe(80)
  times.saw(running(100), 'real', 64)
  expect(times.of('real')).toBe(80)
})

test('the first answers, a hold and the last messages tell nothing', () => {
  const times = createAnswerTimes()
  times.saw(running(2, 10), 'real', 8)
  times.saw({ ...running(2), status: 'holding' }, 'real', 8)
  times.saw({ ...running(2), counts: { ...noCounts, accepted: 500, pending: 3 } }, 'real', 8)
  times.saw(running(0), 'real', 8)
  expect(times.of('real')).toBe(usualAnswerMs)
})
