import { describe, expect, test } from 'vitest'
import { noCounts, type Outcome } from '../../../../../shared/domain/states.ts'
import { stageRun } from './run-stage.ts'

/** A run whose log can't be written for a while: docs/sending.md. */

const accepted: Outcome = { state: 'accepted' }

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
