import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readLogLines } from './app.ts'
import { expect, test } from './fixtures.ts'

/** What the owner sees while the app starts, and where it can't. */

test('the window and its shell are there before the database is opened, in the owner’s language and theme', async ({
  launch,
  profile,
}) => {
  const settled = await launch()
  // The bridge in the page is the only one there can be.
  const seen = await settled.page.evaluate(async () => {
    const attempts: (() => unknown)[] = [
      () => Object.assign(window, { zhanggui: null }),
      () => Object.assign(window.zhanggui, { settings: null }),
      () => Object.assign(window.zhanggui.settings, { get: null }),
      () => Reflect.deleteProperty(window, 'zhanggui'),
    ]
    for (const attempt of attempts) {
      try {
        attempt()
      } catch {
        // Refused, as it should be.
      }
    }
    const settings = await window.zhanggui.settings.get()
    // @ts-expect-error What is no input of the contract.
    const refused = await window.zhanggui.campaigns.get({ campaignId: () => 1 })
    return { ok: settings.ok, refused: refused.ok ? null : refused.error.code }
  })
  expect(seen).toEqual({ ok: true, refused: 'bad-input' })
  const saved = await settled.page.evaluate(() =>
    window.zhanggui.settings.update({ language: 'en', theme: 'dark' }),
  )
  expect(saved).toMatchObject({ ok: true })
  await settled.close()

  const app = await launch()
  await expect(app.page.getByTestId('nav-send')).toHaveText('Send')
  const served = await app.page.evaluate(async () => (await fetch('/index.html')).text())
  expect(served).toContain('<html lang="en" data-theme="dark">')
  expect(served).toContain('data-testid="first-frame"')
  await app.close()
  const story = readLogLines(profile)
    .map(line => line.replace(/^\S+ /, ''))
    .filter(line => /first frame|database opened/.test(line))
  const once = ['info the first frame is shown', expect.stringContaining('info database opened')]
  expect(story).toEqual([...once, ...once])
})

test('a database that can’t be opened: the window says so and what to do, and closes like any other', async ({
  launch,
  profile,
  picture,
}) => {
  mkdirSync(join(profile, 'zhanggui.db'))
  const app = await launch()
  await expect(app.page.locator('main[data-screen="failed"]')).toBeVisible()
  await expect(app.page.getByText('数据打不开')).toBeVisible()
  await expect(app.page.getByText('zhanggui.db 不是普通文件')).toBeVisible()
  await expect(app.page.getByText('请把它移到别处')).toBeVisible()
  // One language, and a way to the folder that is spoken of.
  await expect(app.page.getByText('data folder')).toHaveCount(0)
  await expect(app.page.getByRole('button', { name: '打开数据文件夹' })).toBeVisible()
  await picture(app, '42-database-unopenable')

  const answers = await app.page.evaluate(async () => ({
    list: await window.zhanggui.campaigns.list(),
    settings: await window.zhanggui.settings.get(),
  }))
  expect(answers).toMatchObject({
    list: { ok: false, error: { code: 'storage-unavailable' } },
    settings: { ok: true },
  })
  await app.close()
})
