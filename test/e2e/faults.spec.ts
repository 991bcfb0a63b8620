import { join } from 'node:path'
import type { RecipientState } from '../../shared/domain/states.ts'
import { noCounts } from '../../shared/domain/states.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import { type FaultPlan, faultOf } from '../fakes/fault-plan.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { expect, test } from './fixtures.ts'
import { readCutLog, readLog } from './log.ts'
import { answerOwner, askedOwner } from './owner-questions.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, phoneOf, prepareRealCampaign, saveCredentials, setSettings } from './real-campaign.ts'

const plan: FaultPlan = {
  lot: {
    seed: 20261122,
    faults: [
      { weight: 80, fault: accepted },
      { weight: 6, fault: { kind: 'answer', code: 10000, invalidJson: true } },
      { weight: 4, fault: { kind: 'answer', code: 30011 } },
      { weight: 2, fault: { kind: 'answer', code: 30028 } },
      { weight: 2, fault: { kind: 'status', status: 502 } },
      { weight: 2, fault: { kind: 'reset-after' } },
      { weight: 2, fault: { kind: 'html' } },
      { weight: 1, fault: { kind: 'hang-headers' } },
      { weight: 1, fault: { kind: 'half-answer' } },
    ],
  },
}

/** What docs/provider-api.md makes of each fault of the plan. */
function stateOf(fault: Fault): RecipientState {
  if (fault.kind !== 'answer') return 'unknown'
  return fault.code === 10000 ? 'accepted' : 'rejected'
}

const expectedState = (phone: string) => stateOf(faultOf(plan, { phone, n: 0, seenBefore: 0 }))

const fast = {
  ratePerSecond: 1000,
  concurrency: 16,
  headersTimeoutMs: 2000,
  bodyTimeoutMs: 2000,
  sameCodeLimit: 1000,
  unknownLimit: 1000,
  ...atAnyTime,
}

test('two thousand messages through a bad network: nobody twice, and every number is the same number', async ({
  launch,
  profile,
  picture,
}) => {
  const count = 2000
  const server = await forkFaultServer({ plan, databasePath: join(profile, 'zhanggui.db') })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    await setSettings(app, fast)
    await prepareRealCampaign(app, count)
    await expect(app.page.getByTestId('banner-endpoint')).toContainText(server.url)
    // To so many, the app asks outside the page; who says no is where they were.
    await answerOwner(app, 'no')
    await owner.startWithDoubleClick({ confirm: false })
    await expect
      .poll(() => askedOwner(app))
      .toMatchObject([
        { message: '正式发送给 2,000 人？', detail: expect.stringContaining('【测试小店】${姓名}您好') },
      ])
    await expect(app.page.getByTestId('start')).toBeEnabled()
    await expect(app.page.getByTestId('start-error')).toHaveCount(0)
    expect((await server.stats()).requests).toBe(0)
    await answerOwner(app, 'yes')
    await owner.startWithDoubleClick({ confirm: false })
    await owner.toReport()
    await picture(app, '20-report-of-faults')

    const stats = await server.stats()
    expect(stats.seenAgain).toEqual([])
    expect(stats.problems).toEqual([])
    expect(stats.claimViolations).toEqual([])
    expect(stats.claimsChecked).toBe(count)
    const log = readLog(profile)
    expect(log.recipients.filter(({ phone, state }) => state !== expectedState(phone))).toEqual([])
    expect(await owner.reportTotals()).toEqual(log.counts)
    expect(log.integrity).toBe('ok')
  } finally {
    await server.close()
  }
})

test('killed in the middle and started again: nobody twice, what was in flight is unknown, the owner is asked', async ({
  launch,
  profile,
  picture,
}) => {
  const count = 2000
  const server = await forkFaultServer({ plan, databasePath: join(profile, 'zhanggui.db') })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    await setSettings(app, { ...fast, ratePerSecond: 200 })
    await prepareRealCampaign(app, count)
    await wizard(app.page).startWithDoubleClick({ confirm: false })
    await expect.poll(() => wizard(app.page).count('done')).toBeGreaterThan(300)
    await picture(app, '21-sending-real', 'sending')
    await app.kill()
    const cut = readCutLog(profile)
    expect(cut.counts.sending).toBeGreaterThan(0)
    expect(cut.counts.sending).toBeLessThanOrEqual(2 * fast.concurrency)

    const again = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(again.page)
    const recovered = readLog(profile)
    expect(recovered.campaign.status).toBe('paused')
    expect(recovered.counts).toEqual({
      ...cut.counts,
      sending: 0,
      unknown: cut.counts.unknown + cut.counts.sending,
    })
    await expect(again.page.getByTestId('banner-interrupted')).toBeVisible()
    await again.page.getByTestId('open-interrupted').click()
    await expect(again.page.getByTestId('recovery-unknown')).toHaveAttribute(
      'data-count',
      String(recovered.counts.unknown),
    )
    await expect(again.page.getByTestId('recovery-question')).toHaveAttribute(
      'data-count',
      String(recovered.counts.pending),
    )
    await picture(again, '22-recovery', 'recovery')
    // Without a keyring the credentials lived in the first app's memory only.
    await saveCredentials(again)
    await setSettings(again, fast)
    await owner.resume()
    await owner.toReport()

    const stats = await server.stats()
    expect(stats.seenAgain).toEqual([])
    expect(stats.claimViolations).toEqual([])
    const log = readLog(profile)
    const inFlight = new Set(
      cut.recipients.filter(({ state }) => state === 'sending').map(({ phone }) => phone),
    )
    const wrong = log.recipients.filter(
      ({ phone, state }) => state !== (inFlight.has(phone) ? 'unknown' : expectedState(phone)),
    )
    expect(wrong).toEqual([])
    expect(await owner.reportTotals()).toEqual({ ...noCounts, ...log.counts })
    expect(log.integrity).toBe('ok')
    expect(log.recipients.map(({ phone }) => phone)).toContain(phoneOf(count - 1))
  } finally {
    await server.close()
  }
})
