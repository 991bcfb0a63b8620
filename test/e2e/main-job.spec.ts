import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { totalOf } from '../../shared/domain/states.ts'
import { listenRaw } from '../fakes/raw-server.ts'
import { expect, test } from './fixtures.ts'
import { readLog } from './log.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { answerSaveDialog } from './save-dialog.ts'

const sample = (name: string) => join(import.meta.dirname, '..', 'fixtures', 'import', name)

test('from a dirty list to a report in practice mode, nobody is asked for anything, and all of it is there after a restart', async ({
  launch,
  profile,
  picture,
}) => {
  // Whoever would be asked on the way is asked through this.
  const proxy = await listenRaw()
  const flags = [`--proxy-server=${proxy.origin}`, '--proxy-bypass-list=<-loopback>']
  const app = await launch({ flags })
  const owner = wizard(app.page)
  await owner.onScreen('welcome')
  await picture(app, '01-welcome', 'welcome')
  await owner.choosePractice()
  await picture(app, '02-import-empty')
  await owner.importFile(sample('contacts-gb18030.csv'))
  await picture(app, '03-import', 'import')
  await owner.toContent()
  await owner.fillPractice()
  expect(await owner.previewMessage()).toContain('王芳您好')
  await owner.nextPreview()
  await expect.poll(owner.previewMessage).toContain('李强您好')
  await picture(app, '04-compose', 'compose')
  await owner.toPreflight()
  await picture(app, '05-preflight', 'preflight')
  const whole = Number((await app.page.getByTestId('amount-to-send').innerText()).replace(/\D/g, ''))
  await app.page.getByTestId('amount-to-send').click()
  await expect(app.page.getByTestId('listed-person')).toHaveCount(whole)
  await picture(app, '05-preflight-people')
  await app.page.getByTestId('people-close').click()
  await expect(app.page.getByTestId('fact-ends')).toContainText('现在开始的话')
  await owner.toLaunch()
  await owner.sendTest('13800138000')
  await expect(app.page.getByTestId('test-outcome')).toContainText('练习服务已收下')
  await picture(app, '06-launch', 'launch')
  await owner.startWithDoubleClick({ confirm: false })
  await picture(app, '07-sending')
  await owner.toReport()
  await picture(app, '08-report', 'report')

  await expect(app.page.getByTestId('begin-real')).toHaveText('现在正式发送：填写账号')

  const totals = await owner.reportTotals()
  const log = readLog(profile)
  expect(log.campaign.status).toBe('finished')
  expect(totals).toEqual(log.counts)
  expect(totalOf(totals)).toBe(log.recipients.length)
  // The test message is a campaign of its own; the double click started one run.
  expect(log.recipients.every(({ attempts }) => attempts <= 1)).toBe(true)
  const stats = await app.page.evaluate(async () => {
    const result = await window.zhanggui.practice.stats()
    return result.ok ? result.value : null
  })
  expect(stats?.requests).toBe(log.recipients.filter(({ attempts }) => attempts === 1).length + 1)

  const path = join(profile, 'report.csv')
  await answerSaveDialog(app.electron, path)
  expect(await owner.exportReport()).toBe(path)
  const report = readFileSync(path, 'utf8')
  expect(report.startsWith('\uFEFF')).toBe(true)
  expect(report.split('\r\n').filter(line => line !== '')).toHaveLength(log.recipients.length + 1)
  await app.close()

  const again = await launch({ flags })
  const screens = sendingScreens(again.page)
  await screens.open('history')
  await picture(again, '09-history')
  await again.page.getByTestId('open-campaign').first().click()
  await wizard(again.page).toReport()
  expect(await wizard(again.page).reportTotals()).toEqual(totals)
  await screens.open('settings')
  await picture(again, '10-settings')
  await again.close()
  expect(proxy.received()).toBe('')
  expect(proxy.connections()).toBe(0)
  await proxy.close()
})
