import { describe, expect, test } from 'vitest'
import { noCounts, type Outcome } from '../../../../../shared/domain/states.ts'
import { stageRun } from './run-stage.ts'

/** The run of a campaign, step by step: docs/sending.md. */

const accepted: Outcome = { state: 'accepted' }
const refused: Outcome = { state: 'unsent', cause: 'connection-refused' }
const timedOut: Outcome = { state: 'unknown', cause: 'headers-timeout' }
const rateLimited = (retryAfterMs?: number): Outcome => ({
  state: 'unsent',
  cause: 'rate-limited',
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

describe('a log that can not be written', () => {
  test('while requests are out: their answers are written as soon as it can be', async () => {
    const stage = stageRun({ recipients: 40 })
    stage.engine.start(stage.job())
    await stage.clock.advance(50)
    const out = stage.takeHeld()
    expect(out).toHaveLength(8)
    // One answer makes room for a claim, and it is this claim that can't be written.
    stage.failWhen(method => method !== 'begin')
    out.shift()?.answer(accepted)
    await stage.clock.advance(3_000)
    stage.failWhen(null)
    await stage.clock.advance(5_000)
    for (const request of [...out, ...stage.takeHeld()]) request.answer(accepted)
    expect(await stage.restsWithin(10_000)).toBe(true)
    const sent = stage.begun.length
    expect(stage.counts()).toEqual({ ...noCounts, accepted: sent, pending: 40 - sent })
    expect(stage.status()).toBe('paused')
    expect(stage.pause()).toEqual({ reason: 'log-failed' })
    expect(stage.failures.length).toBeGreaterThan(0)
    expect(stage.clock.outstanding()).toBe(0)
  })

  test('with nothing but claims at stake', async () => {
    const stage = stageRun({ recipients: 40, limits: { ratePerSecond: 1, concurrency: 2 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(50)
    stage.failWhen(method => method === 'commit')
    // The first answer is written together with the next claim; the one after has nothing but a claim to write.
    await stage.clock.advance(2_000)
    stage.failWhen(null)
    await stage.clock.advance(5_000)
    for (const request of stage.takeHeld()) request.answer(accepted)
    expect(await stage.restsWithin(10_000)).toBe(true)
    const { accepted: sent, pending, sending } = stage.counts()
    expect({ sent, pending, sending }).toEqual({
      sent: stage.begun.length,
      pending: 40 - stage.begun.length,
      sending: 0,
    })
  })

  test('at the very start: nothing is sent, and the campaign stands as it was', async () => {
    const stage = stageRun({ recipients: 3 })
    stage.failWhen(() => true)
    const started = expect(stage.engine.start(stage.job())).rejects.toMatchObject({
      code: 'log-failed',
      detail: 'Error: disk full',
    })
    expect(await stage.restsWithin(1_000)).toBe(true)
    await started
    expect(stage.begun).toEqual([])
    expect(stage.status()).toBe('draft')
    // Whoever started it is told; the screens go on showing the draft.
    expect(stage.progress).toEqual([])
  })

  test('at the very start, with a pause asked for at once: the run ends once', async () => {
    const stage = stageRun({ recipients: 3, holdBegin: true })
    stage.failWhen(method => method === 'begin')
    const started = expect(stage.engine.start(stage.job())).rejects.toMatchObject({ code: 'log-failed' })
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    await stage.clock.advance(100)
    stage.letBegin()
    expect(await stage.restsWithin(1_000)).toBe(true)
    await stage.clock.advance(1_000)
    await started
    expect(stage.status()).toBe('draft')
    expect(stage.closedClients()).toBe(1)
    expect(stage.begun).toEqual([])
    expect(stage.clock.outstanding()).toBe(0)
  })

  test('at the very end: it is tried again until it can be', async () => {
    const stage = stageRun({ recipients: 3, autoAnswer: () => accepted })
    stage.failWhen(method => method === 'finish')
    stage.engine.start(stage.job())
    expect(await stage.restsWithin(5_000)).toBe(false)
    stage.failWhen(null)
    expect(await stage.restsWithin(5_000)).toBe(true)
    expect(stage.status()).toBe('finished')
    expect(stage.counts()).toEqual({ ...noCounts, accepted: 3 })
  })
})

describe('a database that another program holds', () => {
  test('for a moment: the progress says so, nothing is lost, and it goes on by itself', async () => {
    const stage = stageRun({ recipients: 40, autoAnswer: () => accepted, limits: { ratePerSecond: 50 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(200)
    expect(stage.progress.at(-1)?.logWaiting ?? false).toBe(false)
    stage.setLocked(true)
    await stage.clock.advance(2_000)
    expect(stage.progress.at(-1)).toMatchObject({ status: 'sending', logWaiting: true })
    expect(stage.failures).toEqual([])
    stage.setLocked(false)
    expect(await stage.restsWithin(5_000)).toBe(true)
    expect(stage.progress.at(-1)).toMatchObject({ status: 'finished', logWaiting: false })
    expect(stage.counts()).toEqual({ ...noCounts, accepted: 40 })
    expect(stage.clock.outstanding()).toBe(0)
  })

  test('a pause is in force at once, and written when it can be', async () => {
    const stage = stageRun({ recipients: 40, autoAnswer: () => accepted, limits: { ratePerSecond: 50 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(200)
    stage.setLocked(true)
    await stage.clock.advance(1_000)
    stage.engine.pause(stage.campaignId, { reason: 'owner' })
    expect(stage.engine.progress(stage.campaignId)).toMatchObject({
      status: 'paused',
      pause: { reason: 'owner' },
      logWaiting: true,
    })
    stage.setLocked(false)
    expect(await stage.restsWithin(5_000)).toBe(true)
    expect(stage.status()).toBe('paused')
    expect(stage.counts()).toEqual({
      ...noCounts,
      accepted: stage.begun.length,
      pending: 40 - stage.begun.length,
    })
  })

  test('for longer than it is waited for: the campaign pauses', async () => {
    const stage = stageRun({ recipients: 40, autoAnswer: () => accepted, limits: { ratePerSecond: 50 } })
    stage.engine.start(stage.job())
    await stage.clock.advance(200)
    stage.setLocked(true)
    await stage.clock.advance(12_000)
    expect(stage.engine.progress(stage.campaignId)).toMatchObject({
      status: 'paused',
      pause: { reason: 'log-failed' },
      logWaiting: true,
    })
    stage.setLocked(false)
    expect(await stage.restsWithin(10_000)).toBe(true)
    expect(stage.pause()).toEqual({ reason: 'log-failed' })
  })

  test('at the very start: whoever starts it is told after a while, and the draft stays a draft', async () => {
    const stage = stageRun({ recipients: 3 })
    stage.setLocked(true)
    const started = expect(stage.engine.start(stage.job())).rejects.toMatchObject({ code: 'log-failed' })
    await stage.clock.advance(6_000)
    await started
    expect(stage.engine.active()).toBeNull()
    expect(stage.status()).toBe('draft')
    expect(stage.clock.outstanding()).toBe(0)
  })
})

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
