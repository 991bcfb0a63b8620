import { describe, expect, test } from 'vitest'
import { noCounts, type Outcome } from '../../../../../shared/domain/states.ts'
import { stageRun } from './run-stage.ts'

/** What makes a run wait, and what it does behind the wait: docs/sending.md. */

const accepted: Outcome = { state: 'accepted' }
const refused: Outcome = { state: 'unsent', cause: 'connection-refused' }
const timedOut: Outcome = { state: 'unknown', cause: 'headers-timeout' }
const rateLimited = (retryAfterMs?: number): Outcome => ({
  state: 'unsent',
  cause: 'rate-limited',
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

describe('after a hold', () => {
  test('the first request goes alone, and only when the answers from before the hold are in', async () => {
    const stage = stageRun({ recipients: 40 })
    stage.engine.start(stage.job())
    await stage.clock.advance(20)
    const before = stage.takeHeld()
    for (const request of before.splice(0, 3)) request.answer(refused)
    await stage.clock.advance(500)
    expect(stage.status()).toBe('holding')
    before.push(...stage.takeHeld())
    // The hold ends after a second, and none of those from before it says how things stand now.
    await stage.clock.advance(800)
    for (const request of before.splice(0, 2)) request.answer(timedOut)
    await stage.clock.advance(200)
    expect(stage.held).toHaveLength(0)
    for (const request of before) request.answer(timedOut)
    await stage.clock.advance(200)
    expect(stage.held).toHaveLength(1)
    stage.takeHeld()[0]?.answer(accepted)
    await stage.clock.advance(200)
    expect(stage.held).toHaveLength(8)
  })

  test('while no answer comes, one goes after the other: a resume costs no more unknown than its limit', async () => {
    const stage = stageRun({ recipients: 40, limits: { unknownLimit: 5, concurrency: 8 } })
    void stage.engine.resume(stage.job())
    for (let n = 1; n <= 5; n += 1) {
      await stage.clock.advance(200)
      expect(stage.held).toHaveLength(1)
      expect(stage.begun).toHaveLength(n)
      stage.takeHeld()[0]?.answer(timedOut)
    }
    expect(await stage.restsWithin(1_000)).toBe(true)
    expect(stage.status()).toBe('paused')
    expect(stage.begun).toHaveLength(5)
  })

  test.each<Outcome>([accepted, { state: 'rejected', code: 30011 }])(
    'an answer of %j lets the others go',
    async answer => {
      const stage = stageRun({ recipients: 40, limits: { concurrency: 8 } })
      void stage.engine.resume(stage.job())
      await stage.clock.advance(200)
      stage.takeHeld()[0]?.answer(timedOut)
      await stage.clock.advance(200)
      stage.takeHeld()[0]?.answer(answer)
      await stage.clock.advance(200)
      expect(stage.held).toHaveLength(8)
    },
  )

  test('what is left of a run has an end: no timer stays behind', async () => {
    const stage = stageRun({ recipients: 4, limits: { concurrency: 1 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(20)
    stage.takeHeld()[0]?.answer(rateLimited(3_600_000))
    await stage.clock.advance(1_000)
    expect(stage.status()).toBe('holding')
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    expect(await stage.restsWithin(1_000)).toBe(true)
    expect(stage.status()).toBe('paused')
    expect(stage.clock.outstanding()).toBe(0)
  })

  test('a campaign with nobody left to send to does not wait for the end of the hold', async () => {
    const stage = stageRun({ recipients: 3, limits: { concurrency: 3, unsentRetries: 0 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(20)
    const [one, other, last] = stage.takeHeld()
    one?.answer(refused)
    other?.answer(refused)
    await stage.clock.advance(20)
    stage.engine.sleep()
    last?.answer(accepted)
    expect(await stage.restsWithin(1_000)).toBe(true)
    expect(stage.status()).toBe('finished')
    expect(stage.counts()).toEqual({ ...noCounts, accepted: 1, unsent: 2 })
    expect(stage.clock.outstanding()).toBe(0)
  })

  test.each(['wake', 'sleep'] as const)(
    'a computer that is told to %s at the very end changes no status',
    async kind => {
      for (const stop of [false, true]) {
        const stage = stageRun({ recipients: 8 })
        stage.engine.start(stage.job())
        await stage.clock.advance(20)
        if (kind === 'wake') stage.engine.sleep()
        if (stop) stage.engine.pause(stage.campaignId, { reason: 'owner' })
        for (const request of stage.takeHeld()) request.answer(accepted)
        let asked = false
        const watch = async () => {
          while (stage.engine.active() !== null) {
            // Everything is written but the end itself.
            if (!asked && stage.counts().accepted === 8) {
              asked = true
              stage.engine[kind]()
            }
            await new Promise<void>(resolve => setImmediate(resolve))
          }
        }
        await Promise.all([watch(), stage.restsWithin(2_000)])
        expect(asked).toBe(true)
        expect(stage.status()).toBe(stop ? 'paused' : 'finished')
        expect(stage.progress.at(-1)?.status).toBe(stop ? 'paused' : 'finished')
        expect(stage.clock.outstanding()).toBe(0)
      }
    },
  )

  test('an answer that asks to wait does not hold a campaign that is being paused', async () => {
    const stage = stageRun({ recipients: 20 })
    stage.engine.start(stage.job())
    await stage.clock.advance(20)
    const out = stage.takeHeld()
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    out.shift()?.answer(rateLimited(5_000))
    await stage.clock.advance(6_000)
    expect(stage.status()).toBe('paused')
    for (const request of out) request.answer(refused)
    expect(await stage.restsWithin(1_000)).toBe(true)
    expect(stage.status()).toBe('paused')
    expect(stage.counts()).toEqual({ ...noCounts, pending: 20 })
    expect(stage.clock.outstanding()).toBe(0)
  })
})

test('a sleep of the computer is no slowness of the provider', async () => {
  const stage = stageRun({ recipients: 40, limits: { concurrency: 16, ratePerSecond: 1000 } })
  void stage.engine.start(stage.job())
  await stage.clock.advance(100)
  const before = stage.takeHeld()
  expect(before).toHaveLength(16)
  stage.engine.sleep()
  stage.clock.sleep(3_600_000)
  stage.engine.wake()
  for (const request of before.splice(0, 10)) request.answer(accepted)
  for (const request of before) request.answer(timedOut)
  await stage.clock.advance(100)
  expect(stage.engine.progress(stage.campaignId)).toMatchObject({ rateLimit: 1000 })
  // What begins from then on counts.
  for (let n = 0; n < 8; n += 1) {
    await stage.clock.advance(6_000)
    for (const request of stage.takeHeld()) request.answer(accepted)
  }
  await stage.clock.advance(100)
  expect(stage.engine.progress(stage.campaignId)?.rateLimit ?? 0).toBeLessThan(1000)
})

describe('a provider that asks to slow down', () => {
  const limitedAt = async (stage: ReturnType<typeof stageRun>, retryAfterMs?: number) => {
    const sent = stage.begun.length
    for (const request of stage.takeHeld()) request.answer(rateLimited(retryAfterMs))
    await stage.clock.advance(1)
    return sent
  }

  test('30 s, then doubling, and 30 s again after a long good time', async () => {
    let limited = false
    const stage = stageRun({
      recipients: 5_000,
      limits: { concurrency: 1, ratePerSecond: 100 },
      autoAnswer: () => (limited ? rateLimited() : accepted),
    })
    const holdMs = async () => {
      limited = true
      while (stage.engine.progress(stage.campaignId)?.hold === null) await stage.clock.advance(1)
      limited = false
      const { hold } = stage.engine.progress(stage.campaignId) ?? {}
      const waitMs = (hold?.until ?? 0) - stage.clock.now()
      await stage.clock.advance(waitMs + 50)
      return Math.round(waitMs / 1000)
    }
    stage.engine.start(stage.job())
    await stage.clock.advance(100)
    expect([await holdMs(), await holdMs(), await holdMs()]).toEqual([30, 60, 120])
    await stage.clock.advance(20_000)
    expect(await holdMs()).toBe(30)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    await stage.restsWithin(1_000)
  })

  test('Retry-After is kept, and nobody is charged for it', async () => {
    const stage = stageRun({ recipients: 1, limits: { unsentRetries: 0 } })
    stage.engine.start(stage.job())
    for (let n = 0; n < 5; n += 1) {
      await stage.clock.advance(20)
      const sent = await limitedAt(stage, 7_000)
      await stage.clock.advance(6_900)
      expect(stage.begun.length).toBe(sent)
      await stage.clock.advance(10_000)
      expect(stage.begun.length).toBe(sent + 1)
    }
    stage.takeHeld()[0]?.answer(accepted)
    expect(await stage.restsWithin(1_000)).toBe(true)
    expect(stage.counts()).toEqual({ ...noCounts, accepted: 1 })
  })
})

describe('what the provider asked for outlives a pause', () => {
  const again = async (stage: ReturnType<typeof stageRun>) => {
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    expect(await stage.restsWithin(1_000)).toBe(true)
    void stage.engine.resume(stage.job())
  }

  test('its wait: nothing begins before it is over, however often the campaign is resumed', async () => {
    const stage = stageRun({ recipients: 20, limits: { concurrency: 1 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(20)
    stage.takeHeld()[0]?.answer(rateLimited(60_000))
    await stage.clock.advance(20)
    for (let n = 0; n < 5; n += 1) {
      await again(stage)
      await stage.clock.advance(10_000)
      expect(stage.status()).toBe('holding')
      expect(stage.engine.progress(stage.campaignId)?.hold?.reason).toBe('rate-limited')
    }
    expect(stage.begun).toHaveLength(1)
    await stage.clock.advance(10_000)
    expect(stage.begun).toHaveLength(2)
    expect(stage.begun[1]?.atMs).toBeGreaterThanOrEqual(60_000)
    // Claimed again only when it could begin: one event, of the claim that stood when the hold began.
    const notBegun = stage.database.prepare(`SELECT count(*) FROM events WHERE cause = 'not-begun'`).pluck()
    expect(notBegun.get()).toBe(1)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    stage.takeHeld()[0]?.answer(accepted)
    await stage.restsWithin(1_000)
  })

  test('the lowered rate, and also what is asked for by an answer that comes after the pause', async () => {
    const stage = stageRun({ recipients: 20, limits: { concurrency: 1, ratePerSecond: 40 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(20)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    await stage.clock.advance(20)
    stage.takeHeld()[0]?.answer(rateLimited(60_000))
    expect(await stage.restsWithin(1_000)).toBe(true)
    expect(stage.status()).toBe('paused')
    expect(stage.clock.outstanding()).toBe(0)
    void stage.engine.resume(stage.job())
    await stage.clock.advance(100)
    expect(stage.engine.progress(stage.campaignId)).toMatchObject({
      rateLimit: 20,
      hold: { reason: 'rate-limited' },
    })
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    await stage.restsWithin(1_000)
  })

  test('the pacer: ten resumes a second send no faster than the set rate', async () => {
    const stage = stageRun({
      recipients: 500,
      limits: { ratePerSecond: 5, concurrency: 4 },
      autoAnswer: () => accepted,
    })
    stage.engine.start(stage.job())
    for (let n = 0; n < 100; n += 1) {
      await stage.clock.advance(100)
      await again(stage)
    }
    const seconds = stage.clock.monotonicMs() / 1000
    expect(stage.begun.length).toBeGreaterThan(seconds)
    expect(stage.begun.length).toBeLessThanOrEqual(5 * seconds + 1)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    await stage.restsWithin(1_000)
  })
})

describe('two reasons to wait', () => {
  test('the longer one is waited for', async () => {
    const stage = stageRun({ recipients: 40 })
    stage.engine.start(stage.job())
    await stage.clock.advance(20)
    const out = stage.takeHeld()
    for (const request of out.splice(0, 3)) request.answer(refused)
    await stage.clock.advance(100)
    expect(stage.engine.progress(stage.campaignId)?.hold?.reason).toBe('offline')
    for (const request of [...out, ...stage.takeHeld()]) request.answer(rateLimited(20_000))
    await stage.clock.advance(100)
    expect(stage.engine.progress(stage.campaignId)?.hold?.reason).toBe('rate-limited')
    const sent = stage.begun.length
    await stage.clock.advance(19_000)
    expect(stage.begun).toHaveLength(sent)
    await stage.clock.advance(2_000)
    expect(stage.begun).toHaveLength(sent + 1)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    stage.takeHeld()[0]?.answer(accepted)
    await stage.restsWithin(1_000)
  })
})
