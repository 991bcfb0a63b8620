import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { noCounts } from '../../shared/domain/states.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import type { FaultPlan } from '../fakes/fault-plan.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { expect, test } from './fixtures.ts'
import { answerOwner, askedOwner } from './owner-questions.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import {
  listOf,
  phoneOf,
  preparePractice,
  prepareRealCampaign,
  setSettings,
  testCredentials,
} from './real-campaign.ts'

const atAnyTime = { sendingWindow: { enabled: false, fromMinute: 480, toMinute: 1260 }, ratePerSecond: 100 }

/** The first time so, from then on accepted. */
const once = (fault: Fault): readonly Fault[] => [fault, accepted]
const refused = (code: number): Fault => ({ kind: 'answer', code })
const reset: Fault = { kind: 'reset-after' }

/** Moves the scheduled start of a closed app into the past, as a computer that was off would find it. */
function missSchedule(profile: string): void {
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'), { fileMustExist: true })
  try {
    database
      .prepare(`UPDATE campaigns SET scheduled_at = ? WHERE status = 'scheduled'`)
      .run(Date.now() - 3_600_000)
  } finally {
    database.close()
  }
}

test('a first slice stops for a look, the rest follows, and who had it lately is left out of the next', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, recipientOf } = sendingScreens(app.page)
    await setSettings(app, atAnyTime)
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
    await setSettings(app, { ...atAnyTime, headersTimeoutMs: 15_000, concurrency: 8, pricePerPart: 0.05 })
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

test('people refused by one code are sent again, nobody else, and each keeps a log to show', async ({
  launch,
  picture,
}) => {
  const plan: FaultPlan = {
    byPhone: {
      [phoneOf(0)]: once(refused(30011)),
      [phoneOf(1)]: once(refused(30028)),
      [phoneOf(2)]: once(refused(30011)),
      [phoneOf(3)]: once(reset),
    },
  }
  const server = await forkFaultServer({ plan })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, startAll, recipientOf, toReport, reported } = sendingScreens(app.page)
    await setSettings(app, atAnyTime)
    await prepareRealCampaign(app, 8)
    await startAll()
    await owner.toReport()
    expect(await owner.reportTotals()).toEqual({ ...noCounts, accepted: 4, rejected: 3, unknown: 1 })
    await picture(app, '40-report')

    await recipientOf(phoneOf(0)).getByTestId('open-log').click()
    await expect(id('log-event')).toHaveCount(1)
    await expect(id('log-event')).toContainText('30011')
    await picture(app, '41-recipient-log')
    await id('log-copy').click()
    await expect(id('log-copy')).toHaveText('已复制')
    const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toContain(phoneOf(0))
    expect(copied).toContain('HTTP 200')
    await id('log-close').click()

    await id('retry').click()
    await id('retry-code-30011').check()
    await expect(id('retry-confirm')).toHaveText('下一步：重发给 2 人')
    await expect(id('double-warning')).toHaveCount(0)
    await id('retry-unknown').check()
    await expect(id('double-warning')).toContainText('1 位顾客可能会收到两次')
    await picture(app, '42-retry')
    await id('retry-unknown').uncheck()
    // One of the wrong numbers is corrected: to one that stands in the campaign, then to the right one.
    const wrong = app.page.locator(`[data-testid="correction"][data-phone="${phoneOf(2)}"]`)
    await wrong.getByTestId('correction-phone').fill(phoneOf(1))
    await expect(wrong.getByTestId('correction-problem')).toContainText('已经有这个号码')
    await expect(id('retry-confirm')).toBeDisabled()
    await picture(app, '42-retry-corrected')
    await wrong.getByTestId('correction-phone').fill('139 0000 0002')
    await expect(wrong.getByTestId('correction-problem')).toHaveCount(0)
    await id('retry-confirm').click()
    await owner.onScreen('sending')
    await expect(id('figure-people')).toHaveText('2 人')
    await picture(app, '43-retry-launch')
    await startAll()
    await toReport()
    expect(await reported('accepted')).toBe(2)
    const { seenAgain, requests } = await server.stats()
    expect([requests, seenAgain]).toEqual([10, [phoneOf(0)]])
    await recipientOf('13900000002').getByTestId('open-log').click()
    await expect(id('log-event').first()).toContainText('号码由您改正')
    await expect(id('log-event').first()).toContainText(phoneOf(2))
    await id('log-close').click()

    // A retry that is thrown away before it was sent leaves its people as they were.
    await id('nav-history').click()
    await id('open-campaign').last().click()
    await toReport()
    await id('filter-sent-again').click()
    await expect(id('recipient')).toHaveCount(2)
    await id('retry').click()
    await id('retry-code-30028').check()
    await id('retry-confirm').click()
    await owner.onScreen('sending')
    await id('back').click()
    await picture(app, '44-history')
    await id('discard').click()
    await id('discard-confirm').click()
    await expect(id('discard')).toHaveCount(0)
    await id('open-campaign').last().click()
    await toReport()
    await id('retry').click()
    await expect(id('retry-code-30028')).toBeVisible()
    await expect(id('retry-code-30011')).toHaveCount(0)
  } finally {
    await server.close()
  }
})

