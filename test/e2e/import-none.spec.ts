import { type RecordingServer, startRecordingServer } from '../fakes/recording-server.ts'
import { expect, test } from './fixtures.ts'
import { importPage } from './pages/import.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, setSettings, testCredentials } from './real-campaign.ts'

/** Values that are none and rows that nobody can read, from the file down to the request. */

let server: RecordingServer
test.beforeEach(async () => {
  server = await startRecordingServer()
})
test.afterEach(() => server.close())

/** One line of GBK (刘洋) in a file of UTF-8, and what databases and spreadsheets write where nothing is. */
const list = {
  name: '会员名单.csv',
  mimeType: 'text/csv',
  buffer: Buffer.concat([
    Buffer.from(
      [
        '手机,姓名,余额',
        '13800138001,王芳,88.00',
        '13800138002,NULL,66.50',
        '13800138003,#N/A,12.00',
        '13800138004,李强,0',
        '13800138005,张敏,-',
        '13800138006,无锡阿姨,5.00',
        '13800138010,无,3.00',
        '13800138007,',
      ].join('\r\n'),
    ),
    Buffer.from([0xc1, 0xf5, 0xd1, 0xf3]),
    Buffer.from(',7.00\r\n13800138008,锟斤拷,9.00\r\n13800138009,赵丽,\r\n'),
  ]),
}

test('NULL, #N/A and unreadable names are decided by the owner before anything is sent', async ({
  launch,
  picture,
}) => {
  const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
  const { page } = app
  const id = (testId: string) => page.getByTestId(testId)
  const owner = wizard(page)
  const rows = importPage(page)
  await setSettings(app, atAnyTime)
  await owner.enterCredentials(testCredentials)
  await rows.choose(list)

  expect([await rows.count('all'), await rows.count('usable'), await rows.count('leftOut')]).toEqual([
    10, 8, 2,
  ])
  await expect(id('notice-unreadable')).toContainText('有 2 行里有乱码，先不发送')
  await expect(id('notice-unreadable')).toContainText('第 9、10 行')
  await picture(app, '01-unreadable')
  await id('show-unreadable').click()
  await expect(rows.row(9)).toContainText('有乱码')
  await rows.mend(9, 1, '刘洋')
  expect([await rows.count('usable'), await rows.count('leftOut')]).toEqual([9, 1])
  await rows.show('all')

  await owner.toContent()
  await owner.writeMessage({
    signatureName: '测试小店',
    signatureCode: 'SIGN-1',
    templateCode: 'TPL-1',
    templateText: '${姓名}您好，余额${余额}元，欢迎来店。拒收请回复R',
  })
  const flaws = (variable: string) =>
    page.locator(`[data-variable="${variable}"]`).getByTestId('variable-flaw')
  await expect(flaws('姓名').getByTestId('variable-flaw-count')).toHaveAttribute('data-count', '3')
  await expect(flaws('姓名').getByTestId('variable-flaw-values')).toContainText('#N/A')
  await expect(flaws('余额').getByTestId('variable-flaw-count')).toHaveAttribute('data-count', '1')
  await flaws('姓名').scrollIntoViewIfNeeded()
  await picture(app, '02-decide')
  await flaws('姓名').getByTestId('show-flaw').click()
  await expect(id('blank-row')).toHaveCount(3)
  await picture(app, '03-who')
  await id('close').click()
  await owner.nextPreview()
  await expect(id('preview-flaw-open')).toContainText('NULL')

  // Nothing decided: what stands is ticked before money leaves.
  await id('to-preflight').click()
  await owner.onScreen('preflight')
  const warning = page.locator('[data-testid="warning"][data-warning="no-value"]')
  await expect(warning).toHaveAttribute('data-count', '4')
  await expect(id('to-sending')).toBeDisabled()
  await expect(id('amount-leftOut-unreadable')).toContainText('1')
  await picture(app, '04-ticks')
  await warning.getByTestId('warning-list').click()
  await expect(id('warned-person')).toHaveCount(4)
  await id('close').click()

  await id('back').click()
  await flaws('姓名').getByTestId('flaw-replace').check()
  await expect(id('to-preflight')).toBeDisabled()
  await flaws('姓名').getByTestId('flaw-text').fill('顾客')
  await flaws('余额').getByTestId('flaw-leave-out').check()
  // One of them is somebody's name.
  await flaws('姓名').getByTestId('flaw-apart').click()
  const surname = flaws('姓名').locator('[data-testid="flaw-value"][data-value="无"]')
  await surname.getByTestId('flaw-value-choice').click()
  await page.getByTitle('照原样发送').click()
  await flaws('姓名').scrollIntoViewIfNeeded()
  await picture(app, '05-decided')
  await id('to-preflight').click()
  await owner.onScreen('preflight')
  await expect(id('people-ledger')).toBeVisible()
  await expect(warning).toHaveAttribute('data-count', '1')
  await expect(id('amount-to-send')).toContainText('7')
  await owner.tickWarnings()
  await owner.toLaunch()
  await owner.startWithDoubleClick({ confirm: true })
  await owner.toReport()
  expect(new Map(server.received().map(({ phone, params }) => [phone, params]))).toEqual(
    new Map([
      ['13800138001', { 姓名: '王芳', 余额: '88.00' }],
      ['13800138002', { 姓名: '顾客', 余额: '66.50' }],
      ['13800138003', { 姓名: '顾客', 余额: '12.00' }],
      ['13800138004', { 姓名: '李强', 余额: '0' }],
      ['13800138006', { 姓名: '无锡阿姨', 余额: '5.00' }],
      ['13800138007', { 姓名: '刘洋', 余额: '7.00' }],
      ['13800138010', { 姓名: '无', 余额: '3.00' }],
    ]),
  )
})

test('a surname that looks like no value is sent as it is by the owner’s word', async ({ launch }) => {
  const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
  const { page } = app
  const owner = wizard(page)
  await setSettings(app, atAnyTime)
  await owner.enterCredentials(testCredentials)
  await importPage(page).choose({
    name: '会员.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('手机,姓名\r\n13800138001,Null\r\n13800138002,王芳\r\n'),
  })
  await owner.toContent()
  await owner.writeMessage({
    signatureName: '测试小店',
    signatureCode: 'SIGN-1',
    templateCode: 'TPL-1',
    templateText: '${姓名}您好，欢迎来店。拒收请回复R',
  })
  await page.getByTestId('flaw-keep').check()
  await expect(page.getByTestId('flaw-open')).toHaveCount(0)
  await owner.toPreflight()
  await owner.toLaunch()
  await owner.startWithDoubleClick({ confirm: true })
  await owner.toReport()
  expect(server.received().map(({ phone, params }) => [phone, params])).toContainEqual([
    '13800138001',
    { 姓名: 'Null' },
  ])
})
