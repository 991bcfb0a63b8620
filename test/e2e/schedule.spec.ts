import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { preparePractice, prepareRealCampaign } from './real-campaign.ts'

/** A start at a set time. */

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
