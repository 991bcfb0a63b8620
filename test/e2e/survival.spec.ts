import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { type RunningApp, readLogLines } from './app.ts'
import {
  campaignView,
  createCampaign,
  resumeCampaign,
  startCampaign,
  untilDone,
  untilStill,
} from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { readLog } from './log.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, listOf, saveCredentials, setSettings } from './real-campaign.ts'

/** Errors that nobody caught, windows that crash, threads that end: written down, told, and gone on from. */

const settings = {
  ratePerSecond: 50,
  concurrency: 8,
  ...atAnyTime,
}

/** What the page shows, asked over the main process: Playwright does not follow a page that has crashed. */
const inPage = <T>({ electron }: RunningApp, script: string): Promise<T> =>
  electron.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
    script,
  ) as Promise<T>

const crashPage = ({ electron }: RunningApp) =>
  electron.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>(resolve => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('did-finish-load', () => resolve())
        contents?.forcefullyCrashRenderer()
      }),
  )

/** Takes every question from now on, without an answer until it is given one. */
const holdQuestions = ({ electron }: RunningApp) =>
  electron.evaluate(({ dialog }) => {
    const asked: { readonly text: string; readonly answer: (response: number) => void }[] = []
    dialog.showMessageBox = ((_window: unknown, { message, detail }: { message: string; detail: string }) =>
      new Promise(resolve => {
        asked.push({
          text: `${message}\n${detail}`,
          answer: response => resolve({ response, checkboxChecked: false }),
        })
      })) as never
    Object.assign(globalThis, { asked })
  })

const questions = ({ electron }: RunningApp): Promise<readonly string[]> =>
  electron.evaluate(() =>
    (globalThis as unknown as { asked: readonly { text: string }[] }).asked.map(({ text }) => text),
  )

const answerNewest = ({ electron }: RunningApp, response: number) =>
  electron.evaluate((_electron, button) => {
    const { asked } = globalThis as unknown as { asked: readonly { answer: (response: number) => void }[] }
    asked.at(-1)?.answer(button)
  }, response)

test('an error that nobody caught in the main process: no box, a line in the log, a banner that says what to do; settings that were not taken are shown', async ({
  launch,
  profile,
  foreseenFaults,
  picture,
}) => {
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ ratePerSecond: -5, language: 'zh-CN' }))
  const app = await launch()
  await app.electron.evaluate(({ dialog }) => {
    dialog.showErrorBox = () => {
      throw new Error('no box')
    }
    setTimeout(() => {
      throw new Error('broken for 13800138000')
    }, 0)
    void Promise.reject(new Error('refused'))
  })
  await expect(app.page.getByTestId('banner-problem-main')).toContainText('请关闭软件后重新打开')
  await picture(app, '43-problem')
  await expect.poll(() => app.faults().length).toBe(2)
  expect(app.faults().join('\n')).toContain('uncaught exception Error: broken for 138****8000')
  expect(app.faults().join('\n')).toContain('uncaught rejection Error: refused')
  foreseenFaults.push(...app.faults())
  await app.page.getByTestId('put-away-problem').click()
  await expect(app.page.getByTestId('banner-problem-main')).toHaveCount(0)
  expect(await app.page.evaluate(() => window.zhanggui.app.problems())).toEqual({ ok: true, value: [] })

  await app.page.getByTestId('nav-settings').click()
  await expect(app.page.getByTestId('settings-problems')).toContainText('每秒最多发送')
})

test('a window that crashes while sending comes back by itself with the campaign, and not a second time within ten seconds', async ({
  launch,
  profile,
}) => {
  const server = await forkFaultServer({ plan: {}, latencyMs: 100 })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    await setSettings(app, settings)
    await saveCredentials(app)
    const campaignId = await createCampaign(app, 1000)
    const begun = untilDone(app, campaignId, 10)
    await startCampaign(app, campaignId)
    await begun
    await holdQuestions(app)

    await crashPage(app)
    const screen = `document.querySelector('main[data-app-state="loaded"]')?.dataset.screen`
    await expect.poll(() => inPage(app, screen)).toBe('sending')
    expect(await inPage(app, `document.querySelector('[data-testid=banner-problem-window]') !== null`)).toBe(
      true,
    )
    const { accepted } = readLog(profile).counts
    await expect.poll(() => readLog(profile).counts.accepted).toBeGreaterThan(accepted)
    expect(await questions(app)).toEqual([])

    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })
    await expect.poll(() => questions(app)).toEqual([expect.stringContaining('仍在后台发送')])
    await answerNewest(app, 0)
    await expect.poll(() => inPage(app, screen)).toBe('sending')
    await app.electron.evaluate(({ dialog }) => {
      dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never
    })
    await app.close()
    expect(readLog(profile).counts).toMatchObject({ sending: 0, unknown: 0 })
    expect((await server.stats()).seenAgain).toEqual([])
  } finally {
    await server.close()
  }
})

