import { startRecordingServer } from '../fakes/recording-server.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, setSettings, testCredentials } from './real-campaign.ts'

const phones = ['13800138001', '13800138002', '13800138003', '13800138004', '13900139005']

/** People with a long value, a blank one, a number and a day. */
const csv = {
  name: '会员.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '手机,姓名,余额,到期日',
      '13800138001,王芳,1288.5,2026-11-26',
      '13800138002,李强,66,2026-12-01',
      '13800138003,,20.5,2026-12-31',
      `13800138004,欧阳${'长'.repeat(40)},0,2027-01-05`,
      '13900139005,赵敏,12,2026-11-30',
    ].join('\r\n'),
  ),
}

let server: Awaited<ReturnType<typeof startRecordingServer>>

test.beforeEach(async () => {
  server = await startRecordingServer()
})
test.afterEach(() => server.close())

test('every message is seen before it is paid for, written as it should be read, and sent as it was seen', async ({
  launch,
  picture,
}) => {
  const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
  await setSettings(app, atAnyTime)
  const { page } = app
  const owner = wizard(page)
  const id = (testId: string) => page.getByTestId(testId)
  const message = id('preview-message')
  await owner.enterCredentials(testCredentials)
  await owner.importFile(csv)
  await owner.toContent()
  await owner.writeMessage({
    signatureName: '王记茶铺',
    signatureCode: 'SIGN-1',
    templateCode: 'TPL-1',
    templateText:
      '${姓名}您好，您的余额${余额}元，${到期日}前到店消费满一百送茶叶一盒，欢迎来坐坐。拒收请回复R',
  })
  await expect(message).toHaveText(
    '【王记茶铺】王芳您好，您的余额1288.5元，2026-11-26前到店消费满一百送茶叶一盒，欢迎来坐坐。拒收请回复R',
  )
  await expect(id('group-1')).toContainText('3')
  await expect(id('group-2')).toContainText('1')
  await expect(id('group-left-out')).toContainText('1')

  await id('preview-index').fill('5')
  await expect(message).toContainText('赵敏您好')
  await id('preview-search').fill('8002')
  await expect(message).toContainText('李强您好')
  await id('preview-search').fill('赵')
  await expect(message).toContainText('赵敏您好')
  await expect(id('preview-total')).toHaveText('/ 1')
  await id('preview-search').fill('没有这个人')
  await expect(id('preview-nobody')).toBeVisible()
  await picture(app, '01-nobody')
  await id('preview-all').click()
  await expect(id('preview-search')).toHaveValue('')
  await expect(message).toContainText('王芳您好')

  await id('preview-longest').click()
  await expect(message).toContainText('欧阳长长')
  await expect(id('preview-parts')).toHaveText('2')
  await id('preview-most-parts').click()
  await expect(id('preview-total')).toHaveText('/ 1')
  await id('group-gaps').click()
  await expect(message).toContainText('您好，您的余额20.5元')
  await expect(id('preview-left-out')).toBeVisible()
  await picture(app, '02-gap')
  await id('group-all').click()
  await expect(message).toContainText('欧阳长长')

  const variable = (name: string) => page.locator(`[data-variable="${name}"]`)
  const write = async (name: string, form: RegExp) => {
    await variable(name).getByTestId('variable-form').click()
    await page.locator('.ant-select-item-option').filter({ hasText: form }).last().click()
  }
  await expect(variable('姓名').getByTestId('variable-form')).toHaveCount(0)
  await write('余额', /逗号和两位小数/)
  await write('到期日', /^月日/)
  await variable('姓名').getByTestId('variable-most').fill('3')
  await expect(variable('姓名').getByTestId('variable-cut')).toHaveAttribute('data-count', '1')
  await variable('姓名').getByTestId('policy-replace').check()
  await variable('姓名').getByTestId('policy-text').fill('贵宾')
  await page.locator('main[data-app-state="loaded"]').waitFor()
  const seen: string[] = []
  for (const place of [1, 2, 3, 4, 5]) {
    await id('preview-order').click()
    await page.getByTitle('名单顺序', { exact: true }).last().click()
    await id('preview-index').fill(String(place))
    await expect(id('preview-phone')).toHaveText(phones[place - 1] ?? '')
    seen.push(await message.innerText())
  }
  expect(seen[0]).toContain('王芳您好，您的余额1,288.50元，11月26日前')
  expect(seen[2]).toContain('贵宾您好，您的余额20.50元，12月31日前')
  expect(seen[3]).toContain('欧阳长您好，您的余额0.00元，1月5日前')
  await picture(app, '03-written')
  await page.getByTestId('template-text').scrollIntoViewIfNeeded()
  await picture(app, '04-colours')

  await owner.toPreflight()
  await expect(id('sample-message')).toHaveText(seen[0] ?? '')
  await owner.toLaunch()
  await owner.startWithDoubleClick({ confirm: true })
  await owner.toReport()
  expect(
    server
      .received()
      .map(({ phone, params }) => {
        const { 姓名 = '', 余额 = '', 到期日 = '' } = params ?? {}
        return [
          phone,
          `【王记茶铺】${姓名}您好，您的余额${余额}元，${到期日}前到店消费满一百送茶叶一盒，欢迎来坐坐。拒收请回复R`,
        ]
      })
      .toSorted(),
  ).toEqual(seen.map((text, place) => [phones[place], text]))

  // Once more to the next list: what was decided about the values comes along.
  await id('campaign-again').click()
  await owner.onScreen('contacts')
  await owner.importFile({ ...csv, name: '十二月.csv' })
  await owner.toContent()
  await id('preview-index').fill('3')
  await expect(message).toHaveText(seen[2] ?? '')
  const { open } = sendingScreens(page)
  await open('settings')
  await id('theme-dark').click()
  await id('language-en').click()
  await open('send')
  await expect(message).toHaveText(seen[2] ?? '')
  await picture(app, '05-again-en-dark')
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1093, 574),
  )
  await variable('姓名').scrollIntoViewIfNeeded()
  await picture(app, '06-small-en-dark')
})

test('what was written is not lost to the practice content', async ({ launch }) => {
  const app = await launch()
  const { page } = app
  const owner = wizard(page)
  await owner.choosePractice()
  await owner.importFile(csv)
  await owner.toContent()
  await page.getByTestId('template-text').fill('写了一半')
  await owner.fillPractice()
  await expect(page.getByTestId('template-text')).not.toHaveValue('写了一半')
  await page.getByTestId('practice-undo').click()
  await expect(page.getByTestId('template-text')).toHaveValue('写了一半')
  await expect(page.getByTestId('fill-practice')).toBeVisible()
})
