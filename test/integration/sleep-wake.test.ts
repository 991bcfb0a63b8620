import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { noCounts, type StateCounts } from '../../shared/domain/states.ts'
import { createClaimCheck } from '../fakes/claim-check.ts'
import { stageCampaign } from '../fakes/engine-stage.ts'
import { accepted, type FaultScript } from '../fakes/fault.ts'
import { createFaultServer } from '../fakes/fault-server.ts'
import { forkEngine } from '../fakes/forked-engine.ts'
import { looseLimits, timeoutsOfMs } from '../fakes/limits.ts'
import { closedPort } from '../fakes/raw-server.ts'
import { auditCampaign } from '../fakes/send-audit.ts'

/**
 * A computer that sleeps in the middle of sending: the engine's process is stopped for longer than every timeout it
 * has, and continued. Nothing of what was under way doubles, nothing is lost, and nothing is caught up in a burst.
 */

const timeoutMs = 300
/** Longer than all timeouts together. */
const sleepMs = 1_200
const count = 80

let folder: string
let databasePath: string
const closers: (() => unknown)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-sleep-'))
  databasePath = join(folder, 'zhanggui.db')
})

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

async function stage(script: FaultScript, ratePerSecond: number, answerMs = 0) {
  const check = createClaimCheck(databasePath)
  const arrivals: number[] = []
  const server = createFaultServer({
    script,
    port: await closedPort(),
    latencyMs: answerMs,
    onRequest: phone => {
      arrivals.push(performance.now())
      check.check(phone)
    },
  })
  const { url } = await server.listen()
  closers.push(() => server.close())
  const campaignId = stageCampaign(databasePath, count)
  const engine = await forkEngine({
    databasePath,
    url,
    limits: looseLimits({ ratePerSecond, concurrency: 8 }),
    timeouts: timeoutsOfMs(timeoutMs),
  })
  closers.push(() => engine.kill())
  const requests = async (n: number) => {
    while (server.stats().requests < n) await new Promise<void>(resolve => setImmediate(resolve))
  }
  /** Stops the process as a sleep of the computer does; the server goes on, and answers into the void. */
  const sleep = async (meanwhile: () => Promise<unknown> = async () => {}) => {
    process.kill(engine.pid, 'SIGSTOP')
    await meanwhile()
    // The length of the sleep is what is tested: nothing could signal its end.
    await new Promise<void>(resolve => setTimeout(resolve, sleepMs))
    process.kill(engine.pid, 'SIGCONT')
    return performance.now()
  }
  /** Waits for the campaign's end and returns its counts. */
  const finish = async (): Promise<StateCounts> => {
    await engine.idle()
    const { status, failures } = await engine.progress(campaignId)
    expect({ status, failures }).toEqual({ status: 'finished', failures: [] })
    const database = openDatabase(databasePath)
    try {
      return createCampaignStore(database, Date.now).countsOf(campaignId)
    } finally {
      database.close()
    }
  }
  const audit = () => auditCampaign({ databasePath, campaignId, seen: server.seen() })
  await engine.start(campaignId)
  return { arrivals, audit, campaignId, check, engine, finish, requests, server, sleep }
}

/** The most of these times in any stretch of this length. */
const mostWithin = (times: readonly number[], lengthMs: number): number =>
  Math.max(0, ...times.map((from, index) => times.slice(index).filter(time => time - from < lengthMs).length))

// Windows has no signals that stop a process and let it go on.
if (process.platform !== 'win32') {
  test('answers that came during the sleep count, though every timer is overdue', async () => {
    const { audit, check, engine, finish, requests, server, sleep } = await stage(() => accepted, 200, 100)
    await requests(20)
    await sleep()
    expect(await finish()).toEqual({ ...noCounts, accepted: count })
    expect(audit()).toEqual([])
    expect(check.violations()).toEqual([])
    expect(server.stats()).toMatchObject({ requests: count, seenAgain: [] })
    await engine.close()
  })

  test('what a provider never answered is unknown, and the others go on', async () => {
    let isAsleep = false
    const { audit, engine, finish, requests, server, sleep } = await stage(
      ({ n }) => (n > 20 && !isAsleep ? { kind: 'hang-headers' } : accepted),
      200,
    )
    await requests(24)
    await sleep(async () => {
      isAsleep = true
    })
    const { accepted: sent, unknown } = await finish()
    expect(sent + unknown).toBe(count)
    expect(unknown).toBeGreaterThanOrEqual(4)
    expect(audit()).toEqual([])
    expect(server.stats().seenAgain).toEqual([])
    await engine.close()
  })

  test('a network that was cut during the sleep and is back: nothing doubles', async () => {
    const { audit, engine, finish, requests, server, sleep } = await stage(() => accepted, 200, 50)
    await requests(20)
    await sleep(async () => {
      await server.close()
      await server.listen()
    })
    const { accepted: sent, unknown } = await finish()
    expect(sent + unknown).toBe(count)
    expect(sent).toBeGreaterThan(count / 2)
    expect(audit()).toEqual([])
    expect(server.stats().seenAgain).toEqual([])
    await engine.close()
  })

  test('no burst after it', async () => {
    const ratePerSecond = 50
    const { arrivals, engine, finish, requests, sleep } = await stage(() => accepted, ratePerSecond)
    await requests(20)
    const wokeAtMs = await sleep()
    await finish()
    const after = arrivals.filter(atMs => atMs > wokeAtMs)
    // What the sleep cost would be sixty at once; the share of 100 ms is five, and at most half as many again.
    expect(mostWithin(after, 100)).toBeLessThanOrEqual(2 * Math.ceil(0.15 * ratePerSecond))
    expect((after.at(-1) ?? 0) - (after[0] ?? 0)).toBeGreaterThan(
      (after.length - 1) * (1000 / ratePerSecond) - 50,
    )
    await engine.close()
  })

  test('as the app is told of it: nothing begins before the computer is awake', async () => {
    const { audit, campaignId, engine, finish, requests, server, sleep } = await stage(() => accepted, 200)
    await requests(20)
    await engine.sleep()
    expect((await engine.progress(campaignId)).progress?.hold).toEqual({ reason: 'asleep' })
    const before = server.stats().requests
    await sleep()
    expect((await engine.progress(campaignId)).progress?.hold).toEqual({ reason: 'asleep' })
    // What was in flight when it fell asleep may arrive after the question was put.
    expect(server.stats().requests).toBeLessThanOrEqual(before + 8)
    await engine.wake()
    expect(await finish()).toEqual({ ...noCounts, accepted: count })
    expect(audit()).toEqual([])
    await engine.close()
  })
}
