import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { totalOf } from '../../shared/domain/states.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import type { FaultPlan } from '../fakes/fault-plan.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'
import type { RunningApp } from './app.ts'
import { createCampaign, resumeCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { readCutLog, readLog } from './log.ts'
import { eventFault, outcomeFault, readStories } from './log-story.ts'
import { atAnyTime, saveCredentials, setSettings } from './real-campaign.ts'

/** A power cut again and again in the middle of a campaign: nobody twice, nobody lost (docs/sending.md). */

const isLong = process.env['ZHANGGUI_TEST_LONG'] === '1'
const kills = isLong ? 300 : 4
const count = 5000
const concurrency = 16
const seed = Number(process.env['ZHANGGUI_TEST_SEED'] ?? 20261122)

const limits = {
  concurrency,
  headersTimeoutMs: 1_500,
  bodyTimeoutMs: 1_500,
  sameCodeLimit: 1000,
  unknownLimit: 1000,
  ...atAnyTime,
}

const faults: readonly { readonly weight: number; readonly fault: Fault }[] = [
  { weight: 800, fault: accepted },
  { weight: 60, fault: { kind: 'answer', code: 10000, invalidJson: true } },
  { weight: 40, fault: { kind: 'answer', code: 30011 } },
  { weight: 20, fault: { kind: 'answer', code: 30028 } },
  { weight: 20, fault: { kind: 'status', status: 502 } },
  { weight: 20, fault: { kind: 'reset-after' } },
  { weight: 10, fault: { kind: 'reset-before' } },
  { weight: 10, fault: { kind: 'html' } },
  { weight: 8, fault: { kind: 'half-answer' } },
  { weight: 6, fault: { kind: 'hang-headers' } },
  { weight: 3, fault: { kind: 'hang-body' } },
  { weight: 3, fault: { kind: 'status', status: 429, headers: { 'retry-after': '0' } } },
  { weight: 1, fault: { kind: 'status', status: 429, headers: { 'retry-after': '1' } } },
  { weight: 2, fault: { kind: 'status', status: 403 } },
]
const mixed: FaultPlan = { lot: { seed, faults } }
/** The balance is used up: refused as often as anybody comes, in both of the shapes that say so. */
const usedUp: FaultPlan = {
  rules: [{ every: 2, fault: { kind: 'business-data-null', resultCode: 30019 } }],
  otherwise: { kind: 'answer', code: 30019 },
}
/** Two rounds of ten; the last round is never among them. */
const planOf = (round: number): FaultPlan => ([2, 5].includes(round % 10) ? usedUp : mixed)

test(`${kills} kills in the middle of ${count} messages: nobody twice, nobody lost`, async ({
  launch,
  profile,
}) => {
  test.setTimeout(isLong ? 60 * 60_000 : 6 * 60_000)
  const random = createSeededRandom(seed)
  const server = await forkFaultServer({ plan: mixed, databasePath: join(profile, 'zhanggui.db') })
  const open = async (): Promise<RunningApp> => {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    // Without a keyring they live in the memory of the app that was killed.
    await saveCredentials(app)
    return app
  }
  try {
    let app = await open()
    const campaignId = await createCampaign(app, count)
    let pending = count
    let crashed = 0
    const killedWith: number[] = []

    for (let round = 0; round < kills; round += 1) {
      await server.setPlan(planOf(round))
      const killAfterMs = 50 + 850 * random()
      // As many of those who are left as this round has for its share, more or less; and never so fast that a kill that
      // comes late on a busy machine finds nobody left.
      const share = (pending / (kills + 10 - round)) * (0.3 + 1.3 * random())
      const ratePerSecond = Math.min(1000, pending / 3, Math.max(10, (share / killAfterMs) * 1000))
      await setSettings(app, { ...limits, ratePerSecond })
      if (round === 0) await startCampaign(app, campaignId)
      else await resumeCampaign(app, campaignId)
      // No signal to wait for: a power cut comes at any moment.
      await after(killAfterMs)
      await app.kill()

      const cut = readCutLog(profile)
      expect(cut.counts.sending, `kill ${round}`).toBeLessThanOrEqual(2 * concurrency)
      expect(totalOf(cut.counts)).toBe(count)
      expect(cut.integrity).toBe('ok')
      crashed += cut.counts.sending
      killedWith.push(cut.counts.sending)

      app = await open()
      const recovered = readLog(profile)
      expect(recovered.campaign.status).toBe('paused')
      expect(recovered.counts).toEqual({
        ...cut.counts,
        sending: 0,
        unknown: cut.counts.unknown + cut.counts.sending,
      })
      pending = recovered.counts.pending
      expect(pending, 'somebody is left for the next round').toBeGreaterThan(0)
    }

    await server.setPlan(mixed)
    await setSettings(app, { ...limits, ratePerSecond: 1000 })
    let pauses = 0
    for (let status = 'paused'; status !== 'finished'; ) {
      await resumeCampaign(app, campaignId)
      const still = await untilStill(app, campaignId)
      status = still.status
      if (status === 'finished') break
      expect(still.pause).toMatchObject({ reason: 'http-status', httpStatus: 403 })
      pauses += 1
    }
    await app.close()

    const stats = await server.stats()
    const seen = await server.seen()
    const stories = readStories(profile)
    expect(stories.length).toBe(count)
    const about = (story: (typeof stories)[number], fault: string | null) =>
      fault === null ? [] : [`${story.phone}: ${fault}`]
    expect(stories.flatMap(story => about(story, eventFault(story)))).toEqual([])
    expect(stories.flatMap(story => about(story, outcomeFault(story, seen.get(story.phone) ?? [])))).toEqual(
      [],
    )
    expect(stories.filter(({ cause }) => cause === 'crash').length).toBe(crashed)

    const log = readLog(profile)
    expect(log.integrity).toBe('ok')
    expect(log.campaign.status).toBe('finished')
    expect({ pending: log.counts.pending, sending: log.counts.sending, skipped: log.counts.skipped }).toEqual(
      {
        pending: 0,
        sending: 0,
        skipped: 0,
      },
    )
    expect(stats.problems).toEqual([])
    expect(stats.malformed).toBe(0)
    expect(stats.claimViolations).toEqual([])
    expect(stats.claimsChecked).toBe(stats.requests)

    // It was the storm that it was meant to be.
    const met = [...seen.values()].flat().map(({ fault }) => JSON.stringify(fault))
    for (const { fault } of faults) expect(met).toContain(JSON.stringify(fault))
    expect(stats.seenAgain.length).toBeGreaterThan(10)
    // A kill may come while the campaign stands paused; few kills say little about how many of them do.
    expect(killedWith.filter(sending => sending > 0).length).toBeGreaterThan(isLong ? kills / 2 : 0)
    console.log(
      `${kills} kills, ${crashed} unknown by them (at most ${Math.max(...killedWith)} at once), ` +
        `${stats.requests} requests, ${stats.seenAgain.length} again after a refusal, ${pauses} pauses at the end, seed ${seed}`,
    )
  } finally {
    await server.close()
  }
})
