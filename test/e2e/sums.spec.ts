import { join } from 'node:path'
import { codeCatalogue } from '../../shared/provider/codes.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { auditCampaign } from '../fakes/send-audit.ts'
import {
  campaignView,
  createCampaign,
  resumeCampaign,
  startCampaign,
  untilDone,
  untilStill,
} from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { atAnyTime, phoneOf, saveCredentials, setSettings } from './real-campaign.ts'
import { expectOneSum, setPrice, storedPeople, takenPhones } from './sums.ts'

const conditions = {
  ratePerSecond: 200,
  headersTimeoutMs: 1000,
  bodyTimeoutMs: 1000,
  sameCodeLimit: 1000,
  unknownLimit: 1000,
  ...atAnyTime,
}

const answers: readonly Fault[] = [...Object.keys(codeCatalogue).map(Number), 39_999].map(code => ({
  kind: 'answer',
  code,
}))

/** One of every class of what may go wrong on the wire. */
const wireFaults: readonly Fault[] = [
  { kind: 'answer', code: 10000, invalidJson: true },
  { kind: 'answer', code: 10000, phone: '13900000000' },
  { kind: 'answer', code: 10000, httpStatus: 500 },
  { kind: 'business-data-null', resultCode: 30011 },
  { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:9/' } },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 502 },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'half-answer' },
  { kind: 'reset-before' },
  { kind: 'reset-during' },
  { kind: 'reset-after' },
  { kind: 'hang-headers' },
  { kind: 'hang-body' },
  { kind: 'endless' },
  { kind: 'huge' },
]

/** Every third name makes the message two parts long, every seventh three. */
const nameOf = (index: number): string =>
  index % 7 === 0 ? '贵'.repeat(120) : index % 3 === 0 ? '宾'.repeat(60) : `顾客${index}`

test('every code and every fault: screen, history, report, database and server tell the same sums', async ({
  launch,
  profile,
  picture,
}) => {
  const faults = [...answers, ...wireFaults]
  const count = faults.length + 12
  const optedOut = [phoneOf(count - 1), phoneOf(count - 2)]
  const byPhone = Object.fromEntries(faults.map((fault, index) => [phoneOf(index), [fault, accepted]]))
  const server = await forkFaultServer({ plan: { byPhone } })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id, open, toReport } = sendingScreens(app.page)
    await saveCredentials(app)
    await setSettings(app, conditions)
    await setPrice(app)
    const campaignId = await createCampaign(app, count, 'real', { nameOf })
    const added = await app.page.evaluate(
      async text => window.zhanggui.optOuts.add({ text, reason: '', source: 'typed' }),
      optedOut.join('\n'),
    )
    expect(added).toMatchObject({ ok: true })
    await startCampaign(app, campaignId)
    let view = await untilStill(app, campaignId)
    // Account, signature, template and server are "mended" after each pause: who was refused for it is accepted then.
    while (view.status === 'paused') {
      await resumeCampaign(app, campaignId)
      view = await untilStill(app, campaignId)
    }
    expect(view.status).toBe('finished')
    const sums = await expectOneSum(app, campaignId)
    await picture(app, '10-report')
    expect(sums.people.skipped).toBe(optedOut.length)
    expect(sums.people.rejected).toBeGreaterThan(0)
    expect(sums.people.unknown).toBeGreaterThan(0)
    const people = storedPeople(profile, campaignId)
    const acceptedPhones = people.filter(({ state }) => state === 'accepted').map(({ phone }) => phone)
    expect((await takenPhones(server)).toSorted()).toEqual(acceptedPhones.toSorted())
    const audit = { databasePath: join(profile, 'zhanggui.db'), campaignId, seen: await server.seen() }
    expect(auditCampaign(audit)).toEqual([])

    // Sent again: the first campaign keeps its sums, the second has its own, and the server took both.
    await id('retry').click()
    await id('retry-code-30011').check()
    await id('retry-confirm').click()
    await id('start').click()
    await id('start-confirm').click()
    await toReport()
    const resent = await app.page.evaluate(async () => window.zhanggui.campaigns.list())
    if (!resent.ok) throw new Error(resent.error.code)
    const resendId = resent.value.find(({ kind }) => kind === 'retry')?.id ?? 0
    const again = await expectOneSum(app, resendId)
    expect(again.people.accepted).toBe(again.total)
    expect(await expectOneSum(app, campaignId)).toEqual(sums)
    const takenPeople = [...acceptedPhones, ...storedPeople(profile, resendId).map(({ phone }) => phone)]
    expect((await takenPhones(server)).toSorted()).toEqual(takenPeople.toSorted())
    // Whoever is forgotten afterwards is a number still, wherever it is told.
    const forgotten = await app.page.evaluate(
      async phone => window.zhanggui.contactLists.forgetPerson({ phone, optOut: null }),
      acceptedPhones[0] ?? '',
    )
    expect(forgotten).toMatchObject({ ok: true, value: { campaigns: 1 } })
    expect(await expectOneSum(app, campaignId)).toEqual(sums)
    await open('settings')
    await id('theme-dark').click()
    await id('language-en').click()
    await open('history')
    await picture(app, '11-history-en-dark')
    await app.page.locator(`[data-campaign="${campaignId}"]`).getByTestId('open-campaign').click()
    await toReport()
    await picture(app, '12-report-en-dark')
  } finally {
    await server.close()
  }
})