test('unknown outcomes wait for a decision, and are sent again only after a warning', async ({
  launch,
  picture,
}) => {
  const plan: FaultPlan = {
    byPhone: Object.fromEntries([0, 1, 2, 3].map(index => [phoneOf(index), once(reset)])),
  }
  const server = await forkFaultServer({ plan })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, startAll, open, onScreen, badge, unknownOf, recipientOf, toReport, reported } =
      sendingScreens(app.page)
    await setSettings(app, atAnyTime)
    await prepareRealCampaign(app, 6)
    await startAll()
    await owner.toReport()
    await expect.poll(badge).toBe(4)
    await open('unknowns')
    await onScreen('unknowns')
    await expect(id('unknown')).toHaveCount(4)
    await picture(app, '50-unknowns', 'unknowns')

    await unknownOf(phoneOf(0)).getByTestId('treat-as-sent').click()
    await expect(unknownOf(phoneOf(0))).toHaveCount(0)
    await expect.poll(badge).toBe(3)
    // The wrong one: it is taken back at once, and decided again.
    await expect(id('decided')).toContainText(`${phoneOf(0)}：视为已发`)
    await picture(app, '55-decided')
    await id('take-back').click()
    await expect(unknownOf(phoneOf(0))).toHaveCount(1)
    await expect(id('decided')).toHaveCount(0)
    await expect.poll(badge).toBe(4)
    await unknownOf(phoneOf(0)).getByTestId('treat-as-sent').click()
    await expect.poll(badge).toBe(3)

    await unknownOf(phoneOf(1)).getByTestId('resend').click()
    await expect(id('double-warning')).toContainText('1 位顾客可能会收到两次')
    await picture(app, '51-unknown-resend')
    await answerOwner(app, 'no')
    await id('resend-confirm').click()
    await expect
      .poll(() => askedOwner(app))
      .toMatchObject([{ message: '1 位顾客可能会收到两次，仍要重发？' }])
    await expect(id('resend-dialog')).toBeVisible()
    await answerOwner(app, 'yes')
    await id('resend-confirm').click()
    await owner.onScreen('sending')
    await expect(id('figure-people')).toHaveText('1 人')
    await startAll()
    await toReport()
    expect(await reported('accepted')).toBe(1)
    expect((await server.stats()).seenAgain).toEqual([phoneOf(1)])

    await open('unknowns')
    await id('all-treat-as-unsent').click()
    await expect(id('unknowns-empty')).toBeVisible()
    // All of them at once, taken back at once, and decided again.
    await expect(id('decided')).toContainText('都视为未发了')
    await picture(app, '52-unknown-decide')
    await id('take-back').click()
    await expect(id('unknown')).toHaveCount(2)
    await expect(id('decided')).toHaveCount(0)
    await id('all-treat-as-unsent').click()
    await expect(id('unknowns-empty')).toBeVisible()
    await picture(app, '53-unknowns-empty')
    expect(await badge()).toBe(0)

    await open('history')
    await id('open-campaign').last().click()
    await toReport()
    expect(await reported('unknown')).toBe(4)
    await expect(recipientOf(phoneOf(0)).getByTestId('resolution')).toHaveText('视为已发')
    await expect(recipientOf(phoneOf(1)).getByTestId('resolution')).toHaveText('已重发')
    await id('filter-treat-as-unsent').click()
    await expect(id('recipient')).toHaveCount(2)
    await picture(app, '54-report-resolutions')
    // What was decided for one of them is taken back in its log.
    await id('filter-all').click()
    await recipientOf(phoneOf(2)).getByTestId('open-log').click()
    await id('take-back').click()
    await expect(id('log-event').last()).toContainText('您撤回了决定')
    await expect(id('take-back')).toHaveCount(0)
    await picture(app, '56-taken-back')
    await id('log-close').click()
    await expect(recipientOf(phoneOf(2)).getByTestId('resolution')).toHaveCount(0)
    await expect.poll(badge).toBe(1)
    await id('filter-treat-as-unsent').click()
    await expect(id('recipient')).toHaveCount(1)
    // Who is treated as sent is not offered again.
    await id('retry').click()
    await expect(app.page.getByTestId('retry-dialog')).toContainText('2 人')
  } finally {
    await server.close()
  }
})

