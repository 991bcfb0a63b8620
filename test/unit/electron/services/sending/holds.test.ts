import { describe, expect, test } from 'vitest'
import { createHolds } from '../../../../../electron/services/sending/holds.ts'
import type { Gate } from '../../../../../electron/services/time/sending-window.ts'
import { createManualClock } from '../../../../fakes/clocks.ts'

function stage(gate: (wallMs: number) => number | null = () => null) {
  const clock = createManualClock()
  const told: string[] = []
  let looks = 0
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
    onBegin: () => told.push('begin'),
    onEnd: () => told.push('end'),
  })
  return { clock, holds, told, looks: () => looks }
}

test('a hold lasts as long as it was asked to', async () => {
  const { clock, holds, told } = stage()
  holds.begin('offline', 30_000)
  await clock.advance(29_900)
  expect(holds.current()?.reason).toBe('offline')
  await clock.advance(200)
  expect(holds.current()).toBeNull()
  expect(told).toEqual(['begin', 'end'])
  expect(clock.outstanding()).toBe(0)
})

describe('a clock that is set during a hold', () => {
  test.each([
    ['forward by an hour', 3_600_000],
    ['back by a day', -86_400_000],
  ])('%s: it lasts as long as before, and is not looked after more often', async (_name, byMs) => {
    const { clock, holds, looks } = stage()
    holds.begin('rate-limited', 600_000)
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
    expect(holds.checkGate()).toBe(true)
    await clock.advance(60_000)
    expect(holds.current()).toEqual({ reason: 'outside-window', until: opensAt })
    clock.setWallClock(opensAt + 1)
    await clock.advance(15_000)
    expect(holds.current()).toBeNull()
    expect(holds.checkGate()).toBe(false)
  })
})

test('a sleep holds until the computer is awake, and a hold that was on goes on after it', async () => {
  const { clock, holds, told } = stage()
  holds.sleep()
  await clock.advance(3_600_000)
  expect(holds.current()).toEqual({ reason: 'asleep' })
  holds.wake()
  expect(holds.current()).toBeNull()
  holds.begin('offline', 30_000)
  holds.sleep()
  clock.sleep(3_600_000)
  holds.wake()
  expect(holds.current()).toBeNull()
  expect(told).toEqual(['begin', 'end', 'begin', 'end'])
})
