import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { startKeyringSession } from '../fakes/keyring-session.ts'
import { searchProfile } from '../fakes/profile-search.ts'
import { expect, test } from './fixtures.ts'
import { wizard } from './pages/wizard.ts'
import { listOf, prepareRealCampaign, setSettings, testCredentials } from './real-campaign.ts'

const flags = ['--password-store=gnome-libsecret']
const secrets = Object.values(testCredentials)

// The other systems keep a keyring of their own that a test can't exchange.
if (process.platform === 'linux') {
  test('with a keyring the profile holds no secret in any form, and another keyring yields nothing', async ({
    launch,
    profile,
    picture,
  }) => {
    const server = await forkFaultServer({ plan: {} })
    const keyring = await startKeyringSession()
    const other = await startKeyringSession()
    try {
      const env = { ZHANGGUI_API_URL: server.url }
      const app = await launch({ env: { ...env, ...keyring.env }, flags })
      await setSettings(app, {
        sendingWindow: { enabled: false, fromMinute: 480, toMinute: 1260 },
        ratePerSecond: 500,
      })
      await prepareRealCampaign(app, 40)
      await wizard(app.page).startWithDoubleClick({ confirm: true })
      await wizard(app.page).toReport()
      expect((await server.stats()).malformed).toBe(0)
      await app.close()
      for (const secret of secrets) expect(await searchProfile(profile, secret)).toEqual([])

      const same = await launch({ env: { ...env, ...keyring.env }, flags })
      await same.page.getByTestId('nav-settings').click()
      await expect(same.page.getByTestId('credentials-status')).toHaveAttribute('data-storage', 'encrypted')
      await expect(same.page.getByTestId('credentials-status')).toContainText(
        testCredentials.accessKey.slice(-4),
      )
      await same.close()

      const stranger = await launch({ env: { ...env, ...other.env }, flags })
      await expect(stranger.page.getByTestId('banner-unreadable')).toBeVisible()
      await picture(stranger, '30-credentials-unreadable')
      await stranger.page.getByTestId('nav-history').click()
      await expect(stranger.page.getByTestId('campaign')).toHaveCount(1)
      await stranger.close()
      for (const secret of secrets) expect(await searchProfile(profile, secret)).toEqual([])
    } finally {
      await keyring.close()
      await other.close()
      await server.close()
    }
  })
}

test('without a keyring the credentials live until the app closes, and nothing of them is on the disk', async ({
  launch,
  profile,
}) => {
  const app = await launch({ flags: ['--password-store=basic'] })
  const owner = wizard(app.page)
  await app.page.getByTestId('choose-credentials').click()
  await expect(app.page.getByTestId('cannot-encrypt')).toBeVisible()
  for (const [name, value] of Object.entries(testCredentials)) await app.page.getByTestId(name).fill(value)
  await app.page.getByTestId('save-credentials').click()
  await owner.onScreen('contacts')
  await owner.importFile(listOf(3))
  await app.close()
  for (const secret of secrets) expect(await searchProfile(profile, secret)).toEqual([])

  const again = await launch({ flags: ['--password-store=basic'] })
  await wizard(again.page).onScreen('welcome')
})