test('one message to one phone in practice, found again by its phone', async ({ launch, picture }) => {
  const app = await launch()
  const { id, open, onScreen } = sendingScreens(app.page)
  await open('quick')
  await onScreen('quick')
  await id('fill-practice').click()
  await expect(id('quick-submit')).toBeDisabled()
  // What of a pasted text has no room is said at the field, until something else is typed.
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('13800138000 或 13900139000'))
  await id('quick-phone').press('ControlOrMeta+v')
  const said = () => id('quick-phone').evaluate(field => (field as HTMLInputElement).validationMessage)
  await expect.poll(said).toContain('末尾 5 个字没有粘贴进来')
  await id('quick-phone').fill('138 0013 8000')
  expect(await said()).toBe('')
  const fields = await app.page.locator('[data-testid^="quick-variable-"]').all()
  for (const [index, field] of fields.entries()) await field.fill(index === 0 ? '王芳' : '120')
  await expect(id('quick-preview')).toContainText('王芳')
  await picture(app, '60-quick')
  await id('quick-submit').dblclick()
  await expect(id('test-outcome')).toContainText('练习服务已收下')
  await picture(app, '61-quick-sent')
  const requests = await app.page.evaluate(async () => {
    const stats = await window.zhanggui.practice.stats()
    return stats.ok ? stats.value.requests : null
  })
  expect(requests).toBe(1)
  await id('quick-again').click()
  await expect(id('quick-phone')).toHaveValue('')

  // Single messages are not among the campaigns; where there is nothing else, they are what the history shows.
  await open('history')
  await expect(id('campaign')).toHaveCount(1)
  await expect(id('history-single')).toHaveCount(0)
  // Written anew with Enter, after which the focus is where it was.
  await id('history-rename').press('Enter')
  await id('campaign-name-field').fill('给王芳的提醒')
  await id('campaign-name-field').press('Enter')
  await expect(id('open-campaign')).toHaveText('给王芳的提醒')
  await expect(id('history-rename')).toBeFocused()

  await open('search')
  await picture(app, '62-search-start')
  await id('search-phone').fill('1380013')
  await expect(id('found-row')).toHaveCount(1)
  await expect(id('found-row')).toHaveAttribute('data-state', 'accepted')
  await picture(app, '63-search')
  await id('found-row').getByTestId('open-log').click()
  await expect(id('log-event')).toHaveCount(1)
  await id('log-close').click()
  // By the name too, with the words that were sent.
  await id('search-phone').fill('王芳')
  await expect(id('found-row')).toHaveCount(1)
  await expect(id('found-message')).toContainText('王芳')
  await picture(app, '64-search-by-name')
  await id('search-phone').fill('查无此人')
  await expect(id('search-none')).toContainText('查无此人')
  await id('search-phone').fill('1399')
  await expect(id('search-none')).toContainText('没有给 1399 开头或结尾的号码发过短信')
  await id('search-phone').fill('１３９ 0013 9000')
  await expect(id('search-none')).toContainText('没有给 13900139000 发过短信')
})

