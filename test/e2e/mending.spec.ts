import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { noCounts } from '../../shared/domain/states.ts'
import { acceptedCode } from '../../shared/provider/codes.ts'
import { startRecordingServer } from '../fakes/recording-server.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { phoneOf, prepareRealCampaign, setSettings } from './real-campaign.ts'
import { answerSaveDialog } from './save-dialog.ts'

const count = 24
const settings = {
  sendingWindow: { enabled: false, fromMinute: 480, toMinute: 1260 },
  ratePerSecond: 100,
  pricePerPart: 0.05,
}

test('a mistyped template CODE is mended on the paused page, and everybody gets the message once', async ({
  launch,
  picture,
}) => {
  const server = await startRecordingServer(({ templateCode }) =>
    templateCode === 'TPL-1' ? 30006 : acceptedCode,
  )
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const owner = wizard(app.page)
    const { id, startAll, recipientOf } = sendingScreens(app.page)
    await setSettings(app, settings)
    await prepareRealCampaign(app, count)
    await startAll()

    await expect(id('pause-code')).toHaveAttribute('data-code', '30006')
    await expect(id('mend-used')).toContainText('签名 CODE SIGN-1，模板 CODE TPL-1')
    await expect(id('mend-signatureCode')).toHaveValue('SIGN-1')
    await expect(id('mend-templateText')).toHaveValue('${姓名}您好，周年庆满100减20。拒收请回复R')
    await expect(id('resume')).toHaveText('继续发送')
    await picture(app, '1-refused')

    // What can't be sent says so, and nothing goes on.
    await id('mend-templateText').fill('${门店}周年庆')
    await expect(id('mend-unknown-variables')).toContainText('门店')
    await expect(id('mend-resume')).toBeDisabled()
    await id('mend-templateCode').fill('')
    await expect(id('mend-card')).toContainText('这一项还没有填')
    await picture(app, '2-not-yet')
    await id('mend-undo').click()
    await expect(id('mend-templateText')).toHaveValue('${姓名}您好，周年庆满100减20。拒收请回复R')
    await expect(id('resume')).toBeVisible()

    await id('mend-templateCode').fill('TPL-2')
    await expect(id('figure-mend-people')).toHaveText(`${count} 人`)
    await expect(id('figure-mend-parts')).toHaveText(`${count} 条`)
    await expect(id('figure-mend-cost')).toContainText('1.20')
    await expect(id('mend-message').first()).toContainText('【测试小店】顾客0您好，周年庆满100减20')
    await expect(id('lints')).toBeVisible()
    await picture(app, '3-mended')
    await id('mend-resume').click()
    await expect(id('mend-dialog')).toContainText('1.20')
    await picture(app, '4-confirm')
    await id('mend-confirm').click()

    await owner.toReport()
    expect(await owner.reportTotals()).toEqual({ ...noCounts, accepted: count })
    await expect(id('content-version')).toHaveCount(2)
    await picture(app, '5-report')
    await recipientOf(phoneOf(0)).getByTestId('open-log').click()
    await expect(id('log-event')).toHaveCount(3)
    await expect(id('log-event').nth(0)).toContainText('模板 CODE TPL-1')
    await expect(id('log-event').nth(1)).toContainText('签名或模板已改')
    await expect(id('log-event').nth(2)).toContainText('模板 CODE TPL-2')
    await picture(app, '6-log')
    await id('log-close').click()

    const path = join(app.profile, 'report.csv')
    await answerSaveDialog(app.electron, path)
    expect(await owner.exportReport()).toBe(path)
    const { data } = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').slice(1), {
      header: true,
      skipEmptyLines: true,
    })
    expect(data.map(row => [row['状态'], row['模板 CODE']])).toEqual(
      Array.from({ length: count }, () => ['已提交', 'TPL-2']),
    )

    const taken = server.received().filter(({ templateCode }) => templateCode === 'TPL-2')
    expect(taken.map(({ phone }) => phone).toSorted()).toEqual(
      Array.from({ length: count }, (_, index) => phoneOf(index)).toSorted(),
    )
    expect(taken[0]?.params).toEqual({ 姓名: '顾客0' })
  } finally {
    await server.close()
  }
})
