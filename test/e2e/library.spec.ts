import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import type { RunningApp } from './app.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { keeping } from './pages/keeping.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import {
  atAnyTime,
  listOf,
  prepareRealCampaign,
  saveCredentials,
  setSettings,
  testCredentials,
} from './real-campaign.ts'

/** What a shop has sent with once is not typed a second time. */

const text = '${姓名}您好，周年庆满100减20。拒收请回复R'

/** The library as the app holds it: kind and CODE, used last first. */
const kept = (app: RunningApp) =>
  app.page.evaluate(async () => {
    const answer = await window.zhanggui.library.list()
    return answer.ok ? answer.value.entries : []
  })

test('signature and template of a real campaign are offered in the next one, with one click', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const env = { ZHANGGUI_API_URL: server.url }
    let app = await launch({ env })
    await setSettings(app, atAnyTime)
    await prepareRealCampaign(app, 3)
    const first = sendingScreens(app.page)
    await first.startAll()
    await first.toReport()
    await app.close()

    app = await launch({ env })
    const owner = wizard(app.page)
    const { id, open } = sendingScreens(app.page)
    await owner.importFile(listOf(3))
    await owner.toContent()
    await expect(id('template-text')).toHaveValue('')
    await picture(app, '0-compose')
    await id('library-open').click()
    const offered = app.page.getByTestId('library-entry')
    await expect(offered).toHaveCount(2)
    await picture(app, '1-used')
    await app.page.locator('[data-testid="library-entry"][data-kind="template"]').getByText('用这个').click()
    await expect(id('signature-name')).toHaveValue('测试小店')
    await expect(id('signature-code')).toHaveValue('SIGN-1')
    await expect(id('template-code')).toHaveValue('TPL-1')
    await expect(id('template-text')).toHaveValue(text)
    await expect(id('to-preflight')).toBeEnabled()
    // Nothing was written over, so there is nothing to take back.
    await expect(id('fill-undo')).toHaveCount(0)

    await id('template-text').fill('店长自己写的一段')
    await id('library-open').click()
    await id('library-search').fill('周年庆')
    await expect(offered).toHaveCount(1)
    await id('library-use').click()
    await expect(id('template-text')).toHaveValue(text)
    await picture(app, '2-filled')
    await id('fill-undo').click()
    await expect(id('template-text')).toHaveValue('店长自己写的一段')

    await open('quick')
    await expect(id('quick-submit')).toBeVisible()
    await id('library-open').click()
    await expect(offered).toHaveCount(2)
    await picture(app, '3-quick')
  } finally {
    await server.close()
  }
})

test('a refused CODE is counted, and practice leaves nothing in the library', async ({ launch, picture }) => {
  const server = await forkFaultServer({ plan: { otherwise: { kind: 'answer', code: 30005 } } })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    await setSettings(app, atAnyTime)
    const practised = await createCampaign(app, 2, 'practice')
    await startCampaign(app, practised)
    await untilStill(app, practised)
    expect(await kept(app)).toEqual([])

    await saveCredentials(app)
    const real = await createCampaign(app, 2)
    await startCampaign(app, real)
    expect(await untilStill(app, real)).toMatchObject({ status: 'paused', pause: { code: 30005 } })
    await expect
      .poll(() => kept(app).then(entries => entries.map(({ kind, refused }) => `${kind} ${refused}`)))
      .toEqual(['template 0', 'signature 1'])

    const { id, open } = sendingScreens(app.page)
    await open('quick')
    await id('library-open').click()
    await expect(id('library-entry').last()).toContainText('被拒 1 次')
    await picture(app, '4-refused')
  } finally {
    await server.close()
  }
})

test('a template is written down, changed, deleted and put back; a text to begin with is copied or used, and gives back what it wrote over', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const { id, open } = sendingScreens(app.page)
  await open('quick')
  await id('library-open').click()
  await expect(id('library-empty')).toBeVisible()
  await picture(app, '5-empty')
  await id('add-signature').click()
  await id('entry-code').fill('QM-7')
  await id('entry-name').fill('好邻居超市')
  await id('entry-registration').getByText('已报备').click()
  await picture(app, '6-signature')
  await id('entry-save').click()
  await id('add-template').click()
  await id('entry-code').fill('MB-7')
  await id('entry-name').fill('周末活动')
  await id('entry-text').fill('周末到店有礼。拒收请回复R')
  await id('entry-note').fill('八月通过审核')
  await id('entry-save').click()
  await expect(id('library-entry')).toHaveCount(2)

  await id('add-template').click()
  await id('entry-code').fill('MB-7')
  await expect(id('library-form')).toContainText('已经记下了')
  await expect(id('entry-save')).toBeDisabled()
  await id('entry-cancel').click()

  const template = app.page.locator('[data-testid="library-entry"][data-kind="template"]')
  await template.getByTestId('library-edit').click()
  await id('entry-code').fill('MB-8')
  await id('entry-save').click()
  await expect(template).toHaveAttribute('data-code', 'MB-8')
  await expect(template).toContainText('八月通过审核')

  await template.getByTestId('library-remove').click()
  await expect(template).toHaveCount(0)
  await picture(app, '7-removed')
  await id('library-put-back').click()
  await expect(template).toContainText('周末活动')
  await expect(id('library-removed')).toHaveCount(0)
  expect((await kept(app)).map(({ code }) => code).toSorted()).toEqual(['MB-8', 'QM-7'])
  await app.page.keyboard.press('Escape')

  const owner = wizard(app.page)
  await open('send')
  await owner.onScreen('contacts')
  await owner.importFile(listOf(2))
  await owner.toContent()
  await id('template-text').fill('写了一半')
  await id('starters').click()
  await expect(id('starters-dialog')).toContainText('云极后台提交审核')
  await picture(app, '8-starters')
  await id('copy-mid-autumn').click()
  await expect(id('copy-mid-autumn')).toHaveText('已复制')
  await picture(app, '9-copied')
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toContain('中秋将至')
  await id('starter-mid-autumn').click()
  await expect(id('template-text')).toHaveValue(/中秋将至/)
  await id('fill-undo').click()
  await expect(id('template-text')).toHaveValue('写了一半')
})

