import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startUpdateServer } from '../fakes/update-server.ts'
import type { RunningApp } from './app.ts'
import { expect, test } from './fixtures.ts'
import { answerOwner, askedOwner } from './owner-questions.ts'
import { sendingScreens } from './pages/sending-screens.ts'

const saved = async ({ page }: RunningApp) => {
  const settings = await page.evaluate(async () => window.zhanggui.settings.get())
  if (!settings.ok) throw new Error(settings.error.code)
  return settings.value
}

test('what can’t be taken is said beside its field and changes nothing; what is taken says saved', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const { id, open } = sendingScreens(app.page)
  const problemOf = (name: string) =>
    app.page.locator(`[data-testid="setting-problem"][data-setting="${name}"]`)
  const savedOf = (name: string) => app.page.locator(`[data-testid="setting-saved"][data-setting="${name}"]`)
  await open('settings')
  await id('price').fill('0.05')
  await id('price').press('Enter')
  await expect(savedOf('pricePerPart')).toHaveText('已保存')
  await picture(app, '10-saved')

  await id('price').fill('五分')
  await id('price').blur()
  await expect(problemOf('pricePerPart')).toContainText('请只写 0–9 的数字')
  await expect(problemOf('pricePerPart')).toContainText('仍是 0.05 元')
  await expect(id('price')).toHaveValue('五分')
  await expect(savedOf('pricePerPart')).toHaveCount(0)
  await id('rate').fill('99999')
  await id('rate').blur()
  await expect(problemOf('ratePerSecond')).toContainText('只能是 0.1 到 1000')
  await id('concurrency').fill('')
  await id('concurrency').blur()
  await expect(problemOf('concurrency')).toContainText('不能空着')
  await id('opt-out-wording').fill('拒收请回复R'.repeat(8))
  await id('opt-out-wording').blur()
  await expect(problemOf('optOutWording')).toContainText('最多 40 个')
  await id('price').scrollIntoViewIfNeeded()
  await picture(app, '11-not-taken')
  expect(await saved(app)).toMatchObject({
    pricePerPart: 0.05,
    ratePerSecond: 10,
    concurrency: 8,
    optOutWording: '',
  })

  await id('price').fill('100')
  await expect(problemOf('pricePerPart')).toHaveCount(0)
  await id('price').blur()
  await expect(problemOf('pricePerPart')).toContainText('只能是 0 到 10')
  await id('price').fill('')
  await id('price').blur()
  await expect(savedOf('pricePerPart')).toHaveText('已保存')
  expect(await saved(app)).toMatchObject({ pricePerPart: null })
  await id('theme-dark').click()
  await expect(savedOf('theme')).toHaveText('已保存')
  await picture(app, '12-saved-dark')
})