test('a start is scheduled in Beijing time, waits in the history, and is called off', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, open } = sendingScreens(app.page)
    await prepareRealCampaign(app, 5)
    await id('schedule').click()
    await id('schedule-time').selectOption('1320')
    await expect(id('schedule-outside')).toContainText('08:00–21:00')
    await picture(app, '70-schedule-outside')
    await id('schedule-time').selectOption('600')
    await expect(id('schedule-outside')).toHaveCount(0)
    await id('schedule-confirm').dblclick()
    const at = Number(await id('scheduled-at').getAttribute('data-at'))
    const dayMs = 24 * 60 * 60 * 1000
    // Ten in the morning in Beijing is two in UTC.
    expect(at % dayMs).toBe(2 * 60 * 60 * 1000)
    expect(at).toBeGreaterThan(Date.now())
    await expect(id('scheduled-at')).toContainText('10:00')
    await picture(app, '71-scheduled')
    await open('history')
    await expect(id('status')).toHaveAttribute('data-status', 'scheduled')
    await picture(app, '72-history-scheduled')
    await id('open-campaign').click()
    // Another time begins with the one that was planned.
    await id('reschedule').click()
    await expect(id('schedule-time')).toHaveValue('600')
    await id('schedule-time').selectOption('615')
    await id('schedule-confirm').click()
    await expect(id('scheduled-at')).toContainText('10:15')
    await id('unschedule').click()
    await owner.onScreen('sending')
    await expect(id('start')).toBeEnabled()
    // A draft that was scheduled once can be found again.
    await id('back').click()
    await expect(id('status')).toHaveAttribute('data-status', 'draft')
    expect((await server.stats()).requests).toBe(0)
  } finally {
    await server.close()
  }
})

test('a start that was missed while the app was closed asks, and never happens by itself', async ({
  launch,
  profile,
  picture,
}) => {
  const app = await launch()
  await preparePractice(app, 5)
  const before = sendingScreens(app.page)
  await before.id('schedule').click()
  await before.id('schedule-confirm').click()
  await expect(before.id('scheduled-at')).toBeVisible()
  await app.close()
  missSchedule(profile)

  const again = await launch()
  const { id } = sendingScreens(again.page)
  await expect(id('banner-interrupted')).toContainText('预定时间已过')
  await picture(again, '73-schedule-missed-banner')
  await id('open-interrupted').click()
  await expect(id('pause-card')).toContainText('没有发出任何短信')
  await expect(id('count-pending')).toHaveAttribute('data-count', '5')
  await expect(id('resume')).toHaveText('现在发送给 5 人')
  await picture(again, '74-schedule-missed')
  // It can be given a new time, and be missed again.
  await id('reschedule').click()
  await id('schedule-confirm').click()
  await expect(id('scheduled-at')).toBeVisible()
  await again.close()
  missSchedule(profile)
  const third = await launch()
  const last = sendingScreens(third.page)
  await last.id('open-interrupted').click()
  await last.id('resume').click()
  await last.toReport()
  expect(await last.reported('accepted')).toBe(5)
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

test('outside the sending hours a message waits and can be called off; a second one in a day asks first', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id, open } = sendingScreens(app.page)
    await wizard(app.page).enterCredentials(testCredentials)
    await wizard(app.page).onScreen('contacts')
    await open('quick')
    await id('quick-signature-name').fill('测试小店')
    await id('quick-signature-code').fill('SIGN-1')
    await id('quick-template-code').fill('TPL-1')
    await id('quick-template-text').fill('您订的货到了，请来店里取。拒收请回复R')
    await id('quick-phone').fill('13800138000')
    const minuteNow = Math.floor(((Date.now() + 8 * 3_600_000) % 86_400_000) / 60_000)
    const fromMinute = minuteNow < 720 ? minuteNow + 60 : 0
    await setSettings(app, { sendingWindow: { enabled: true, fromMinute, toMinute: fromMinute + 30 } })
    await id('quick-submit').click()
    await id('quick-confirm').click()
    await expect(id('hold-card')).toContainText('北京时间')
    await picture(app, '64-quick-held')
    await id('call-off').click()
    await expect(id('test-outcome')).toContainText('任务已取消')
    expect((await server.stats()).requests).toBe(0)

    await setSettings(app, atAnyTime)
    for (const round of ['first', 'second'] as const) {
      await id('quick-again').click()
      await id('quick-phone').fill('13800138000')
      await id('quick-submit').click()
      await id('quick-confirm').click()
      if (round === 'second') {
        await expect(id('quick-recent')).toBeVisible()
        expect((await server.stats()).requests).toBe(1)
        await id('recent-yes').click()
      }
      await expect(id('test-outcome')).toContainText('已提交给云极')
    }
    expect((await server.stats()).requests).toBe(2)
  } finally {
    await server.close()
  }
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
    await setSettings(app, { ...atAnyTime, ratePerSecond: 5 })
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
