import { ruleIds } from '../../shared/sms/review/rules.ts'
import type { Fault } from '../fakes/fault.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import type { RunningApp } from './app.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import {
  atAnyTime,
  keepSettings,
  phoneOf,
  preparePractice,
  prepareRealCampaign,
  saveCredentials,
  setSettings,
  testCredentials,
} from './real-campaign.ts'

/** What screens say is so: of the hour, of practice, of whose phone it is, and of going on. */

const dayMinutes = 24 * 60
/** Hours that begin in two hours from now, or are over since one: in any case not now. */
const notNow = () => {
  const minute = Math.floor(((Date.now() + 8 * 3_600_000) % (dayMinutes * 60_000)) / 60_000)
  return minute < 12 * 60
    ? { enabled: true, fromMinute: minute + 120, toMinute: dayMinutes }
    : { enabled: true, fromMinute: 0, toMinute: minute - 60 }
}
const setSize = ({ electron }: RunningApp, width: number, height: number) =>
  electron.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
    },
    { width, height },
  )

const openNewest = async (app: RunningApp) => {
  const { id, open } = sendingScreens(app.page)
  await open('history')
  await id('open-campaign').first().click()
}

test('outside the sending hours the last question says when, and never now', async ({
  launch,
  profile,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    keepSettings(profile, { sendingWindow: notNow() })
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id } = sendingScreens(app.page)
    await prepareRealCampaign(app, 40)
    await id('start').click()
    const dialog = app.page.getByTestId('start-dialog')
    await expect(dialog).toContainText('发送给 40 人？')
    await expect(dialog).not.toContainText('现在发送给')
    await expect(id('start-later')).toContainText('现在不在发送时段内')
    await picture(app, '10-start-later')
    await id('start-confirm').click()
    await expect(id('hold-card')).toContainText('现在不在发送时段内')
    expect((await server.stats()).requests).toBe(0)
    await id('cancel').click()
    await id('cancel-confirm').click()
    await expect(id('report-totals')).toBeVisible()
  } finally {
    await server.close()
  }
})

test('after the answers 30010 and 30027 going on is possible, and not the primary button', async ({
  launch,
  picture,
}) => {
  const codes = [30010, 30027]
  const faults = codes.map((code, index): [string, Fault] => [
    phoneOf(10 * index + 2),
    { kind: 'answer', code },
  ])
  const server = await forkFaultServer({ plan: { byPhone: Object.fromEntries(faults) } })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id } = sendingScreens(app.page)
    await saveCredentials(app)
    await setSettings(app, { ...atAnyTime, ratePerSecond: 10, concurrency: 1 })
    for (const [index, code] of codes.entries()) {
      const campaignId = await createCampaign(app, 8, 'real', { from: 10 * index })
      await startCampaign(app, campaignId)
      await untilStill(app, campaignId)
      await openNewest(app)
      await expect(id('pause-card')).toContainText('不建议继续发送')
      await expect(id('resume')).toBeEnabled()
      await expect(app.page.locator('.ant-btn-primary').filter({ visible: true })).toHaveCount(0)
      await picture(app, `20-app-fault-${code}`)
    }
  } finally {
    await server.close()
  }
})

test('in practice it is the practice service that takes, on the way, in the report and in the log; its row opens wherever it is pressed', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const owner = wizard(app.page)
  const { id, open, toReport } = sendingScreens(app.page)
  await preparePractice(app, 40)
  await id('start-slice').click()
  await expect(id('pause-card')).toContainText('第一批已发完')
  await expect(app.page.locator('main')).toContainText('「已提交」指练习服务已收下')
  await expect(app.page.locator('main')).not.toContainText('云极已收下')
  await picture(app, '30-practice-slice')
  await id('resume').click()
  await owner.toReport()
  await expect(id('report-limits')).toContainText('练习服务已收下')
  await id('open-log').first().click()
  await expect(id('log-event').last()).toContainText('练习服务已收下')
  await expect(app.page.getByTestId('recipient-log')).not.toContainText('云极已收下')
  await picture(app, '31-practice-log')
  await app.page.keyboard.press('Escape')

  await setSize(app, 960, 574)
  await open('history')
  const row = app.page.locator('[data-campaign]').first()
  const name = await row.getByTestId('open-campaign').boundingBox()
  const cell = await row.locator('td').first().boundingBox()
  expect(cell?.width).toBeGreaterThan(100)
  expect(name?.height).toBeLessThan(60)
  await picture(app, '60-history-narrow')
  await row.locator('td').nth(3).click()
  await toReport()
  await expect(id('report-totals')).toBeVisible()
})

