import { accepted } from '../fakes/fault.ts'
import { createFaultServer } from '../fakes/fault-server.ts'
import { expect, test } from './fixtures.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, phoneOf, setSettings, testCredentials } from './real-campaign.ts'

const list = {
  name: '会员名单.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    `手机号码,姓名,商品\r\n${phoneOf(0)},王芳,羊毛大衣\r\n${phoneOf(1)},李强,返 现卡\r\n${phoneOf(2)},赵薇薇,围巾\r\n`,
  ),
}

const mended = '${姓名}会员您好，您预留的${商品}已到店，取货减5元，拒收请回复R'

test('what reviewers refuse is mended by clicks, and what is found in a value is ticked before it is sent', async ({
  launch,
  picture,
}) => {
  const bodies: string[] = []
  const server = createFaultServer({ script: () => accepted, onBody: body => bodies.push(body) })
  const { url } = await server.listen()
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: url } })
    const owner = wizard(app.page)
    const id = (testId: string) => app.page.getByTestId(testId)
    const lint = (rule: string) => app.page.locator(`[data-testid="lint"][data-lint="${rule}"]`)
    await setSettings(app, atAnyTime)
    await owner.enterCredentials(testCredentials)
    await owner.importFile(list)
    await owner.toContent()
    await owner.writeMessage({
      signatureName: '小美 服饰',
      signatureCode: 'SIGN-1',
      templateCode: 'TPL-1',
      templateText: '{姓名}会员您好，您预留的${商品}已到店，取货减￥5，回T退订',
    })

    for (const rule of ['signature-signs', 'special-signs', 'opt-out-older-form'])
      await expect(lint(rule)).toBeVisible()
    await expect(id('marked').filter({ hasText: '回T退订' })).toBeVisible()
    await picture(app, '01-findings')
    await id('slip-mend').click()
    for (const rule of ['signature-signs', 'special-signs', 'opt-out-older-form']) {
      await lint(rule).getByTestId('lint-mend').click()
      await expect(lint(rule)).toHaveCount(0)
    }
    await expect(id('variable-slip')).toHaveCount(0)
    await expect(id('template-text')).toHaveValue(mended)
    await expect(id('signature-name')).toHaveValue('小美服饰')

    await id('template-text').fill(`${mended}\${ }`)
    await expect(id('to-preflight')).toBeDisabled()
    await expect(id('missing')).toContainText('变量')
    await id('template-text').fill(mended)

    await owner.nextPreview()
    await expect(lint('value-word')).toContainText('返 现')
    await picture(app, '02-value')
    await id('to-preflight').click()
    await owner.onScreen('preflight')
    const warning = app.page.locator('[data-testid="warning"][data-warning="value-word"]')
    await expect(warning).toHaveAttribute('data-count', '1')
    await expect(id('to-sending')).toBeDisabled()
    await warning.getByTestId('warning-list').click()
    await expect(id('warned-person')).toHaveCount(1)
    await expect(id('warned-person')).toHaveAttribute('data-phone', phoneOf(1))
    await picture(app, '03-who')
    await id('close').click()
    await owner.tickWarnings()
    await picture(app, '04-ticked')
    await owner.toLaunch()
    await owner.startWithDoubleClick({ confirm: true })
    await owner.toReport()
    expect(await owner.reportTotals()).toMatchObject({ accepted: 3 })
    expect(bodies).toHaveLength(3)
    expect(bodies.find(body => body.includes(phoneOf(1)))).toContain('返 现卡')
  } finally {
    await server.close()
  }
})

test('a single message is mended by clicks as well', async ({ launch }) => {
  const app = await launch()
  const id = (testId: string) => app.page.getByTestId(testId)
  await id('choose-practice').click()
  await id('nav-quick').click()
  await id('quick-template-text').fill('周末到店取货减￥5，拒收请回复R')
  const sign = app.page.locator('[data-testid="lint"][data-lint="special-signs"]')
  await sign.getByTestId('lint-mend').click()
  await expect(sign).toHaveCount(0)
  await expect(id('quick-template-text')).toHaveValue('周末到店取货减5元，拒收请回复R')
})
