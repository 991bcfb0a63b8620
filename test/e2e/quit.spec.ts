import { join } from 'node:path'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { type RunningApp, startAndWait } from './app.ts'
import { campaignView, createCampaign, startCampaign, untilDone } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { readLog } from './log.ts'
import { atAnyTime, saveCredentials, setSettings } from './real-campaign.ts'

/** Answers the next question box with the button of this number. */
const answerQuestions = ({ electron }: RunningApp, response: number) =>
  electron.evaluate(({ dialog }, button) => {
    const asked = new Promise<string>(resolve => {
      dialog.showMessageBox = (async (_window: unknown, options: { readonly message: string }) => {
        resolve(options.message)
        return { response: button, checkboxChecked: false }
      }) as never
    })
    Object.assign(globalThis, { asked })
  }, response)

const question = ({ electron }: RunningApp): Promise<string> =>
  electron.evaluate(() => (globalThis as unknown as { readonly asked: Promise<string> }).asked)

const closeWindow = ({ electron }: RunningApp) =>
  electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close()
  })

test('closed while sending: asked first; to stay goes on, to quit waits for what is on its way', async ({
  launch,
  profile,
}) => {
  const server = await forkFaultServer({
    plan: {},
    latencyMs: 300,
    databasePath: join(profile, 'zhanggui.db'),
  })
  try {
    const env = { ZHANGGUI_API_URL: server.url }
    const app = await launch({ env })
    await setSettings(app, {
      ratePerSecond: 100,
      concurrency: 16,
      ...atAnyTime,
    })
    await saveCredentials(app)
    const campaignId = await createCampaign(app, 3000)
    const begun = untilDone(app, campaignId, 10)
    await startCampaign(app, campaignId)
    await begun

    await answerQuestions(app, 0)
    await closeWindow(app)
    expect(await question(app)).toContain('确定要退出吗')
    const { counts } = await campaignView(app, campaignId)
    await untilDone(app, campaignId, counts.accepted + 50)
    expect(app.isRunning()).toBe(true)

    await answerQuestions(app, 1)
    await app.close()
    const log = readLog(profile)
    const stats = await server.stats()
    expect(log.campaign.status).toBe('paused')
    expect(log.counts).toMatchObject({ sending: 0, unknown: 0, accepted: stats.requests })
    expect(log.counts.pending).toBe(3000 - stats.requests)
    expect(stats.claimViolations).toEqual([])

    const again = await launch({ env })
    expect((await campaignView(again, campaignId)).pause).toEqual({ reason: 'app-closed' })
    await expect(again.page.getByTestId('banner-interrupted')).toBeVisible()
  } finally {
    await server.close()
  }
})

test('started a second time with the same profile: the second ends, the first comes to the front, and closes without a question', async ({
  launch,
  profile,
}) => {
  const app = await launch()
  await app.electron.evaluate(({ app: electronApp, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) throw new Error('no window')
    const shown = new Promise<string>(resolve => {
      const focus = window.focus.bind(window)
      window.focus = () => {
        focus()
        resolve('focused')
      }
    })
    window.minimize()
    Object.assign(globalThis, { shown, starts: 0 })
    electronApp.on('second-instance', () => {
      ;(globalThis as unknown as { starts: number }).starts += 1
    })
  })
  expect(await startAndWait({ profile })).toBe(0)
  const seen = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const { shown, starts } = globalThis as unknown as { shown: Promise<string>; starts: number }
    return {
      shown: await shown,
      starts,
      windows: BrowserWindow.getAllWindows().length,
      minimized: BrowserWindow.getAllWindows()[0]?.isMinimized(),
    }
  })
  expect(seen).toEqual({ shown: 'focused', starts: 1, windows: 1, minimized: false })
  // With another profile it is another shop's app.
  const other = await launch({ profile: join(profile, 'other') })
  expect([app.isRunning(), other.isRunning()]).toEqual([true, true])

  // Nothing is being sent.
  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => {
      throw new Error('nothing is to be asked')
    }
  })
  await app.close()
  expect(app.isRunning()).toBe(false)
})
