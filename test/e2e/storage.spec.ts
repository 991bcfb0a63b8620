import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { migrate, migrations } from '../../electron/services/storage/migrations.ts'
import { noCounts } from '../../shared/domain/states.ts'
import { createCampaign } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { answerOwner, askedOwner } from './owner-questions.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { listOf } from './real-campaign.ts'

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

test('a damaged database is put aside, and nothing is sent until the owner has accepted the loss', async ({
  launch,
  profile,
  picture,
}) => {
  const garbage = Buffer.alloc(8192, 'no database at all ')
  writeFileSync(join(profile, 'zhanggui.db'), garbage)
  const app = await launch()
  const owner = wizard(app.page)
  const { id } = sendingScreens(app.page)
  await expect(id('storage-lost-dialog')).toBeVisible()
  const keptAs = await id('storage-lost-file').innerText()
  expect(readFileSync(join(profile, keptAs)).equals(garbage)).toBe(true)
  expect(readdirSync(profile)).toContain('zhanggui.db')
  await picture(app, '80-storage-lost')
  await id('storage-lost-later').click()
  await expect(id('banner-storage-lost')).toBeVisible()

  // A list can be read, a message written and previewed; only sending is refused.
  await owner.choosePractice()
  await owner.importFile(listOf(3))
  await owner.toContent()
  await owner.writeMessage({
    signatureName: '测试小店',
    signatureCode: 'SIGN-1',
    templateCode: 'TPL-1',
    templateText: '${姓名}您好，周年庆满100减20。拒收请回复R',
  })
  expect(await owner.previewMessage()).toContain('顾客0您好')
  await owner.toPreflight()
  await owner.toLaunch()
  await id('start').click()
  await expect(id('start-error')).toContainText('暂时不能发送')
  await picture(app, '81-storage-lost-start')

  await id('open-storage-lost').click()
  await id('storage-lost-accept').click()
  await expect(id('banner-storage-lost')).toHaveCount(0)
  await id('start').click()
  await owner.toReport()
  expect(await owner.reportTotals()).toEqual({ ...noCounts, accepted: 3 })
  const state = await app.page.evaluate(async () => window.zhanggui.storage.status())
  expect(state).toMatchObject({ ok: true, value: { state: 'ok' } })
})
