import { describe, expect, test } from 'vitest'
import { createRateMemory, type RateState } from '../../../../../electron/services/sending/rate-memory.ts'
import { createSendingRate } from '../../../../../electron/services/sending/sending-rate.ts'
import { openDatabase } from '../../../../../electron/services/storage/database.ts'
import { createMeta } from '../../../../../electron/services/storage/meta.ts'
import { createManualClock } from '../../../../fakes/clocks.ts'

const good = { outcome: { state: 'accepted' }, latencyMs: 20 } as const
const slow = { outcome: { state: 'accepted' }, latencyMs: 6_000 } as const

function stage(perSecond = 10, remembered: RateState | null = null) {
  const clock = createManualClock()
  const written: RateState[] = []
  const rate = createSendingRate({
    perSecond,
    clock,
    remembered: remembered ?? null,
    remember: state => written.push(state),
  })
  return { clock, rate, written }
}

describe('a provider that asks to slow down', () => {
  test('halves the rate and is left alone for as long as it says', () => {
    const { clock, rate } = stage()
    rate.slowDown(7_000)
    expect(rate.perSecond()).toBe(5)
    expect(rate.heldMs()).toBe(7_000)
    clock.sleep(6_999)
    expect(rate.heldMs()).toBe(1)
    clock.sleep(5_000)
    expect(rate.heldMs()).toBe(0)
  })

  test('several answers of one moment lower it once, and the longest wait is kept', () => {
    const { rate } = stage()
    rate.slowDown(7_000)
    rate.slowDown(2_000)
    rate.slowDown(null)
    expect(rate.heldMs()).toBe(7_000)
    rate.slowDown(9_000)
    expect(rate.heldMs()).toBe(9_000)
    expect(rate.perSecond()).toBe(5)
  })

  test('to wait for no time at all is a moment’s wait: answers of that moment lower it once', () => {
    const { rate } = stage()
    const before = rate.perSecond()
    for (let n = 0; n < 8; n += 1) rate.slowDown(0)
    expect(rate.perSecond()).toBe(before / 2)
    expect(rate.heldMs()).toBe(1_000)
  })

  test('is remembered, but not with every message that brings the rate back', () => {
    const { clock, rate, written } = stage()
    rate.slowDown(7_000)
    expect(written).toEqual([{ loweredTo: 5, waits: 0, heldUntil: clock.now() + 7_000 }])
    clock.sleep(7_000)
    for (let n = 0; n < 200; n += 1) rate.answered(good)
    expect(rate.perSecond()).toBe(10)
    expect(written.slice(1)).toEqual([{ loweredTo: null, waits: 0, heldUntil: null }])
    for (let n = 0; n < 200; n += 1) rate.answered(good)
    expect(written).toHaveLength(2)
  })

  test('a network that is gone is no slow provider: connections that fail late lower nothing', () => {
    const { rate, written } = stage()
    for (let n = 0; n < 100; n += 1)
      rate.answered({ outcome: { state: 'unsent', cause: 'connect-timeout' }, latencyMs: 10_000 })
    expect(rate.perSecond()).toBe(10)
    expect(written).toEqual([])
    // Nor do they stand between slow answers.
    for (let n = 0; n < 8; n += 1) {
      rate.answered(slow)
      rate.answered({ outcome: { state: 'unsent', cause: 'connection-refused' }, latencyMs: 1 })
    }
    expect(rate.perSecond()).toBe(5)
  })

  test('slow answers lower it as well', () => {
    const { rate, written } = stage()
    for (let n = 0; n < 8; n += 1) rate.answered(slow)
    expect(rate.perSecond()).toBe(5)
    expect(written).toEqual([{ loweredTo: 5, waits: 0, heldUntil: null }])
  })
})

describe('another rate is set', () => {
  test('it is in force at once, up and down', () => {
    const { clock, rate } = stage(1)
    rate.began(clock.monotonicMs())
    // A late timer is made up for by 25 ms.
    expect(rate.waitMs(clock.monotonicMs())).toBeCloseTo(975)
    rate.setRate(10)
    expect(rate.waitMs(clock.monotonicMs())).toBeCloseTo(75)
    rate.setRate(0.5)
    expect(rate.waitMs(clock.monotonicMs())).toBeCloseTo(1_975)
  })

  test('one that was lowered comes back by itself, and below it there is nothing lowered any more', () => {
    const { rate } = stage(10)
    rate.slowDown(1)
    rate.setRate(40)
    expect(rate.perSecond()).toBe(5)
    rate.setRate(4)
    expect(rate.perSecond()).toBe(4)
    rate.setRate(40)
    expect(rate.perSecond()).toBe(40)
  })

  test('a rate that is set below the least is never raised by slowing down', () => {
    const { rate } = stage(0.1)
    rate.slowDown(null)
    expect(rate.perSecond()).toBe(0.1)
  })
})

describe('what is remembered', () => {
  test('goes on after a restart', () => {
    const { clock } = stage()
    const { rate } = stage(10, { loweredTo: 2.5, waits: 2, heldUntil: clock.now() + 30_000 })
    expect(rate.perSecond()).toBe(2.5)
    expect(rate.heldMs()).toBe(30_000)
  })

  test('a rate that no one could have lowered it to is the least', () => {
    expect(stage(10, { loweredTo: 1e-300, waits: 0, heldUntil: null }).rate.perSecond()).toBe(0.1)
    expect(stage(0.05, { loweredTo: 1e-300, waits: 0, heldUntil: null }).rate.perSecond()).toBe(0.05)
  })

  test('a clock that was set back by a year keeps nobody waiting for longer than a provider may ask', () => {
    const { clock } = stage()
    const { rate } = stage(10, { loweredTo: null, waits: 0, heldUntil: clock.now() + 365 * 86_400_000 })
    expect(rate.heldMs()).toBe(3_600_000)
  })

  test('stands in the database by endpoint; what can’t be read is nothing', async () => {
    const database = openDatabase(':memory:')
    const meta = createMeta(database)
    const memory = createRateMemory(meta)
    const state: RateState = { loweredTo: 3, waits: 1, heldUntil: 17 }
    await memory.write('practice', state)
    await memory.write('practice', { ...state, waits: 2 })
    expect(memory.read('practice')).toEqual({ ...state, waits: 2 })
    expect(memory.read('https://provider.example/')).toBeNull()
    for (const text of ['', '{', '{"loweredTo":-1,"waits":0,"heldUntil":null}', '[]']) {
      meta.write('rate practice', text)
      expect(memory.read('practice')).toBeNull()
    }
    database.close()
  })
})
