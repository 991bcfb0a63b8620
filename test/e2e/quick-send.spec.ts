import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTimeFast, setSettings, testCredentials } from './real-campaign.ts'

/** One message to one phone. */

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

    await setSettings(app, atAnyTimeFast)
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
