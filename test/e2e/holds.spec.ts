import type { PowerMonitor } from 'electron'
import { noCounts } from '../../shared/domain/states.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, prepareRealCampaign, setSettings } from './real-campaign.ts'

/** What makes a campaign wait and go on by itself, as its owner sees it. */

const unhurried = { ...atAnyTime, ratePerSecond: 10 }

test('a network that is gone is waited for, said so, and nobody gets it twice when it is back', async ({
  launch,
  picture,
}) => {
  const count = 40
  let server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, startAll } = sendingScreens(app.page)
    await setSettings(app, unhurried)
    await prepareRealCampaign(app, count)
    await startAll()
    await expect.poll(async () => (await server.stats()).requests).toBeGreaterThanOrEqual(3)
    const before = await server.seen()
    const { port } = new URL(server.url)
    await server.close()
    await expect(id('hold-card')).toContainText('网络')
    await picture(app, '37-offline')

    server = await forkFaultServer({ plan: {}, port: Number(port) })
    await owner.toReport()
    const after = await server.seen()
    expect([...after.keys()].filter(phone => before.has(phone))).toEqual([])
    // A few may have come between the question and the server's end.
    expect(before.size + after.size).toBeGreaterThanOrEqual(count - 5)
    expect(before.size + after.size).toBeLessThanOrEqual(count)
    const totals = await owner.reportTotals()
    // Who was on the way when it went may have no answer.
    expect(totals).toEqual({ ...noCounts, accepted: totals.accepted, unknown: totals.unknown })
    expect(totals.accepted + totals.unknown).toBe(count)
    expect(totals.unknown).toBeLessThanOrEqual(1)
  } finally {
    await server.close()
  }
})

test('while the computer sleeps nothing begins, and it goes on when it is awake', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, startAll } = sendingScreens(app.page)
    const tell = (event: 'suspend' | 'resume') =>
      app.electron.evaluate(
        ({ powerMonitor }: { readonly powerMonitor: PowerMonitor }, name) => powerMonitor.emit(name),
        event,
      )
    await setSettings(app, unhurried)
    await prepareRealCampaign(app, 40)
    await startAll()
    await expect.poll(async () => (await server.stats()).requests).toBeGreaterThanOrEqual(3)
    await tell('suspend')
    await expect(id('hold-card')).toContainText('睡眠')
    const { requests } = await server.stats()
    expect(requests).toBeLessThan(40)
    // A look at the screen takes longer than the next message would have waited.
    await picture(app, '38-asleep')
    expect((await server.stats()).requests).toBe(requests)
    await tell('resume')
    await owner.toReport()
    expect(await owner.reportTotals()).toEqual({ ...noCounts, accepted: 40 })
    expect((await server.stats()).seenAgain).toEqual([])
  } finally {
    await server.close()
  }
})