test('a cancelled campaign: whom the cancel came before is told apart from who was left out', async ({
  launch,
  profile,
  picture,
}) => {
  const count = 60
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id, open } = sendingScreens(app.page)
    await saveCredentials(app)
    await setSettings(app, { ...conditions, ratePerSecond: 10 })
    await setPrice(app)
    const campaignId = await createCampaign(app, count, 'real', { nameOf })
    await app.page.evaluate(
      async text => window.zhanggui.optOuts.add({ text, reason: '', source: 'typed' }),
      [57, 58, 59].map(phoneOf).join('\n'),
    )
    await app.page.evaluate(async id => window.zhanggui.campaigns.preflight({ campaignId: id }), campaignId)
    await startCampaign(app, campaignId)
    await untilDone(app, campaignId, 10)
    await open('history')
    await app.page.locator(`[data-campaign="${campaignId}"]`).getByTestId('open-campaign').click()
    await id('pause').click()
    await expect(id('pause-card')).toBeVisible()
    // Nobody who is left out counts as done, and what is shown adds up.
    const shown = async (name: string) => Number(await id(`count-${name}`).getAttribute('data-count'))
    const names = ['accepted', 'rejected', 'unsent', 'unknown', 'sending', 'pending']
    const parts = await Promise.all(names.map(shown))
    expect(await shown('total')).toBe(count - 3)
    expect(parts.reduce((sum, each) => sum + each, 0)).toBe(count - 3)
    expect(await shown('done')).toBe(await shown('accepted'))
    expect(await shown('skipped')).toBe(3)
    await picture(app, '20-paused')
    await id('cancel').click()
    await id('cancel-confirm').click()
    await expect(id('report-totals')).toBeVisible()
    await expect.poll(async () => (await campaignView(app, campaignId)).counts.pending).toBe(0)
    const sums = await expectOneSum(app, campaignId)
    const { skipped } = await campaignView(app, campaignId)
    expect(skipped).toEqual([
      { reason: 'cancelled', count: sums.people.skipped - 3 },
      { reason: 'opted-out', count: 3 },
    ])
    await expect(id('report-totals')).toContainText('任务已取消')
    await expect(id('report-totals')).toContainText('在退订名单中 3 人')
    await picture(app, '21-cancelled')
    await open('history')
    await expect(id('history-cancelled')).toHaveAttribute('data-count', String(sums.people.skipped - 3))
    await picture(app, '22-history')
    const taken = await takenPhones(server)
    expect(taken.length).toBe(sums.people.accepted)
    const people = storedPeople(profile, campaignId)
    expect(taken.toSorted()).toEqual(
      people
        .filter(({ state }) => state === 'accepted')
        .map(({ phone }) => phone)
        .toSorted(),
    )
  } finally {
    await server.close()
  }
})
