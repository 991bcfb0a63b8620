import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { makeZip, sheetRow, xlsxParts } from '../integration/zip-maker.ts'
import { expect, test } from './fixtures.ts'
import { importPage } from './pages/import.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, setSettings, testCredentials } from './real-campaign.ts'

const people = `${sheetRow(['手机', '姓名'])}${sheetRow(['13800138000', '王芳'])}${sheetRow(['13900139000', '李强'])}`
const manual = `${sheetRow(['填写说明'])}${sheetRow(['1. 手机号必填'])}${sheetRow(['2. 请勿修改表头'])}`
const old = `${sheetRow(['手机', '姓名'])}${sheetRow(['13700137000', '赵敏'])}`
const workbook = (...made: Parameters<typeof xlsxParts>): Buffer => Buffer.from(makeZip(xlsxParts(...made)))

/** Hands every request on to the server and keeps what it held. */
async function recordRequests(to: string) {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', async () => {
      const body = Buffer.concat(pieces)
      bodies.push(body.toString('utf8'))
      const { 'content-type': type = '' } = request.headers
      const answer = await fetch(to, { method: 'POST', headers: { 'content-type': type }, body })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      response.end(Buffer.from(await answer.arrayBuffer()))
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}${new URL(to).pathname}`, bodies, close: () => server.close() }
}

test('the sheet with the list is taken, and what the workbook hides is told and left out when asked for', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const { page } = app
  await wizard(page).choosePractice()
  const list = importPage(page)
  const id = (name: string) => page.getByTestId(name)

  await test.step('the sheet with the list is taken, hidden ones only when asked for, and the choice is in view', async () => {
    await list.drop(
      '名单.xlsx',
      workbook([
        { name: '旧名单', rows: old, state: 'hidden' },
        { name: '说明', rows: manual },
        { name: '会员', rows: people },
      ]),
    )
    expect(await list.count('usable')).toBe(2)
    await expect(id('sheet')).toContainText('会员（2 个手机号）')
    await expect(id('notice-sheets')).toContainText('旧名单（隐藏，1 个手机号）')
    await picture(app, '60-sheets')
    await id('sheet').click()
    await page.getByTitle('说明（没有手机号）').click()
    await expect(id('notice-no-phones')).toContainText('换一张工作表')
    await id('sheet').click()
    await page.getByTitle('旧名单（隐藏，1 个手机号）').last().click()
    await expect(list.cell(2, 0)).toHaveText('13700137000')
  })

  await test.step('rows that the sheet hides are marked, and left out with one press', async () => {
    const rows = `${people}${sheetRow(['13600136000', '孙丽'], ' hidden="1"')}`
    await list.drop('名单.xlsx', workbook([{ name: '会员', rows }]))
    expect(await list.count('usable')).toBe(3)
    await expect(list.row(4)).toContainText('表格里隐藏的行')
    await picture(app, '61-hidden-rows')
    await id('leave-out-hidden-rows').click()
    expect(await list.count('usable')).toBe(2)
    expect(await list.count('leftOut')).toBe(1)
    await id('leave-out-hidden-rows').click()
    expect(await list.count('usable')).toBe(3)
  })
})

test('what the sheet shows is what the provider is sent, or the plain value where the owner says so', async ({
  launch,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  const recorded = await recordRequests(server.url)
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: recorded.url } })
    const owner = wizard(app.page)
    const id = (name: string) => app.page.getByTestId(name)
    await setSettings(app, atAnyTime)
    await owner.enterCredentials(testCredentials)
    await owner.onScreen('contacts')
    const rows = `${sheetRow(['手机', '余额', '折扣', '到店', '会员号'])}${sheetRow([
      [13_800_138_000, 5],
      [1234.5, 1],
      [0.85, 2],
      [45_987, 3],
      [88, 4],
    ])}`
    const formats = ['¥#,##0.00', '0%', 'm"月"d"日"', '00000', '0.00E+00']
    await owner.importFile({
      name: '会员.xlsx',
      mimeType: '',
      buffer: workbook([{ name: '会员', rows }], { formats }),
    })
    const list = importPage(app.page)
    await expect(list.cell(2, 0)).toHaveText('13800138000')
    await expect(list.cell(2, 1)).toHaveText('¥1,234.50')
    await picture(app, '62-number-formats')
    await id('plain-values').first().click()
    await expect(list.cell(2, 1)).toHaveText('1234.5')
    await owner.toContent()
    await owner.writeMessage({
      signatureName: '测试小店',
      signatureCode: 'SIGN-1',
      templateCode: 'TPL-1',
      templateText: '余额${余额}元，${折扣}优惠到${到店}，会员号${会员号}。拒收请回复R',
    })
    await owner.toPreflight()
    await owner.toLaunch()
    await owner.startWithDoubleClick({ confirm: true })
    await owner.toReport()
    expect(recorded.bodies).toHaveLength(1)
    for (const value of ['13800138000', '1234.5', '85%', '11月26日', '00088'])
      expect(recorded.bodies[0]).toContain(value)
    expect(recorded.bodies[0]).not.toContain('1,234.50')
  } finally {
    recorded.close()
    await server.close()
  }
})
