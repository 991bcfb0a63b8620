import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'

/** What the owner sees while the app starts, and where it can't. */

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
