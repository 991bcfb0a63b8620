import type { FaultPlan } from '../fakes/fault-plan.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTimeFast, listOf, phoneOf, realMessage, setSettings } from './real-campaign.ts'

/** The rules that look across campaigns, down to what the server was sent. */

test('a list is sent to a budget, sent again to nobody who had it, and followed up', async ({
  launch,
  picture,
}) => {
  const plan: FaultPlan = {
    byPhone: {
      [phoneOf(1)]: [
        { kind: 'answer', code: 30028 },
        { kind: 'answer', code: 10000 },
      ],
    },
  }
  const server = await forkFaultServer({ plan })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, open, onScreen } = sendingScreens(app.page)
    await setSettings(app, { ...atAnyTimeFast, dayBudgetParts: 12 })
    await owner.enterCredentials({ accessKey: 'AK-1', accessSecret: 'AS-1', packageCode: 'PK-1' })
    await open('settings')
    await id('remaining').fill('15')
    await id('remaining').press('Enter')
    await expect(id('setting-saved')).toHaveAttribute('data-setting', 'remaining')
    await picture(app, '0-settings-limits')
    await open('send')

    // 1. The budget is reached in the middle: exactly so many are spent, who was refused left its place to another.
    await owner.importFile(listOf(20))
    await owner.toContent()
    await owner.writeMessage(realMessage)
    await owner.toPreflight()
    await expect(id('fact-today')).toContainText('0 / 12')
    await expect(id('budget-short')).toContainText('12 条')
    await expect(id('remaining-short')).toContainText('5 条')
    await picture(app, '1-preflight-limits')
    await owner.toLaunch()
    await id('start').click()
    await id('start-confirm').click()
    await expect(id('pause-card')).toContainText('限额用完')
    await expect(id('count-accepted')).toHaveAttribute('data-count', '12')
    // It would stop again at once: the day has to end or the budget to be raised.
    await expect(id('resume')).not.toHaveClass(/ant-btn-primary/)
    await picture(app, '2-budget-reached')
    expect((await server.stats()).requests).toBe(13)
    await id('resume').click()
    await expect(id('pause-card')).toContainText('限额用完')
    expect((await server.stats()).requests).toBe(13)
    // Raised a little, then taken away.
    await setSettings(app, { dayBudgetParts: 14 })
    await id('resume').click()
    await expect(id('count-accepted')).toHaveAttribute('data-count', '14')
    await setSettings(app, { dayBudgetParts: null })
    await id('resume').click()
    await onScreen('report')
    const after = await server.stats()
    expect([after.requests, after.seenAgain]).toEqual([20, []])

    // 2. A follow-up of who was accepted comes with its list, and is the same text to all of them.
    await id('follow-up').click()
    await expect(id('follow-up-choice')).toHaveCount(2)
    await picture(app, '3-follow-up')
    await id('follow-up-confirm').click()
    await onScreen('compose')
    await id('to-preflight').click()
    await onScreen('preflight')
    await expect(id('same-text')).toHaveAttribute('data-count', '19')
    await expect(id('same-text')).toHaveAttribute('data-of', '19')
    await expect(id('same-text')).toContainText('19 人中的 19 人')
    await expect(id('to-sending')).toBeDisabled()
    await picture(app, '4-same-list-and-text')
    await app.page.locator('[data-warning="same-text"]').getByTestId('warning-list').click()
    await expect(id('had-person')).toHaveCount(19)
    await picture(app, '4-same-text-list')
    await id('close').click()
    await id('skip-same-text').click()
    await expect(id('nothing-to-send')).toBeVisible()
    await id('back').click()

    // 3. The same list once more with five new people, who had it left out by its campaign: the server sees the others alone.
    await open('history')
    await open('send')
    await id('back').filter({ visible: true }).click()
    await id('contact-file').setInputFiles(listOf(25))
    await expect(id('contacts-next')).toBeEnabled()
    await owner.toContent()
    await id('to-preflight').click()
    await onScreen('preflight')
    await expect(id('same-text')).toContainText('25 人中的 19 人')
    await expect(id('recent-day').locator('[data-count]')).toHaveAttribute('data-count', '19')
    await id('leave-out').click()
    await expect(id('earlier')).toHaveCount(1)
    await expect(id('earlier')).toHaveAttribute('data-count', '19')
    await id('earlier').getByRole('checkbox').check()
    await id('earlier-list').click()
    await expect(id('had-person')).toHaveCount(19)
    await picture(app, '5-leave-out')
    await id('leave-out-confirm').click()
    await expect(id('amount-to-send')).toHaveText('6 人')
    await expect(id('amount-skipped-had-before')).toHaveText('19 人')
    await expect(id('warning').filter({ hasText: '已经发过' })).toHaveCount(0)
    await picture(app, '6-left-out')

    // 4. Meanwhile one of the six is sent something else: the start asks, and goes without.
    await owner.tickWarnings()
    await owner.toLaunch()
    const other = await createCampaign(app, 2)
    const refused = await app.page.evaluate(id => window.zhanggui.campaigns.start({ campaignId: id }), other)
    expect(refused).toMatchObject({ ok: false, error: { code: 'recent-more', detail: '1' } })
    await app.page.evaluate(id => window.zhanggui.campaigns.acceptRecent({ campaignId: id }), other)
    await startCampaign(app, other)
    expect((await untilStill(app, other)).counts.accepted).toBe(2)
    await id('start').click()
    await id('start-confirm').click()
    await expect(id('recent-more')).toContainText('又有 1 人')
    await picture(app, '7-recent-more')
    await id('recent-more-stop').click()
    const before = (await server.stats()).requests
    await open('settings')
    await id('theme-dark').click()
    await id('language-en').click()
    await id('remaining').scrollIntoViewIfNeeded()
    await picture(app, '8-settings-limits-en-dark')
    await open('send')
    await id('start').click()
    await id('start-confirm').click()
    await expect(id('recent-more')).toBeVisible()
    await id('recent-more-list').click()
    await expect(id('had-person')).toHaveCount(1)
    await picture(app, '9-recent-more-en-dark')
    await id('recent-more-skip').click()
    await onScreen('report')
    expect((await server.stats()).requests - before).toBe(5)
  } finally {
    await server.close()
  }
})
