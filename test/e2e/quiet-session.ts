import { expect } from '@playwright/test'
import type { CampaignView } from '../../shared/domain/campaign.ts'
import { launchApp, newProfile, removeProfile } from './app.ts'
import { createCampaign, startCampaign } from './bridge-campaign.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, preparePractice, saveCredentials, setSettings } from './real-campaign.ts'

/**
 * A program of its own, for a network of its own (quiet.spec.ts): the app from its start to its end, with a practice
 * campaign that is sent and a real one that can't be. Takes an endpoint ('' for
 * the provider's) and the app's further flags as arguments; ends with 0 if all went as it should.
 */
const profile = newProfile()
const [endpoint = '', ...flags] = process.argv.slice(2)
const app = await launchApp({ profile, flags, env: endpoint === '' ? {} : { ZHANGGUI_API_URL: endpoint } })
const owner = wizard(app.page)
await preparePractice(app, 5)
await owner.startWithDoubleClick({ confirm: false })
await owner.toReport()
for (const screen of ['nav-history', 'nav-settings']) await app.page.getByTestId(screen).click()

await saveCredentials(app)
await setSettings(app, {
  ...atAnyTime,
  connectTimeoutMs: 1000,
  unsentRetries: 0,
})
const campaignId = await createCampaign(app, 3)
await startCampaign(app, campaignId)
// It can't be sent: the app pauses it, or waits for a network.
const stopped = await app.page.evaluate(
  id =>
    new Promise<CampaignView>(resolve => {
      const look = async () => {
        const seen = await window.zhanggui.campaigns.get({ campaignId: id })
        if (seen.ok && seen.value.status !== 'sending') resolve(seen.value)
      }
      window.zhanggui.on('campaign-progress', () => void look())
      void look()
    }),
  campaignId,
)
expect(stopped.counts).toMatchObject({ accepted: 0, unknown: 0 })
await app.close()
expect(app.complaints).toEqual([])
expect(app.faults()).toEqual([])
removeProfile(profile)
process.exit(0)