test('the sender’s thread ends by itself: the campaign stands paused, the owner is told, and goes on', async ({
  launch,
  foreseenFaults,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    await setSettings(app, { ...settings, ratePerSecond: 200 })
    await saveCredentials(app)
    const campaignId = await createCampaign(app, 500)
    await app.electron.evaluate(() => {
      const { Worker } = process.getBuiltinModule('node:worker_threads')
      const post = Worker.prototype.postMessage
      Worker.prototype.postMessage = function (this: InstanceType<typeof Worker>, ...args) {
        // The one that is told to start a campaign is the sender's.
        if ((args[0] as { readonly method?: string }).method === 'start')
          Object.assign(globalThis, { thread: this })
        return post.apply(this, args)
      }
    })
    const begun = untilDone(app, campaignId, 50)
    await startCampaign(app, campaignId)
    await begun
    await app.electron.evaluate(() =>
      (globalThis as unknown as { thread: { terminate: () => Promise<number> } }).thread.terminate(),
    )
    expect(await untilStill(app, campaignId)).toMatchObject({
      status: 'paused',
      pause: { reason: 'app-closed' },
      counts: { sending: 0 },
    })
    await expect(app.page.getByTestId('banner-problem-sender')).toContainText('不会自动重发')
    expect(app.faults()).toEqual([expect.stringContaining('the sender’s thread ended by itself')])
    foreseenFaults.push(...app.faults())

    await resumeCampaign(app, campaignId)
    const { status, counts } = await untilStill(app, campaignId)
    expect(status).toBe('finished')
    expect(counts.unknown).toBeLessThanOrEqual(2 * settings.concurrency)
    expect(counts.accepted).toBe(500 - counts.unknown)
    expect((await server.stats()).seenAgain).toEqual([])
  } finally {
    await server.close()
  }
})

test('quit while a campaign is scheduled: named, and a second quit meanwhile does no harm', async ({
  launch,
}) => {
  const app = await launch()
  const awake = () =>
    app.electron.evaluate(({ powerSaveBlocker }) => [0, 1, 2].some(id => powerSaveBlocker.isStarted(id)))
  const campaignId = await createCampaign(app, 5, 'practice')
  const schedule = (inMinutes: number) =>
    app.page.evaluate(({ id, at }) => window.zhanggui.campaigns.schedule({ campaignId: id, at }), {
      id: campaignId,
      at: Date.now() + inMinutes * 60_000,
    })
  expect(await schedule(90)).toMatchObject({ ok: true })
  expect(await awake()).toBe(false)
  await app.page.evaluate(id => window.zhanggui.campaigns.unschedule({ campaignId: id }), campaignId)
  expect(await schedule(20)).toMatchObject({ ok: true })
  expect(await awake()).toBe(true)

  await holdQuestions(app)
  const quit = () => app.electron.evaluate(({ app: electronApp }) => electronApp.quit())
  await quit()
  await quit()
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await questions(app)).toEqual([expect.stringContaining('的定时任务不会在软件关闭时发送')])
  await answerNewest(app, 0)
  await app.page.evaluate(id => window.zhanggui.campaigns.unschedule({ campaignId: id }), campaignId)
  expect(await awake()).toBe(false)
  await quit()
  await expect.poll(() => app.isRunning()).toBe(false)
})

test('the menu is the app’s own: nothing in it loads the page anew, and closing asks nothing: the list is kept', async ({
  launch,
}) => {
  const app = await launch()
  const menu = () =>
    app.electron.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
        label,
        ...(submenu?.items ?? []).map(item => item.role ?? item.label),
      ]),
    )
  const roles = await menu()
  expect(roles).toContain('编辑')
  for (const role of ['reload', 'forcereload', 'toggledevtools']) expect(roles).not.toContain(role)
  await setSettings(app, { language: 'en' })
  expect(await menu()).toContain('Edit')
  await setSettings(app, { language: 'zh-CN' })

  const owner = wizard(app.page)
  await owner.choosePractice()
  await owner.importFile(listOf(5))
  await expect(app.page.getByTestId('contacts-next')).toBeEnabled()
  const kept = () =>
    app.page.evaluate(async () => {
      const answer = await window.zhanggui.works.list()
      return answer.ok ? answer.value.length : 0
    })
  await expect.poll(kept).toBe(1)
  await holdQuestions(app)
  await app.page.keyboard.press('Control+r')
  await expect(app.page.getByTestId('contacts-next')).toBeEnabled()
  await app.electron.evaluate(({ BrowserWindow, Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? [])
    const [window] = BrowserWindow.getAllWindows()
    items.find(({ role }) => role === 'close')?.click({}, window, window?.webContents)
  })
  await expect.poll(() => app.isRunning()).toBe(false)
})

test('the log tells the story: versions, the campaign’s way, the end', async ({ launch, profile }) => {
  const app = await launch()
  await setSettings(app, { ratePerSecond: 100 })
  const campaignId = await createCampaign(app, 20, 'practice')
  await startCampaign(app, campaignId)
  expect(await untilStill(app, campaignId)).toMatchObject({ status: 'finished' })
  expect(await campaignView(app, campaignId)).toMatchObject({ status: 'finished' })
  await app.close()
  const story = readLogLines(profile)
    .filter(line => line !== '')
    .map(line => line.replace(/^\S+ /, ''))
  expect(story).toEqual([
    expect.stringMatching(/^info the app starts .*"electron"/),
    'info the first frame is shown',
    expect.stringMatching(/^info database opened/),
    expect.stringMatching(new RegExp(`^info campaign ${campaignId} sending`)),
    expect.stringMatching(new RegExp(`^info campaign ${campaignId} finished .*"accepted"`)),
    'info the app closes',
    'info the app has closed',
  ])
})
