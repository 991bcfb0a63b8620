import { describe, expect, test } from 'vitest'
import { createHolds } from '../../../../../electron/services/sending/holds.ts'
import type { Gate } from '../../../../../electron/services/time/sending-window.ts'
import { createManualClock } from '../../../../fakes/clocks.ts'

function stage(gate: (wallMs: number) => number | null = () => null) {
  const clock = createManualClock()
  const told: string[] = []
  let looks = 0
  let limitedUntilMs = 0
  const counted: Gate = nowMs => {
    looks += 1
    return gate(nowMs)
  }
  const holds = createHolds({
    clock: {
      ...clock,
      after: (delayMs, task) => {
        looks += 1
        return clock.after(delayMs, task)
      },
    },
    gate: counted,
    rateLimitedMs: () => Math.max(0, limitedUntilMs - clock.monotonicMs()),
    onChange: hold => told.push(hold === null ? 'end' : hold.reason),
  })
  const slowDown = (waitMs: number) => {
    limitedUntilMs = Math.max(limitedUntilMs, clock.monotonicMs() + waitMs)
    holds.check()
  }
  return { clock, holds, told, looks: () => looks, slowDown }
}

test('a hold lasts as long as it was asked to', async () => {
  const { clock, holds, told } = stage()
  holds.offline(30_000)
  await clock.advance(29_900)
  expect(holds.current()?.reason).toBe('offline')
  await clock.advance(200)
  expect(holds.current()).toBeNull()
  expect(told).toEqual(['offline', 'end'])
  expect(clock.outstanding()).toBe(0)
})

describe('a clock that is set during a hold', () => {
  test.each([
    ['forward by an hour', 3_600_000],
    ['back by a day', -86_400_000],
  ])('%s: it lasts as long as before, and is not looked after more often', async (_name, byMs) => {
    const { clock, holds, looks, slowDown } = stage()
    slowDown(600_000)
    await clock.advance(60_000)
    clock.setWallClock(clock.now() + byMs)
    await clock.advance(530_000)
    expect(holds.current()?.reason).toBe('rate-limited')
    await clock.advance(25_000)
    expect(holds.current()).toBeNull()
    expect(looks()).toBeLessThan(1_000)
  })

  test('the sending window goes by the clock as it now stands', async () => {
    let opensAt = 0
    const { clock, holds } = stage(nowMs => (nowMs < opensAt ? opensAt : null))
    opensAt = clock.now() + 8 * 3_600_000
    expect(holds.check()).toBe(true)
    await clock.advance(60_000)
    expect(holds.current()).toEqual({ reason: 'outside-window', until: opensAt })
    clock.setWallClock(opensAt + 1)
    await clock.advance(15_000)
    expect(holds.current()).toBeNull()
    expect(holds.check()).toBe(false)
  })
})

describe('a computer that sleeps', () => {
  test('holds until it is awake, and a hold that was on goes on after it', async () => {
    const { clock, holds, told } = stage()
    holds.sleep()
    await clock.advance(30_000)
    expect(holds.current()).toEqual({ reason: 'asleep' })
    holds.wake()
    expect(holds.current()).toBeNull()
    holds.offline(30_000)
    holds.sleep()
    expect(holds.current()).toEqual({ reason: 'asleep' })
    clock.sleep(10_000)
    holds.wake()
    expect(holds.current()?.reason).toBe('offline')
    clock.sleep(20_000)
    await clock.advance(0)
    expect(holds.current()).toBeNull()
    expect(told).toEqual(['asleep', 'end', 'offline', 'asleep', 'offline', 'end'])
    expect(clock.outstanding()).toBe(0)
  })

  test.each<[string, (clock: ReturnType<typeof createManualClock>) => void]>([
    ['the wall clock alone went on', clock => clock.setWallClock(clock.now() + 3_600_000)],
    ['both clocks went on', clock => clock.sleep(3_600_000)],
    ['it never fell asleep', () => {}],
  ])('ends by itself where nobody tells of the waking: %s', async (_name, pass) => {
    const { clock, holds } = stage()
    holds.sleep()
    await clock.advance(1_000)
    expect(holds.current()).toEqual({ reason: 'asleep' })
    pass(clock)
    await clock.advance(75_000)
    expect(holds.current()).toBeNull()
    expect(clock.outstanding()).toBe(0)
  })
})

test('sleep that is announced again, the waking untold: a minute from then on', async () => {
  const { clock, holds } = stage()
  holds.sleep()
  await clock.advance(50_000)
  holds.sleep()
  await clock.advance(50_000)
  expect(holds.current()).toEqual({ reason: 'asleep' })
  await clock.advance(25_000)
  expect(holds.current()).toBeNull()
})

describe('several reasons at once', () => {
  test('the longer one is shown, and nothing begins before all are over', async () => {
    const { clock, holds, told, slowDown } = stage()
    holds.offline(1_000)
    slowDown(60_000)
    expect(holds.current()?.reason).toBe('rate-limited')
    holds.offline(4_000)
    await clock.advance(59_900)
    expect(holds.current()?.reason).toBe('rate-limited')
    await clock.advance(200)
    expect(holds.current()).toBeNull()
    expect(told).toEqual(['offline', 'rate-limited', 'end'])
  })

  test('the sending hours that end meanwhile take over', async () => {
    let closedUntil: number | null = null
    const { clock, holds } = stage(() => closedUntil)
    holds.offline(30_000)
    closedUntil = clock.now() + 3_600_000
    await clock.advance(15_000)
    expect(holds.current()).toEqual({ reason: 'outside-window', until: closedUntil })
  })
})