test('text is as large as the owner wants, from the first frame on, and nothing is lost in a small window', async ({
  launch,
  profile,
}) => {
  const first = await launch({ profile })
  const { id, open } = sendingScreens(first.page)
  const zoomOf = (app: RunningApp) =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
    )
  await open('settings')
  await id('text-size-largest').click()
  await expect.poll(() => zoomOf(first)).toBe(1.5)
  await first.close()

  const app = await launch({ profile })
  const screens = sendingScreens(app.page)
  expect(await zoomOf(app)).toBe(1.5)
  /** How far the page or what can be pressed on it stands out of the window. */
  const outside = () =>
    app.page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      const pressed = [...document.querySelectorAll('main button, main input, main [role="combobox"]')]
      const rights = pressed.map(element => element.getBoundingClientRect().right)
      return Math.ceil(
        Math.max(
          scrollWidth - innerWidth,
          scrollHeight - innerHeight,
          ...rights.map(right => right - innerWidth),
        ),
      )
    })
  /** What is on the glass; a picture of the page alone leaves the zoom out of account. */
  const glass = async (name: string): Promise<void> => {
    const png = await app.electron.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
      return image?.toPNG().toString('base64') ?? ''
    })
    writeFileSync(join('test-output', 'screens', `settings-${name}.png`), Buffer.from(png, 'base64'))
  }
  for (const [width, height] of [
    [1280, 800],
    [1093, 574],
    [911, 472],
  ] as const) {
    await app.electron.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height] as const,
    )
    await expect
      .poll(() => app.page.evaluate(() => Math.round(innerWidth * 1.5)))
      .toBeLessThanOrEqual(width + 1)
    for (const screen of ['lists', 'search', 'settings'] as const) {
      await screens.id(`nav-${screen}`).click()
      await screens.onScreen(screen)
      expect(await outside(), `${screen} ${width}`).toBeLessThanOrEqual(0)
      await glass(`20-largest-${width}-${screen}`)
    }
    await screens.id('data-folder').scrollIntoViewIfNeeded()
    await glass(`21-largest-${width}-data`)
    await screens.id('advanced').locator('summary').click()
    await screens.id('endpoint').scrollIntoViewIfNeeded()
    expect(await outside(), `advanced ${width}`).toBeLessThanOrEqual(0)
    await glass(`22-largest-${width}-endpoint`)
  }
  await app.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(item => item.submenu?.items ?? []) ?? []
    items.find(({ accelerator }) => accelerator === 'CmdOrCtrl+0')?.click()
  })
  await expect.poll(() => zoomOf(app)).toBe(1)
  await expect(screens.id('text-size-normal').locator('xpath=ancestor::label')).toHaveClass(/selected/)
})

test('another address is confirmed and said above; customers are kept for some months only after figures were shown', async ({
  launch,
  picture,
}) => {
  const updates = await startUpdateServer('0.2.0', {
    'zh-CN': '群发记录可以备份到一个文件。\n打开更快。',
    en: 'Campaigns can be backed up to one file.\nFaster start.',
  })
  const app = await launch({ env: updates.env })
  const { id } = sendingScreens(app.page)
  const keptOf = (name: string) => app.page.locator(`[data-testid="setting-kept"][data-setting="${name}"]`)
  await expect(id('update-link')).toHaveText('有新版本 0.2.0')
  expect(updates.seen()).toHaveLength(1)
  expect(updates.seen()[0]).toMatchObject({ 'user-agent': 'zhanggui-sms' })
  expect(updates.seen()[0]).not.toHaveProperty('cookie')
  updates.close()
  await id('update-link').click()
  await expect(id('update')).toContainText('打开更快。')
  await picture(app, '29-update')
  await expect(id('credentials-check')).toContainText('测试短信')
  await expect(id('open-console')).toBeVisible()
  await picture(app, '30-credentials')
  await expect(id('data-folder')).toHaveText(app.profile)
  await id('keep-months').click()
  await app.page.getByText('保留 12 个月').click()
  await expect(id('keep-due')).toHaveAttribute('data-campaigns', '0')
  await picture(app, '31-keep-asked')
  await app.page.keyboard.press('Escape')
  expect(await saved(app)).toMatchObject({ keepMonths: null })
  await id('keep-months').click()
  await app.page.getByText('保留 12 个月').click()
  await id('keep-confirm').click()
  await expect.poll(async () => (await saved(app)).keepMonths).toBe(12)
  await id('forget-customer').click()
  await id('forget-phone').fill('13800138000')
  await expect(id('forget-where')).toBeVisible()
  await picture(app, '32-forget')
  await app.page.keyboard.press('Escape')

  await id('advanced').locator('summary').click()
  await id('endpoint').fill('http://cloud.example.cn/send')
  await id('endpoint-use').click()
  await expect(app.page.locator('[data-testid="setting-problem"][data-setting="endpoint"]')).toContainText(
    'https',
  )
  await id('endpoint').fill('https://cloud.example.cn/send')
  await answerOwner(app, 'no')
  await id('endpoint-use').click()
  await expect
    .poll(() => askedOwner(app))
    .toMatchObject([
      { message: '改用另一个接口地址？', detail: expect.stringContaining('https://cloud.example.cn/send') },
    ])
  await expect(id('banner-endpoint')).toHaveCount(0)
  await expect(keptOf('endpoint')).toHaveText('没有确认，保持原样')

  // The hours, too, are only given up with a yes outside the page.
  const hours = id('window-enabled')
  await hours.scrollIntoViewIfNeeded()
  await expect(hours).toBeChecked()
  await hours.click()
  await expect(keptOf('sendingWindow')).toHaveText('没有确认，保持原样')
  await expect(hours).toBeChecked()
  expect(await askedOwner(app)).toMatchObject([{ message: '任何时候都可以发送？' }])
  expect(await saved(app)).toMatchObject({ endpoint: null, sendingWindow: { enabled: true } })
  await picture(app, '33-hours-kept')

  await answerOwner(app, 'yes')
  await hours.click()
  await expect(hours).not.toBeChecked()
  await expect(keptOf('sendingWindow')).toHaveCount(0)
  expect(await saved(app)).toMatchObject({ sendingWindow: { enabled: false } })
  await id('endpoint-use').click()
  await expect(id('banner-endpoint')).toContainText('cloud.example.cn')
  await picture(app, '34-endpoint')
  await id('language-en').click()
  await id('theme-dark').click()
  await id('data-folder').scrollIntoViewIfNeeded()
  await picture(app, '35-data-english-dark')
  await id('update').scrollIntoViewIfNeeded()
  await expect(id('update')).toContainText('Faster start.')
  await picture(app, '37-update-english-dark')
  await app.electron.evaluate(({ app: main, shell }) => {
    shell.openExternal = async address => void main.emit('test-opened', address)
  })
  const opened = app.electron.evaluate(
    ({ app: main }) => new Promise<unknown>(resolve => main.once('test-opened' as never, resolve)),
  )
  await id('open-update').click()
  expect(await opened).toBe(updates.page)
  await id('open-licences').click()
  await expect(id('licence').filter({ hasText: /^better-sqlite3/ })).toHaveCount(1)
  const react = id('licence').filter({ hasText: /^react\d/ })
  await react.locator('summary').click()
  await expect(react).toContainText('Permission is hereby granted')
  await picture(app, '36-licences-english-dark')
  await app.page.keyboard.press('Escape')
  await id('endpoint-back').click()
  await expect(id('banner-endpoint')).toHaveCount(0)
  expect(await saved(app)).toMatchObject({ endpoint: null })
})