const csv = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
})

/** Sends what stands on the content screen to its end. */
async function sendAll(app: RunningApp): Promise<void> {
  const owner = wizard(app.page)
  await owner.toPreflight()
  await owner.toLaunch()
  const { startAll, toReport } = sendingScreens(app.page)
  await startAll()
  await toReport()
}

test('a campaign is the start of the next one, and has the name that it is given', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    await setSettings(app, atAnyTime)
    const owner = wizard(app.page)
    const { id, open, onScreen } = sendingScreens(app.page)
    await owner.enterCredentials(testCredentials)
    await owner.importFile(
      csv('老客.csv', ['手机,怎么叫,备注', '13800000001,王姐,甲', '13800000002,李哥,乙']),
    )
    await owner.toContent()
    const written = {
      signatureName: '好邻居超市',
      signatureCode: 'SIGN-1',
      templateCode: 'TPL-1',
      templateText: '尊敬的会员${昵称}，${档期}到店有礼。拒收请回复R',
    }
    await owner.writeMessage(written)
    // Neither name says which column is meant: the owner chooses.
    const sourceOf = (variable: string) =>
      app.page.locator(`[data-variable="${variable}"]`).getByTestId('variable-source')
    await sourceOf('昵称').click()
    await app.page.getByTitle('怎么叫', { exact: true }).last().click()
    await sourceOf('档期').click()
    await app.page.getByTitle('所有人用同一段文字', { exact: true }).last().click()
    await id('variable-fixed').fill('本周六')
    await sendAll(app)

    await id('campaign-rename').click()
    await id('campaign-name-field').fill('  九月老客  ')
    await picture(app, '10-rename')
    await id('campaign-name-confirm').click()
    await expect(app.page.locator('main')).toContainText('九月老客')
    await picture(app, '11-report')
    await open('history')
    await expect(id('open-campaign')).toHaveText('九月老客')
    await id('open-campaign').click()
    await onScreen('report')
    await id('campaign-again').click()
    await owner.onScreen('contacts')
    await expect(id('copied-notice')).toContainText('九月老客')
    await picture(app, '12-copied')
    await owner.importFile(
      csv('新客.csv', ['备注,怎么叫,手机', '丙,赵叔,13800000003', '丁,周姨,13800000004']),
    )
    await owner.toContent()
    await expect(id('signature-name')).toHaveValue(written.signatureName)
    await expect(id('template-text')).toHaveValue(written.templateText)
    await expect(id('preview-message')).toContainText('尊敬的会员赵叔，本周六到店有礼')
    await expect(id('to-preflight')).toBeEnabled()
    await picture(app, '13-copied-content')
  } finally {
    await server.close()
  }
})

test('a campaign to a kept list is begun again with the people who are in it now', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    await setSettings(app, atAnyTime)
    const { id, open, onScreen } = sendingScreens(app.page)
    const owner = wizard(app.page)
    const lists = keeping(app.page)
    await owner.enterCredentials(testCredentials)
    await owner.onScreen('contacts')
    await lists.toLists()
    await id('list-file').setInputFiles(
      csv('会员.csv', ['手机,姓名', '13800000001,王芳', '13800000002,李强']),
    )
    await lists.keep({ name: '会员' })
    await lists.openList('会员')
    await id('list-send').click()
    await owner.onScreen('compose')
    await owner.writeMessage({
      signatureName: '好邻居超市',
      signatureCode: 'SIGN-1',
      templateCode: 'TPL-1',
      templateText: '尊敬的会员${姓名}，周末到店有礼。拒收请回复R',
    })
    await sendAll(app)

    await open('send')
    await id('again').click()
    await owner.onScreen('contacts')
    await owner.importFile(listOf(1))
    await owner.toContent()
    await id('template-text').fill('写了一半')
    await open('history')
    await id('open-campaign').click()
    await onScreen('report')
    await id('campaign-again').click()
    await owner.onScreen('compose')
    await expect(id('preview-message')).toContainText('尊敬的会员王芳')
    await picture(app, '14-copied-list')
    await id('copied-undo').click()
    await expect(id('template-text')).toHaveValue('写了一半')
  } finally {
    await server.close()
  }
})
