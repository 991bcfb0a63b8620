import { describe, expect, test } from 'vitest'
import { noCounts, type Outcome } from '../../../../../shared/domain/states.ts'
import { stageRun } from './run-stage.ts'

/** The run of a campaign, step by step: docs/sending.md. */

const accepted: Outcome = { state: 'accepted' }
const refused: Outcome = { state: 'unsent', cause: 'connection-refused' }
const timedOut: Outcome = { state: 'unknown', cause: 'headers-timeout' }

describe('what the owner changes while it is being sent', () => {
  const timeouts = { connectTimeoutMs: 1_000, headersTimeoutMs: 2_000, bodyTimeoutMs: 3_000 }

  test('a rate and a concurrency are in force at once, and the progress names the set rate', async () => {
    const stage = stageRun({ recipients: 500, limits: { ratePerSecond: 0.1, concurrency: 1 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(1_000)
    expect(stage.begun).toHaveLength(1)
    const { limits } = stage.job()
    stage.engine.setConditions({ limits: { ...limits, ratePerSecond: 100, concurrency: 6 }, timeouts })
    await stage.clock.advance(200)
    expect(stage.begun).toHaveLength(6)
    expect(stage.conditions).toEqual([{ ...timeouts, concurrency: 6 }])
    expect(stage.engine.progress(stage.campaignId)).toMatchObject({ rateLimit: 100, setRate: 100 })
    // Fewer at once: what is in flight is let finish, and the promise's bound shrinks with it.
    stage.engine.setConditions({ limits: { ...limits, ratePerSecond: 100, concurrency: 2 }, timeouts })
    for (const request of stage.takeHeld()) request.answer(accepted)
    await stage.clock.advance(200)
    expect(stage.held).toHaveLength(2)
    expect(stage.counts().sending).toBeLessThanOrEqual(4)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    for (const request of stage.takeHeld()) request.answer(accepted)
    expect(await stage.restsWithin(1_000)).toBe(true)
  })

  test('a limit of outcomes in a row counts for those that came already', async () => {
    const stage = stageRun({ recipients: 50, limits: { concurrency: 1, unknownLimit: 10 } })
    stage.engine.start(stage.job())
    for (let n = 0; n < 4; n += 1) {
      await stage.clock.advance(20)
      stage.takeHeld()[0]?.answer(timedOut)
    }
    await stage.clock.advance(20)
    const { limits } = stage.job()
    stage.engine.setConditions({ limits: { ...limits, concurrency: 1, unknownLimit: 5 }, timeouts })
    stage.takeHeld()[0]?.answer(timedOut)
    expect(await stage.restsWithin(1_000)).toBe(true)
    expect(stage.pause()).toMatchObject({ reason: 'unknown-repeated' })
  })

  test('other sending hours: a hold ends at another time, or at once', async () => {
    let opensAt: number | null = null
    const stage = stageRun({ recipients: 3, gate: () => opensAt })
    opensAt = stage.clock.now() + 8 * 3_600_000
    stage.engine.start(stage.job())
    await stage.clock.advance(100)
    const { limits } = stage.job()
    const hold = () => stage.engine.progress(stage.campaignId)?.hold
    expect(hold()).toEqual({ reason: 'outside-window', until: opensAt })
    opensAt += 3_600_000
    stage.engine.setConditions({ limits, timeouts })
    expect(hold()).toEqual({ reason: 'outside-window', until: opensAt })
    opensAt = null
    stage.engine.setConditions({ limits, timeouts })
    await stage.clock.advance(100)
    expect(stage.held).toHaveLength(1)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    stage.takeHeld()[0]?.answer(accepted)
    expect(await stage.restsWithin(1_000)).toBe(true)
  })
})

describe('a stop at the last moment', () => {
  test('a cancel while the pause is being written is still a cancel', async () => {
    const stage = stageRun({ recipients: 20 })
    stage.engine.start(stage.job())
    await stage.clock.advance(20)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    for (const request of stage.takeHeld()) request.answer(accepted)
    // At every later moment at which the campaign can still be cancelled through the engine.
    let asked = false
    const watch = async () => {
      while (stage.engine.active() !== null) {
        await Promise.resolve()
        if (!asked && stage.counts().sending === 0) {
          asked = true
          await stage.engine.cancel(stage.campaignId)
        }
        await new Promise<void>(resolve => setImmediate(resolve))
      }
    }
    await Promise.all([watch(), stage.restsWithin(2_000)])
    expect(asked).toBe(true)
    expect(stage.status()).toBe('cancelled')
    // Who is pending is settled behind the end.
    stage.finishChores()
    expect(stage.counts()).toEqual({ ...noCounts, accepted: 8, skipped: 12 })
    expect(stage.progress.at(-1)?.status).toBe('cancelled')
  })

  test.each(['pause', 'cancel'] as const)(
    'a %s while the end is being written changes nothing',
    async kind => {
      const stage = stageRun({ recipients: 8 })
      stage.engine.start(stage.job())
      await stage.clock.advance(20)
      for (const request of stage.takeHeld()) request.answer(accepted)
      let asked = false
      const watch = async () => {
        while (stage.engine.active() !== null) {
          if (!asked && stage.counts().accepted === 8) {
            asked = true
            if (kind === 'pause') stage.engine.pause(stage.campaignId, { reason: 'owner' })
            else await stage.engine.cancel(stage.campaignId)
          }
          await Promise.resolve()
          await new Promise<void>(resolve => setImmediate(resolve))
        }
      }
      await Promise.all([watch(), stage.restsWithin(2_000)])
      expect(asked).toBe(true)
      expect(stage.progress.at(-1)?.status).toBe(stage.status())
      expect(stage.counts()).toEqual({ ...noCounts, accepted: 8 })
    },
  )
})

test('a recipient due again is not kept waiting by the slowest request', async () => {
  const stage = stageRun({ recipients: 3, limits: { concurrency: 3 } })
  stage.engine.start(stage.job())
  await stage.clock.advance(20)
  const [first, second, third] = stage.takeHeld()
  first?.answer(refused)
  second?.answer(accepted)
  await stage.clock.advance(3_000)
  expect(stage.begun.map(({ seq }) => seq)).toEqual([1, 2, 3, 1])
  for (const request of [third, ...stage.takeHeld()]) request?.answer(accepted)
  expect(await stage.restsWithin(1_000)).toBe(true)
  expect(stage.counts()).toEqual({ ...noCounts, accepted: 3 })
})

describe('a message that does not leave', () => {
  const times = (stage: ReturnType<typeof stageRun>) => stage.begun.map(({ atMs }) => Math.round(atMs / 1000))

  test('is tried again with back-off, and stands as unsent when its retries are used up', async () => {
    const stage = stageRun({
      recipients: 1,
      limits: { unsentRetries: 3 },
      autoAnswer: () => ({ state: 'unsent', cause: 'not-begun' }),
    })
    stage.engine.start(stage.job())
    expect(await stage.restsWithin(60_000)).toBe(true)
    expect(times(stage)).toEqual([0, 1, 3, 7])
    expect(stage.counts()).toEqual({ ...noCounts, unsent: 1 })
    expect(stage.status()).toBe('finished')
  })

  test('in an outage costs nobody a retry: one probe after 1, 2, 4 … 30 s', async () => {
    const stage = stageRun({
      recipients: 50,
      limits: { unsentRetries: 2, ratePerSecond: 20 },
      autoAnswer: () => refused,
    })
    stage.engine.start(stage.job())
    await stage.clock.advance(3 * 60_000)
    expect(stage.counts()).toEqual({ ...noCounts, pending: 50 })
    expect(times(stage).slice(0, 10)).toEqual([0, 0, 0, 1, 3, 7, 15, 31, 61, 91])
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    expect(await stage.restsWithin(1_000)).toBe(true)
  })
})

test('nothing is left behind: the client is closed once, and no timer is open', async () => {
  const stage = stageRun({ recipients: 100, autoAnswer: () => accepted })
  stage.engine.start(stage.job())
  expect(await stage.restsWithin(2_000)).toBe(true)
  await stage.clock.advance(1_000)
  expect(stage.closedClients()).toBe(1)
  expect(stage.clock.outstanding()).toBe(0)
  expect(stage.engine.active()).toBeNull()
})