test('a message to a customer’s phone is not to be looked for on it', async ({ launch, picture }) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id, open } = sendingScreens(app.page)
    await wizard(app.page).enterCredentials(testCredentials)
    await wizard(app.page).onScreen('contacts')
    await setSettings(app, atAnyTime)
    await open('quick')
    await id('quick-signature-name').fill('测试小店')
    await id('quick-signature-code').fill('SIGN-1')
    await id('quick-template-code').fill('TPL-1')
    await id('quick-template-text').fill('您订的货到了，请来店里取。拒收请回复R')
    await id('quick-phone').fill('13800138000')
    await id('quick-submit').click()
    await id('quick-confirm').click()
    await expect(id('test-outcome')).toContainText('是否到达顾客的手机，云极不告知')
    await picture(app, '40-quick-accepted')
  } finally {
    await server.close()
  }
})

test('a text of several parts is not called one without anything to mind', async ({
  launch,
  profile,
  picture,
}) => {
  keepSettings(profile, { rulesOff: [...ruleIds] })
  const app = await launch()
  const owner = wizard(app.page)
  const { id } = sendingScreens(app.page)
  await owner.choosePractice()
  await owner.importFile({
    name: '会员.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`手机号码,商品\r\n13800138000,${'茶叶两斤，'.repeat(50)}\r\n13800138001,茶叶\r\n`),
  })
  await owner.toContent()
  await owner.writeMessage({
    signatureName: '王记茶铺',
    signatureCode: 'S',
    templateCode: 'T',
    templateText: '尊敬的会员，您订的${商品}今天到店，全场八折。拒收请回复R',
  })
  await expect(id('preview-parts')).toHaveText('5')
  await expect(id('lints-none')).toContainText('按 5 条计费')
  await picture(app, '50-five-parts')
  await owner.nextPreview()
  await expect(id('lints-none')).toHaveText('审核方面没有发现需要留意的地方。')
})

test('in English one person is one person, on every screen of the way', async ({
  launch,
  profile,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    keepSettings(profile, { language: 'en', theme: 'dark', pricePerPart: 0.05, sendingWindow: notNow() })
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id, open, toReport } = sendingScreens(app.page)
    await prepareRealCampaign(app, 1)
    await expect(id('figure-people')).toHaveText('1 person')
    await expect(id('figure-parts')).toHaveText('1 part')
    await setSize(app, 1093, 574)
    await picture(app, '69-launch-en-dark-small')
    // Two banners stand over it, and the step in hand is in view still.
    await setSize(app, 911, 472)
    await picture(app, '69-launch-en-dark-smallest')
    await setSize(app, 1280, 800)
    await id('start').click()
    await expect(app.page.getByTestId('start-dialog')).toContainText('Send to 1 person from')
    await picture(app, '70-launch-en-dark')
    await id('start-confirm').click()
    await expect(id('hold-card')).toBeVisible()
    await expect(id('count-total')).toHaveText('/ 1 person')
    await picture(app, '71-holding-en-dark')
    await setSettings(app, atAnyTime)
    await toReport()
    await expect(id('report-totals').getByTestId('amount-accepted')).toHaveText('1 person')
    await expect(id('report-parts')).toHaveText('1 part')
    await picture(app, '72-report-en-dark')
    await open('settings')
    await id('rate').fill('fast')
    await id('rate').blur()
    await expect(id('setting-problem')).toContainText('Not saved; it stays at 10 per second.')
    await picture(app, '73-settings-en-dark')
  } finally {
    await server.close()
  }
})
