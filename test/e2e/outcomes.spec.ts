import { noCounts } from '../../shared/domain/states.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import type { FaultPlan } from '../fakes/fault-plan.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { expect, test } from './fixtures.ts'
import { answerOwner, askedOwner } from './owner-questions.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTimeFast, phoneOf, prepareRealCampaign, setSettings } from './real-campaign.ts'

/** What the owner does about those who were refused, and those of whom nobody knows. */

/** The first time so, from then on accepted. */
const once = (fault: Fault): readonly Fault[] => [fault, accepted]

const refused = (code: number): Fault => ({ kind: 'answer', code })

const reset: Fault = { kind: 'reset-after' }

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
    await setSettings(app, atAnyTimeFast)
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
    await setSettings(app, atAnyTimeFast)
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
