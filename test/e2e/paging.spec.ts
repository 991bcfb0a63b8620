import { join } from 'node:path'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { atAnyTime, phoneOf, saveCredentials, setSettings } from './real-campaign.ts'

const fast = {
  ratePerSecond: 1000,
  ...atAnyTime,
}

test('a long report is paged from both ends, and a phone is found by its first and by its last digits', async ({
  launch,
  profile,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {}, databasePath: join(profile, 'zhanggui.db') })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id, open, toReport, recipientOf } = sendingScreens(app.page)
    await saveCredentials(app)
    await setSettings(app, fast)
    const campaignId = await createCampaign(app, 120)
    await startCampaign(app, campaignId)
    await untilStill(app, campaignId)
    await open('history')
    await id('open-campaign').first().click()
    await toReport()
    const expectPage = async (from: number, to: number) => {
      await expect(id('pages-places')).toHaveText(`第 ${from}–${to} 条，共 120 条`)
      await expect(id('recipient')).toHaveCount(to - from + 1)
      await expect(recipientOf(phoneOf(from - 1))).toBeVisible()
      await expect(recipientOf(phoneOf(to - 1))).toBeVisible()
    }
    await expectPage(1, 50)
    await expect(id('page-first')).toBeDisabled()
    await expect(id('page-previous')).toBeDisabled()
    await id('page-next').click()
    await expectPage(51, 100)
    await id('pages').scrollIntoViewIfNeeded()
    await picture(app, '1-report-page')
    await id('page-next').click()
    await expectPage(101, 120)
    await expect(id('page-next')).toBeDisabled()
    await id('page-first').click()
    await expectPage(1, 50)
    await id('page-last').click()
    await expectPage(71, 120)
    await id('page-previous').click()
    await expectPage(21, 70)
    await id('page-previous').click()
    // A page before the first full one is the first.
    await expectPage(1, 50)
    await id('page-next').click()
    await expectPage(51, 100)
    // Another filter begins at its first page.
    await id('filter-accepted').click()
    await expectPage(1, 50)

    await open('search')
    await id('search-phone').fill('1380000001')
    await expect(id('found-row')).toHaveCount(10)
    await id('search-phone').fill('0119')
    await expect(id('found-row')).toHaveCount(1)
    await expect(id('found-row')).toHaveAttribute('data-phone', phoneOf(119))
    await picture(app, '2-search-by-last-digits')
    await id('search-phone').fill('138')
    await expect(id('pages-places')).toHaveText('第 1–50 条，共 120 条')
    await id('search-phone').fill('顾客11')
    await expect(id('found-row')).toHaveCount(11)
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1093, 574),
    )
    await open('settings')
    await id('theme-dark').click()
    await id('language-en').click()
    await open('search')
    await id('search-phone').fill('顾客11')
    await expect(id('found-row')).toHaveCount(11)
    await picture(app, '7-search-by-name-en-dark-small')
  } finally {
    await server.close()
  }
})

test('a long history is paged, fifty campaigns a page', async ({ launch, picture }) => {
  const app = await launch()
  const { id, open } = sendingScreens(app.page)
  await setSettings(app, fast)
  for (let made = 0; made < 55; made++) {
    const campaignId = await createCampaign(app, 1, 'practice')
    const scheduled = await app.page.evaluate(
      async id => window.zhanggui.campaigns.schedule({ campaignId: id, at: Date.now() + 86_400_000 }),
      campaignId,
    )
    expect(scheduled).toMatchObject({ ok: true })
  }
  await open('history')
  await expect(id('campaign')).toHaveCount(50)
  await expect(id('pages-places')).toHaveText('第 1–50 条，共 55 条')
  await id('page-last').click()
  await expect(id('campaign')).toHaveCount(5)
  await picture(app, '3-history-last-page')
  await id('page-previous').click()
  await expect(id('campaign')).toHaveCount(50)
  // Found by a word of its text, beside one of its list; by none that it has not.
  await app.page.evaluate(async () => {
    const all = await window.zhanggui.campaigns.list()
    if (!all.ok) throw new Error(all.error.code)
    const campaignId = all.value[7]?.id ?? 0
    await window.zhanggui.campaigns.rename({ campaignId, name: '双十一 回头客' })
  })
  await id('history-search').fill('满100 回头客')
  await expect(id('campaign')).toHaveCount(1)
  await expect(app.page.locator('[data-group]')).toHaveCount(1)
  await picture(app, '4-history-search')
  await id('history-search').fill('中秋')
  await expect(id('history-none')).toBeVisible()
  await id('history-search').fill('会员名单')
  await expect(id('campaign')).toHaveCount(50)
  // In a small window, in the other language and theme.
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1093, 574),
  )
  await picture(app, '5-history-small')
  await open('settings')
  await id('theme-dark').click()
  await id('language-en').click()
  await open('history')
  await expect(id('campaign')).toHaveCount(50)
  await picture(app, '6-history-en-dark-small')
})
