import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { noCounts } from '../../shared/domain/states.ts'
import { acceptedCode } from '../../shared/provider/codes.ts'
import type { SendRequest } from '../../shared/provider/request.ts'
import { startRecordingServer } from '../fakes/recording-server.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, phoneOf, prepareRealCampaign, saveCredentials, setSettings } from './real-campaign.ts'
import { answerSaveDialog } from './save-dialog.ts'

const count = 24
const settings = {
  ...atAnyTime,
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
    await expect(id('mend-message').first()).toHaveText('【测试小店】${门店}周年庆')
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
    await expect(id('mend-hint')).toContainText(`将发送 ${count} 人，共 ${count} 条`)
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

test('a text whose variables were refused is mended after a restart; who was refused alone before stays so', async ({
  launch,
  picture,
  profile,
}) => {
  const isRefused = ({ templateCode, params }: SendRequest): boolean => {
    const number = Number((params?.['姓名'] ?? '').replace('顾客', ''))
    // One name is refused for itself; from the fifth on the text is at fault.
    return templateCode === 'TPL-1' && (number === 1 || number >= 5)
  }
  const server = await startRecordingServer(request => (isRefused(request) ? 30014 : acceptedCode))
  try {
    const env = { ZHANGGUI_API_URL: server.url }
    const before = await launch({ env })
    await setSettings(before, { ...settings, concurrency: 1, language: 'en', theme: 'dark' })
    await saveCredentials(before)
    const campaignId = await createCampaign(before, count)
    await startCampaign(before, campaignId)
    const paused = await untilStill(before, campaignId)
    expect(paused.pause).toMatchObject({ reason: 'campaign-code', code: 30014 })
    const { rejected } = paused.counts
    await before.close()

    const app = await launch({ profile, env })
    await saveCredentials(app)
    const { id, open, recipientOf, toReport, reported } = sendingScreens(app.page)
    await open('history')
    await id('open-campaign').click()
    await expect(id('pause-code')).toHaveAttribute('data-code', '30014')
    await picture(app, '7-run-refused')
    await id('mend-templateCode').fill('TPL-2')
    await id('mend-templateText').fill('周年庆满100减20，$<姓名>请来。拒收请回复R')
    // All but those who have it, and the one who was refused alone.
    await expect(id('figure-mend-people')).toContainText(String(count - 4 - 1))
    await expect(id('figure-mend-again')).toContainText(String(rejected - 1))
    await expect(id('mend-message').first()).toContainText('减20，顾客5请来')
    await expect(id('mend-hint')).toBeVisible()
    await picture(app, '8-run-mended')
    await id('mend-resume').click()
    await id('mend-confirm').click()
    await toReport()
    expect(await reported('accepted')).toBe(count - 1)
    expect(await reported('rejected')).toBe(1)
    await expect(recipientOf(phoneOf(0))).toContainText('【测试小店】顾客0您好，周年庆满100减20')
    await expect(recipientOf(phoneOf(1))).toContainText('【测试小店】顾客1您好，周年庆满100减20')
    await expect(recipientOf(phoneOf(9))).toContainText('【测试小店】周年庆满100减20，顾客9请来')
    // In the log each attempt stands with the text that it sent.
    await recipientOf(phoneOf(5)).getByTestId('open-log').click()
    await expect(id('log-attempt-message')).toHaveText([
      '【测试小店】顾客5您好，周年庆满100减20。拒收请回复R',
      '【测试小店】周年庆满100减20，顾客5请来。拒收请回复R',
    ])
    await picture(app, '9-texts-of-both-attempts')
    await id('log-close').click()

    const taken = server.received().filter(request => !isRefused(request))
    expect(new Set(taken.map(({ phone }) => phone)).size).toBe(taken.length)
    expect(taken).toHaveLength(count - 1)
    expect(server.received().filter(({ phone }) => phone === phoneOf(1))).toHaveLength(1)
  } finally {
    await server.close()
  }
})