test('settings that hardly anybody changes are folded away and kept; a login is bound to the system’s proxy, and forgotten', async ({
  launch,
  picture,
}) => {
  const app = await launch({ flags: ['--proxy-server=127.0.0.1:9'] })
  const { id, open } = sendingScreens(app.page)
  await open('settings')
  await expect(id('headersTimeoutMs')).toBeHidden()
  await id('advanced').locator('summary').click()
  await id('headersTimeoutMs').fill('45')
  await id('warn-words').fill('抽奖，秒杀 抽奖')
  await id('warn-words').blur()
  await id('advanced').scrollIntoViewIfNeeded()
  await picture(app, '90-settings-advanced')
  await expect
    .poll(async () => {
      const settings = await app.page.evaluate(async () => window.zhanggui.settings.get())
      return settings.ok ? { wait: settings.value.headersTimeoutMs, words: settings.value.warnWords } : null
    })
    .toEqual({ wait: 45_000, words: ['抽奖', '秒杀'] })

  await expect(id('proxy')).toContainText('127.0.0.1:9')
  await id('edit-proxy-login').click()
  await id('proxy-user').fill('shop')
  await id('proxy-password').fill('a password of e2e')
  await expect(id('save-proxy-login')).toBeDisabled()
  await id('proxy-may-be-read').check()
  await id('proxy-user').scrollIntoViewIfNeeded()
  await picture(app, '91-settings-proxy')
  await id('save-proxy-login').click()
  await expect(id('proxy-login')).toContainText('127.0.0.1:9')
  await id('forget-proxy-login').click()
  await expect(id('proxy-login')).toHaveAttribute('data-storage', 'none')
})
