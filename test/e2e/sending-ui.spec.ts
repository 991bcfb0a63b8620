import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { noCounts } from '../../shared/domain/states.ts'
import type { Fault } from '../fakes/fault.ts'
import type { FaultPlan } from '../fakes/fault-plan.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import {
  atAnyTimeFast,
  listOf,
  phoneOf,
  preparePractice,
  prepareRealCampaign,
  setSettings,
} from './real-campaign.ts'

/** A campaign while it is sent, on its screens. */

test('a first slice stops for a look, the rest follows, and who had it lately is left out of the next', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, recipientOf } = sendingScreens(app.page)
    await setSettings(app, atAnyTimeFast)
    await prepareRealCampaign(app, 40)
    await picture(app, '30-launch-ways')
    await id('start-slice').click()
    await picture(app, '31-slice-confirm')
    await id('start-confirm').dblclick()
    await expect(id('pause-card')).toContainText('第一批已发完')
    await expect(id('recipient')).toHaveCount(10)
    await expect(recipientOf(phoneOf(0))).toHaveAttribute('data-state', 'accepted')
    await expect(id('resume')).toHaveText('继续发送其余 30 人')
    expect((await server.stats()).requests).toBe(10)
    await picture(app, '32-slice-done')
    await owner.resume()
    await owner.toReport()
    expect(await owner.reportTotals()).toEqual({ ...noCounts, accepted: 40 })
    expect((await server.stats()).seenAgain).toEqual([])

    await id('again').click()
    await owner.importFile(listOf(45))
    await owner.toContent()
    await owner.toPreflight()
    await expect(id('recent-day').locator('[data-count]')).toHaveAttribute('data-count', '40')
    await expect(id('recent-week')).toHaveCount(0)
    await picture(app, '33-recently-sent')
    await id('skip-day').click()
    await expect(id('amount-to-send')).toHaveText('5 人')
    await expect(id('amount-skipped-recently-sent')).toHaveText('40 人')
    await expect(id('recent-day')).toHaveCount(0)
    await picture(app, '34-recently-sent-left-out')
  } finally {
    await server.close()
  }
})

test('what is being sent stands over the next campaign, and a cancel answers at once', async ({
  launch,
  picture,
}) => {
  const hanging: FaultPlan = {
    byPhone: Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [phoneOf(index), [{ kind: 'hang-headers' }]]),
    ),
  }
  const server = await forkFaultServer({ plan: hanging })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, onScreen, open, startAll, toReport, reported } = sendingScreens(app.page)
    await setSettings(app, { ...atAnyTimeFast, headersTimeoutMs: 15_000, concurrency: 8, pricePerPart: 0.05 })
    await app.page.reload()
    await prepareRealCampaign(app, 20)
    await expect(id('launch-head')).toHaveAttribute('data-mode', 'real')
    await expect(id('launch-steps')).toHaveAttribute('data-next', 'test')
    await expect(id('launch-message')).toContainText('顾客0您好')
    await id('start').click()
    await expect(id('start-dialog')).toContainText('约 ¥1.00')
    await picture(app, '35-start-confirm')
    await app.page.keyboard.press('Escape')
    await startAll()
    await expect(id('count-sending')).toHaveAttribute('data-count', '16')
    // A page that was loaded anew no longer makes this campaign.
    await app.page.reload()
    await open('send')
    await onScreen('contacts')
    await expect(id('running-elsewhere')).toContainText('会员名单')
    await picture(app, '36-running-elsewhere')
    await id('open-running').click()
    await id('show-people').click()
    await expect(id('recipient')).toHaveCount(20)
    await id('cancel').click()
    await id('cancel-confirm').click()
    await expect(id('stopping')).toContainText('正在等 8 条的结果，最多')
    await expect(id('sending-title')).toHaveText('正在取消')
    await picture(app, '37-cancelling')
    await toReport()
    expect(await reported('unknown')).toBe(8)
    expect((await server.stats()).requests).toBe(8)
    await owner.onScreen('report')
  } finally {
    await server.close()
  }
})

test('a database that another program holds: the start is refused where it was asked for, and works later', async ({
  launch,
  profile,
}) => {
  const app = await launch()
  await preparePractice(app, 5)
  const { id, toReport, reported } = sendingScreens(app.page)
  const other = new SqliteDatabase(join(profile, 'zhanggui.db'), { fileMustExist: true })
  try {
    other.exec('BEGIN EXCLUSIVE')
    await id('start').click()
    await expect(id('start-error')).toContainText('数据文件正被其他程序占用')
    await expect(id('start')).toBeEnabled()
    other.exec('ROLLBACK')
  } finally {
    other.close()
  }
  await id('start').click()
  await toReport()
  expect(await reported('accepted')).toBe(5)
})

test('a provider that asks to slow down is waited for, and the lower speed is shown', async ({
  launch,
  picture,
}) => {
  const slowDown: Fault = { kind: 'status', status: 429, headers: { 'retry-after': '2' } }
  const server = await forkFaultServer({ plan: { rules: [{ to: 1, fault: slowDown }] } })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, startAll } = sendingScreens(app.page)
    await setSettings(app, { ...atAnyTimeFast, ratePerSecond: 5 })
    await prepareRealCampaign(app, 12)
    await startAll()
    await expect(id('hold-card')).toContainText('服务器要求放慢速度')
    await picture(app, '35-rate-limited')
    await expect(id('slowed-down')).toContainText('已自动降速')
    await picture(app, '36-slowed-down')
    await owner.toReport()
    expect(await owner.reportTotals()).toEqual({ ...noCounts, accepted: 12 })
  } finally {
    await server.close()
  }
})
