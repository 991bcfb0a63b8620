import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { migrate, migrations } from '../../electron/services/storage/migrations.ts'
import { createCampaign } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { answerOwner, askedOwner } from './owner-questions.ts'

/** The database file over the starts of the app, as the owner meets it. */

test('a database that has vanished: the owner is told, and nothing is sent until they have accepted the loss', async ({
  launch,
  profile,
  picture,
}) => {
  const before = await launch()
  await createCampaign(before, 20)
  await before.close()
  rmSync(join(profile, 'zhanggui.db'))

  const app = await launch()
  await expect(app.page.getByTestId('storage-vanished')).toBeVisible()
  await picture(app, '43-database-vanished')
  const campaignId = await createCampaign(app, 20)
  const start = () => app.page.evaluate(id => window.zhanggui.campaigns.start({ campaignId: id }), campaignId)
  expect(await start()).toMatchObject({ ok: false, error: { code: 'history-lost' } })
  await answerOwner(app, 'no')
  await app.page.getByTestId('storage-lost-accept').click()
  expect(await askedOwner(app)).toMatchObject([{ message: expect.stringContaining('已丢失') }])
  expect(await start()).toMatchObject({ ok: false, error: { code: 'history-lost' } })
  await answerOwner(app, 'yes')
  await app.page.getByTestId('storage-lost-accept').click()
  await expect(app.page.getByTestId('banner-storage-lost')).toBeHidden()
  expect(await start()).not.toMatchObject({ error: { code: 'history-lost' } })
  await app.close()
})

test('a profile of an earlier version: copied, upgraded, and its campaigns are there', async ({
  launch,
  profile,
}) => {
  const earlier = new SqliteDatabase(join(profile, 'zhanggui.db'))
  migrate(earlier, undefined, 2)
  const rows = new URL('../fixtures/databases/after-step-2.sql', import.meta.url)
  earlier.exec(readFileSync(rows, 'utf8').replace(/^INSERT INTO meta .*$/m, ''))
  earlier.close()

  const app = await launch()
  const answers = await app.page.evaluate(async () => ({
    list: await window.zhanggui.campaigns.list(),
    storage: await window.zhanggui.storage.status(),
  }))
  expect(answers).toMatchObject({
    list: { ok: true, value: [{ name: '周年庆' }, { name: '周年庆' }] },
    storage: { ok: true, value: { state: 'ok' } },
  })
  await app.close()
  expect(readdirSync(profile)).toContain('zhanggui.db.before-step-3')
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'), { readonly: true })
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
  database.close()
})

test('a campaign can’t be scheduled for a time that no calendar has, and one that is does not keep the app from starting', async ({
  launch,
  profile,
}) => {
  const before = await launch()
  const campaignId = await createCampaign(before, 20)
  const refused = await before.page.evaluate(
    id => window.zhanggui.campaigns.schedule({ campaignId: id, at: 1e17 }),
    campaignId,
  )
  expect(refused).toMatchObject({ ok: false, error: { code: 'bad-input' } })
  await before.close()
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'))
  database.exec(`UPDATE campaigns SET status = 'scheduled', scheduled_at = 100000000000000000`)
  database.close()

  const app = await launch()
  const list = await app.page.evaluate(() => window.zhanggui.campaigns.list())
  expect(list).toMatchObject({ ok: true, value: [{ id: campaignId, scheduledAt: null }] })
  await app.close()
})
