import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from './fixtures.ts'

/** What the owner sees while the app starts, and where it can't. */

test('the window and its shell are there before the database is opened, in the owner’s language and theme', async ({
  launch,
  profile,
}) => {
  const settled = await launch()
  const saved = await settled.page.evaluate(() =>
    window.zhanggui.settings.update({ language: 'en', theme: 'dark' }),
  )
  expect(saved).toMatchObject({ ok: true })
  await settled.close()

  // As a back-up program may: nothing can be written until it lets go.
  const other = new SqliteDatabase(join(profile, 'zhanggui.db'))
  other.exec('BEGIN EXCLUSIVE')
  const app = await launch({
    whileStarting: async page => {
      const frame = page.getByTestId('first-frame')
      await expect(frame.getByText('Zhanggui SMS')).toBeVisible()
      other.exec('ROLLBACK')
      other.close()
      // The colours of the page are there with it.
      await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(21, 24, 22)')
    },
  })
  await expect(app.page.getByTestId('first-frame')).toHaveCount(0)
  await expect(app.page.getByTestId('nav-send')).toHaveText('Send')
  await app.close()
})

test('no dictionary is asked for', async ({ launch }) => {
  const app = await launch()
  const languages = await app.electron.evaluate(({ session }) =>
    session.defaultSession.getSpellCheckerLanguages(),
  )
  expect(languages).toEqual([])
})

test('every response of the app carries the policy, so that a worker has one', async ({ launch }) => {
  const app = await launch()
  const policies = await app.page.evaluate(async () => {
    const script = document.querySelector<HTMLScriptElement>('script[type=module]')
    const answers = await Promise.all([fetch('/index.html'), fetch(script?.src ?? '')])
    return answers.map(({ headers }) => headers.get('content-security-policy'))
  })
  for (const policy of policies) expect(policy).toContain("default-src 'none'")
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
  await expect(app.page.getByText('请检查磁盘和文件夹权限')).toBeVisible()
  await expect(app.page.getByText('SQLITE_')).toBeVisible()
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
